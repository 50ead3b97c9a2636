import { z } from 'zod'

export const callPurposes = [
  'first_call',
  'review',
  'safety',
  'no_contact',
  'ending',
  'follow_up',
  'other',
] as const
export type CallPurpose = (typeof callPurposes)[number]

export const mechanisms = ['telephone', 'video', 'face_to_face'] as const
export type Mechanism = (typeof mechanisms)[number]

/** What came of a call; the values of the national data set, and a call that nobody picked up. */
export const callOutcomes = [
  'attended',
  'late_seen',
  'late_not_seen',
  'did_not_attend',
  'no_answer',
  'cancelled_by_patient',
  'cancelled_by_service',
] as const
export type CallOutcome = (typeof callOutcomes)[number]

/** They spoke: only these count as contact with the person. */
export function isHeld(outcome: CallOutcome): boolean {
  return outcome === 'attended' || outcome === 'late_seen'
}

/** The fields of a call note; what was not said is left out. */
export const callNoteSchema = z.object({
  agenda: z.string().optional(),
  safetyChecked: z.boolean().optional(),
  measuresDiscussed: z.boolean().optional(),
  mainTopic: z.string().optional(),
  agreedTasks: z.string().optional(),
  nextContact: z.string().optional(),
})
export type CallNote = z.infer<typeof callNoteSchema>

export interface Appointment {
  readonly id: string
  readonly purpose: CallPurpose
  readonly mechanism: Mechanism
  /** Where to join a video call; null until somebody gives it. */
  readonly joinLink: string | null
  readonly startsAt: Date
  readonly minutes: number
  readonly madeAt: Date
  readonly madeByName: string
  readonly cancelledAt: Date | null
  readonly cancelReason: string | null
  /** The contact that was recorded for it; null while there is none. */
  readonly contactId: string | null
}

export interface Contact {
  readonly id: string
  readonly appointmentId: string | null
  readonly purpose: CallPurpose
  readonly mechanism: Mechanism
  readonly outcome: CallOutcome
  readonly happenedAt: Date
  readonly minutes: number
  /** Empty for a patient: a note is for the record. */
  readonly note: CallNote
  readonly recordedAt: Date
  readonly recordedByName: string
}

/** A purpose that this version does not know is shown as "other", never lost. */
export function purposeOf(stored: string): CallPurpose {
  return callPurposes.find((purpose) => purpose === stored) ?? 'other'
}
