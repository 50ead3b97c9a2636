import type { PersonDetails } from './details-form.ts'

/** The columns of a patient that hold their details. */
export interface DetailsRow {
  given_name: string
  family_name: string
  preferred_name: string | null
  pronouns: string | null
  date_of_birth: string | null
  email: string | null
  phone: string | null
  may_leave_voicemail: boolean
  second_phone: string | null
  contact_notes: string | null
  gp_practice: string | null
  gp_phone: string | null
  emergency_contact_name: string | null
  emergency_contact_relation: string | null
  emergency_contact_phone: string | null
  location_note: string | null
  gender_identity: string
  stated_gender: string
  ethnic_category: string
}

export function toDetails(row: DetailsRow): PersonDetails {
  return {
    givenName: row.given_name,
    familyName: row.family_name,
    preferredName: row.preferred_name,
    pronouns: row.pronouns,
    dateOfBirth: row.date_of_birth ?? '',
    email: row.email,
    phone: row.phone,
    mayLeaveVoicemail: row.may_leave_voicemail,
    secondPhone: row.second_phone,
    contactNotes: row.contact_notes,
    gpPractice: row.gp_practice,
    gpPhone: row.gp_phone,
    emergencyContactName: row.emergency_contact_name,
    emergencyContactRelation: row.emergency_contact_relation,
    emergencyContactPhone: row.emergency_contact_phone,
    locationNote: row.location_note,
    genderIdentity: row.gender_identity,
    statedGender: row.stated_gender,
    ethnicCategory: row.ethnic_category,
  }
}

export function detailColumns(details: PersonDetails) {
  return {
    given_name: details.givenName,
    family_name: details.familyName,
    preferred_name: details.preferredName,
    pronouns: details.pronouns,
    date_of_birth: details.dateOfBirth,
    email: details.email,
    phone: details.phone,
    may_leave_voicemail: details.mayLeaveVoicemail,
    second_phone: details.secondPhone,
    contact_notes: details.contactNotes,
    gp_practice: details.gpPractice,
    gp_phone: details.gpPhone,
    emergency_contact_name: details.emergencyContactName,
    emergency_contact_relation: details.emergencyContactRelation,
    emergency_contact_phone: details.emergencyContactPhone,
    location_note: details.locationNote,
    gender_identity: details.genderIdentity,
    stated_gender: details.statedGender,
    ethnic_category: details.ethnicCategory,
  }
}
