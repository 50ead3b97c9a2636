import type { Form } from '#platform/http/form.ts'

/** Why practice did not happen: any of these is a good answer, and so is none. */
export const notThisTimeReasons = [
  { id: 'forgot', label: 'It slipped my mind' },
  { id: 'too_hard', label: 'It was too much for that day' },
  { id: 'no_time', label: 'There was no time' },
  { id: 'changed_mind', label: 'I changed my mind about it' },
  { id: 'in_the_way', label: 'Something or someone got in the way' },
] as const

export interface PracticeAnswer {
  readonly kind: 'did' | 'not_done'
  readonly reason: string | null
  readonly note: string | null
  readonly sendKey: string
}

export const longestNote = 1000

export type PracticeReading =
  | { readonly ok: true; readonly answer: PracticeAnswer }
  | { readonly ok: false; readonly error: 'kind' | 'note' }

/** The reason is kept in words: a therapist reads it as it was said. */
export function readPracticeForm(form: Form): PracticeReading | null {
  const sendKey = form.actKey()
  if (sendKey === null) return null
  const kind = form.text('kind')
  if (kind !== 'did' && kind !== 'not_done') return { ok: false, error: 'kind' }
  const note = form.trimmed('note')
  if (note.length > longestNote) return { ok: false, error: 'note' }
  const reason = notThisTimeReasons.find(({ id }) => id === form.text('reason'))
  return {
    ok: true,
    answer: {
      kind,
      reason: kind === 'not_done' ? (reason?.label ?? null) : null,
      note: note || null,
      sendKey,
    },
  }
}
