import type { ConsentProtocol } from '#content/types.ts'
import { type FieldErrors, FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'

/** Each statement with its own answer: what was not ticked is kept as a no. */
export type ConsentAnswers = Readonly<Record<string, boolean>>

export const statementField = (id: string) => `statement-${id}`

/** Nothing is ticked for the person, and each statement that treatment rests on must be. */
export function readConsent(form: Form, protocol: ConsentProtocol): Reading<ConsentAnswers> {
  const reader = new FormReader(form)
  const answers: Record<string, boolean> = {}
  for (const { id, label, required } of protocol.statements) {
    answers[id] = reader.isTicked(statementField(id))
    if (required && !answers[id]) reader.fail(statementField(id), `Not ticked yet: ${label}`)
  }
  const errors: FieldErrors | null = reader.errors
  return errors ? { ok: false, errors } : { ok: true, value: answers }
}
