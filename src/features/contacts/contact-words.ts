import type { CallOutcome, CallPurpose, Mechanism } from './contact.ts'
import type { Activity } from './time.ts'

export const purposeWords: Readonly<Record<CallPurpose, string>> = {
  first_call: 'First call',
  review: 'Weekly call',
  safety: 'Safety',
  no_contact: 'No contact for a while',
  ending: 'Ending',
  follow_up: 'Follow-up',
  other: 'Something else',
}

/** What a patient reads: a purpose that may be seen over their shoulder. */
export const patientPurposeWords: Readonly<Record<CallPurpose, string>> = {
  first_call: 'Your first call',
  review: 'Your regular call',
  safety: 'A call',
  no_contact: 'A call',
  ending: 'A call about finishing',
  follow_up: 'A follow-up call',
  other: 'A call',
}

export const mechanismWords: Readonly<Record<Mechanism, string>> = {
  telephone: 'Telephone',
  video: 'Video',
  face_to_face: 'Face to face',
}

export const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  attended: 'Held, on time',
  late_seen: 'Held, they were late',
  late_not_seen: 'Too late to be held',
  did_not_attend: 'Did not attend',
  no_answer: 'No answer',
  cancelled_by_patient: 'Cancelled by them',
  cancelled_by_service: 'Cancelled by us',
}

export const patientOutcomeWords: Readonly<Record<CallOutcome, string>> = {
  attended: 'You spoke',
  late_seen: 'You spoke',
  late_not_seen: 'It was too late to speak',
  did_not_attend: 'It did not take place',
  no_answer: 'We could not reach you',
  cancelled_by_patient: 'You cancelled it',
  cancelled_by_service: 'We had to cancel it',
}

export const activityWords: Readonly<Record<Activity, string>> = {
  review: 'Reading and review',
  message: 'Writing',
  call: 'Call',
  safety: 'Safety',
  admin: 'Administration',
  supervision: 'Supervision',
}
