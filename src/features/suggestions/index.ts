export { decideSuggestions } from './decide-suggestions.ts'
export { countedWorksheets, raiseSuggestions } from './raise-suggestions.ts'
export { type SuggestionHistory, suggestionHistory } from './repository.ts'
export type { RaisedSuggestion } from './suggestion.ts'
export { SuggestionFields } from './suggestion-fields.tsx'
export {
  type MadeSuggestionDecision,
  readSuggestions,
  suggestionField,
} from './suggestion-form.ts'
export { DecidedSuggestions, SuggestionList } from './suggestion-list.tsx'
