import type { Comparison, Programme, Suggestion } from '#content/types.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import type { ModuleStates } from '#features/treatment/index.ts'

export interface RaisedSuggestion {
  readonly suggestion: Suggestion
  readonly moduleTitle: string
}

/**
 * The programme's own lines for the therapist that hold now. They open nothing: a person decides.
 */
export function suggestionsFor(
  programme: Programme,
  forms: readonly MeasureResponse[],
  modules: ModuleStates,
): RaisedSuggestion[] {
  return programme.suggestions.flatMap((suggestion) => {
    const isOpen = modules.states.get(suggestion.offer)?.isOpen ?? false
    if (isOpen || !holds(suggestion, forms)) return []
    const moduleTitle = programme.modules.get(suggestion.offer)?.title ?? suggestion.offer
    return [{ suggestion, moduleTitle }]
  })
}

function holds({ when }: Suggestion, forms: readonly MeasureResponse[]): boolean {
  const latest = forms.filter((form) => form.instrumentId === when.instrument).slice(-when.last)
  return (
    latest.length === when.last &&
    latest.every((form) => {
      const value = when.type === 'item' ? (form.answers[when.item] ?? null) : form.total
      return typeof value === 'number' && compare(value, when.op, when.value)
    })
  )
}

function compare(value: number, op: Comparison, to: number): boolean {
  switch (op) {
    case '<':
      return value < to
    case '<=':
      return value <= to
    case '>':
      return value > to
    case '>=':
      return value >= to
    case '!=':
      return value !== to
    default:
      return value === to
  }
}
