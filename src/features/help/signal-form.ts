import { type PatientAnswer, patientAnswers } from '#features/risk/index.ts'
import type { Form } from '#platform/http/form.ts'
import { newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'

/** A signal is never refused over its key: without a good one it gets a new one. */
export function signalKey(form: Form): string {
  return form.actKey() ?? newId()
}

export function patientAnswer(form: Form): PatientAnswer {
  const answer = patientAnswers.find((known) => known === form.text('answer'))
  if (!answer) throw badRequest()
  return answer
}
