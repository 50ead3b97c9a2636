export {
  type Entry,
  type EntryComment,
  type EntryStatus,
  type EntryVersion,
  isEntryStatus,
  parseValues,
  safetyPlanSheet,
  whyNotKey,
  whyNotReasons,
  worksheetOf,
} from './entry.ts'
export {
  EntryForm,
  type EntryFormProps,
  islandData,
  type Prefilled,
  SavedLine,
  WhoReadsEntry,
} from './entry-form.tsx'
export { momentOf, type SeriesPoint, seriesOf } from './entry-series.ts'
export { openStage, stageToShow, statusOf } from './entry-state.ts'
export {
  Comments,
  EntryLine,
  EntrySummary,
  EntryView,
  FieldWords,
  statusWords,
  type UnsavedComment,
} from './entry-view.tsx'
export { FieldInput } from './field-input.tsx'
export { mergeValues, sameValues, withShownFields } from './merge-values.ts'
export { prefilledFrom, type RefChoices, refChoices } from './ref-choices.ts'
export { type StagedPlan, stagedDays, stagedFields, stagedPlanOf } from './staged-plan.ts'
