import { type PlainDate, plainDate } from '#clinical/calendar.ts'
import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import { type CharacteristicCodes, notAskedYet } from './characteristics.ts'
import { FormReader, type Reading } from './form-reader.ts'

/** Who a person is and how to reach them, as last given. */
export interface PersonDetails extends CharacteristicCodes {
  readonly givenName: string
  readonly familyName: string
  readonly preferredName: string | null
  readonly pronouns: string | null
  readonly dateOfBirth: string
  readonly email: string | null
  readonly phone: string | null
  readonly mayLeaveVoicemail: boolean
  readonly secondPhone: string | null
  readonly contactNotes: string | null
  readonly gpPractice: string | null
  readonly gpPhone: string | null
  readonly emergencyContactName: string | null
  readonly emergencyContactRelation: string | null
  readonly emergencyContactPhone: string | null
  readonly locationNote: string | null
}

export const referralSources = ['self', 'gp', 'other'] as const
export type ReferralSource = (typeof referralSources)[number]

export interface NewReferral {
  readonly receivedOn: string
  readonly source: ReferralSource
  readonly presentingProblem: string | null
}

export interface NewPerson {
  readonly details: PersonDetails
  readonly referral: NewReferral
}

/** What the service's content lists, and what is on record of the person now. */
export interface DetailsFrame {
  readonly today: PlainDate
  readonly lists: Characteristics
  readonly stored: CharacteristicCodes
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

export function readDetails(form: Form, frame: DetailsFrame): Reading<PersonDetails> {
  const reader = new FormReader(form)
  const details = detailsFrom(reader, frame)
  return reader.errors ? { ok: false, errors: reader.errors } : { ok: true, value: details }
}

function detailsFrom(reader: FormReader, frame: DetailsFrame): PersonDetails {
  const { today } = frame
  const details: PersonDetails = {
    givenName: reader.text('given_name', { max: 100, needed: 'Enter the first name' }),
    familyName: reader.text('family_name', { max: 100, needed: 'Enter the last name' }),
    preferredName: reader.optional('preferred_name', 100),
    pronouns: reader.optional('pronouns', 40),
    dateOfBirth: reader.day('date_of_birth', {
      label: 'date of birth',
      from: plainDate('1900-01-01'),
      to: today,
    }),
    email: reader.email('email'),
    phone: reader.phone('phone'),
    mayLeaveVoicemail: reader.isTicked('may_leave_voicemail'),
    secondPhone: reader.phone('second_phone'),
    contactNotes: reader.optional('contact_notes', 2000),
    gpPractice: reader.optional('gp_practice', 200),
    gpPhone: reader.phone('gp_phone'),
    emergencyContactName: reader.optional('emergency_contact_name', 100),
    emergencyContactRelation: reader.optional('emergency_contact_relation', 100),
    emergencyContactPhone: reader.phone('emergency_contact_phone'),
    locationNote: reader.optional('location_note', 2000),
    ...characteristicsFrom(reader, frame),
  }
  if (!details.email && !details.phone) {
    reader.fail('email', 'Enter an e-mail address or a phone number, so that they can be reached')
  }
  return details
}

function characteristicsFrom(
  reader: FormReader,
  { lists, stored }: DetailsFrame,
): CharacteristicCodes {
  const { genderIdentity, ethnicCategory } = lists
  const { fallback } = genderIdentity
  return {
    genderIdentity: reader.code('gender_identity', allCodes(genderIdentity), stored.genderIdentity),
    statedGender: reader.code(
      'stated_gender',
      [...fallback.answers, fallback.notRecorded],
      stored.statedGender,
    ),
    ethnicCategory: reader.code('ethnic_category', allCodes(ethnicCategory), stored.ethnicCategory),
  }
}

function allCodes({ answers, declined, notAsked }: SourcedCharacteristic) {
  return [...answers, declined, notAsked]
}
