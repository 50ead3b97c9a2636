import { type MadeSuggestionDecision, suggestionField } from '#features/suggestions/index.ts'
import type { ModuleChoice } from './answer-form.ts'

/** Modules that an accepted suggestion sees to already: done twice, the second would be refused. */
export function withoutSuggested(
  modules: readonly ModuleChoice[],
  suggestions: readonly MadeSuggestionDecision[],
): ModuleChoice[] {
  return modules.filter(
    ({ act, moduleId }) =>
      !accepted(suggestions).some(
        ({ suggestion }) =>
          suggestion.act.kind === act &&
          (suggestion.act.kind === 'hold' || suggestion.act.kind === 'offer') &&
          suggestion.act.module === moduleId,
      ),
  )
}

/** What was accepted must go with the rest of the answer: both are said beside the suggestion. */
export function refuseContradictions(
  suggestions: readonly MadeSuggestionDecision[],
  answer: {
    modules: readonly ModuleChoice[]
    isCalled: boolean
    faults: Record<string, string>
  },
): void {
  for (const { suggestion } of accepted(suggestions)) {
    const { act, id } = suggestion
    const isOpened =
      (act.kind === 'hold' || act.kind === 'offer') &&
      answer.modules.some((choice) => choice.moduleId === act.module)
    if (isOpened) {
      answer.faults[suggestionField(id)] =
        'Below, something else is chosen for this module: choose one of the two'
    }
    if (act.kind === 'call' && !answer.isCalled) {
      answer.faults[suggestionField(id)] =
        'Book the call below, or leave this for now: nobody is rung by a tick'
    }
  }
}

function accepted(suggestions: readonly MadeSuggestionDecision[]) {
  return suggestions.flatMap(({ raised, decision }) => (decision === 'accepted' ? [raised] : []))
}
