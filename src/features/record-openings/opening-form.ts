import type { PlainDate } from '#clinical/calendar.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'

export interface OpeningRequest {
  readonly givenName: string
  readonly familyName: string
  readonly dateOfBirth: string
  readonly reason: string
}

const shortestReason = 10

/** Who the person is, known from outside, and why now: nobody leafs through a list of people. */
export function readOpening(form: Form, today: PlainDate): Reading<OpeningRequest> {
  const reader = new FormReader(form)
  const givenName = reader.text('given_name', { max: 100, needed: 'Enter the first name' })
  const familyName = reader.text('family_name', { max: 100, needed: 'Enter the last name' })
  const dateOfBirth = reader.day('date_of_birth', {
    label: 'date of birth',
    from: '1900-01-01',
    to: today,
  })
  const reason = reader.text('reason', { max: 1000, needed: 'Say why you need to read it now' })
  if (reason !== '' && reason.length < shortestReason) {
    reader.fail('reason', 'Say a little more: the service lead reads this')
  }
  const { errors } = reader
  return errors
    ? { ok: false, errors }
    : { ok: true, value: { givenName, familyName, dateOfBirth, reason } }
}
