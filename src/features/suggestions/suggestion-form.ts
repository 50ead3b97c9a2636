import type { Form } from '#platform/http/form.ts'
import type { RaisedSuggestion } from './suggestion.ts'

/** Whether the therapist does as a line says, or puts it away and why. */
export interface MadeSuggestionDecision {
  readonly raised: RaisedSuggestion
  readonly decision: 'accepted' | 'put_away'
  readonly reason: string | null
}

const longestReason = 1000

export function suggestionField(id: string): string {
  return `suggestion_${id}`
}

export function reasonField(id: string): string {
  return `suggestion_reason_${id}`
}

/** The fields of <SuggestionFields>; what was left alone stays for the next time. */
export function readSuggestions(
  form: Form,
  raised: readonly RaisedSuggestion[],
  faults: Record<string, string>,
): MadeSuggestionDecision[] {
  return raised.flatMap((each): MadeSuggestionDecision[] => {
    const { id } = each.suggestion
    const choice = form.text(suggestionField(id))
    const reason = form.trimmed(reasonField(id))
    if (choice === 'accepted') return [{ raised: each, decision: 'accepted', reason: null }]
    if (choice !== 'put_away') return []
    if (reason === '') faults[reasonField(id)] = 'Say why it is put away'
    if (reason.length > longestReason) {
      faults[reasonField(id)] = `Use ${longestReason} characters or fewer`
    }
    return [{ raised: each, decision: 'put_away', reason }]
  })
}
