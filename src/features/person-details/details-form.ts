import { type PlainDate, plainDate } from '#clinical/calendar.ts'
import type { Characteristics } from '#content/types.ts'
import { type CharacteristicCodes, readCharacteristics } from '#features/characteristics/index.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'

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

/** What the service's content lists, and what is on record of the person now. */
export interface DetailsFrame {
  readonly today: PlainDate
  readonly lists: Characteristics
  readonly stored: CharacteristicCodes
}

export function readDetails(form: Form, frame: DetailsFrame): Reading<PersonDetails> {
  const reader = new FormReader(form)
  const details = detailsFrom(reader, frame)
  return reader.errors ? { ok: false, errors: reader.errors } : { ok: true, value: details }
}

export function detailsFrom(reader: FormReader, frame: DetailsFrame): PersonDetails {
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
    ...readCharacteristics(reader, frame),
  }
  if (!details.email && !details.phone) {
    reader.fail('email', 'Enter an e-mail address or a phone number, so that they can be reached')
  }
  return details
}
