import { plainDate } from '#clinical/calendar.ts'
import { notAskedYet } from '#features/characteristics/index.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import {
  type DetailsFrame,
  detailsFrom,
  type PersonDetails,
} from '#features/person-details/index.ts'
import type { Form } from '#platform/http/form.ts'

export const referralSources = ['self', 'gp', 'other'] as const
export type ReferralSource = (typeof referralSources)[number]

export const sourceWords: Readonly<Record<ReferralSource, string>> = {
  self: 'Themselves',
  gp: 'Their GP',
  other: 'Somebody else',
}

export interface NewReferral {
  readonly receivedOn: string
  readonly source: ReferralSource
  readonly presentingProblem: string | null
}

export interface NewPerson {
  readonly details: PersonDetails
  readonly referral: NewReferral
}

export function readNewPerson(
  form: Form,
  { today, lists }: Omit<DetailsFrame, 'stored'>,
): Reading<NewPerson> {
  const reader = new FormReader(form)
  const details = detailsFrom(reader, { today, lists, stored: notAskedYet(lists) })
  const receivedOn = reader.day('received_on', {
    label: 'date of the referral',
    from: plainDate('2015-01-01'),
    to: today,
  })
  const source = reader.choice('source', referralSources, 'Choose where the referral came from')
  const presentingProblem = reader.optional('presenting_problem', 2000)
  if (reader.errors || source === null) return { ok: false, errors: reader.errors ?? {} }
  return { ok: true, value: { details, referral: { receivedOn, source, presentingProblem } } }
}
