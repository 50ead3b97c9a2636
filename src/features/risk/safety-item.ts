import { z } from 'zod'
import type { ContactState } from '#clinical/safety-contact.ts'
import { answerUrgency, type UrgencyWord } from '#clinical/urgency.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'

export type ClockStep = 'look' | 'contact' | 'follow_up'

export type SafetyEventKind =
  | 'raised'
  | 'patient_said'
  | 'looked'
  | 'call_attempt'
  | 'decision'
  | 'plan_made'
  | 'told'
  | 'note'
  | 'owner_changed'
  | 'escalated'
  | 'clock_set'
  | 'number_changed'
  | 'closed'

export const patientAnswers = ['safe_for_now', 'need_help_now', 'someone_else'] as const
export type PatientAnswer = (typeof patientAnswers)[number]

/** What is known of the signal itself; for a questionnaire, the answer and the one before. */
export const safetyDetail = z.looseObject({
  instrument: z.string().optional(),
  item: z.int().optional(),
  /** The highest answer given in this form, also when it was changed before sending. */
  value: z.int().optional(),
  /** The answer as it stands now, when it was changed. */
  latest: z.int().optional(),
  previous: z.int().nullish(),
  atLeast: z.int().optional(),
  fromItem: z.string().optional(),
  /** What the person answered on the page of another item, where that raised this one. */
  answer: z.enum(patientAnswers).optional(),
  /** When the person last called for help on the page of this item. */
  helpAskedAt: z.string().optional(),
  /** How often the person pressed for help again before anybody rang, and when last. */
  pressedAgain: z.object({ times: z.int(), lastAt: z.string() }).optional(),
})
export type SafetyDetail = z.infer<typeof safetyDetail>

export interface SafetyEvent {
  readonly id: string
  readonly kind: SafetyEventKind
  readonly at: Date
  readonly byName: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly note: string | null
}

export interface PlanOnFile {
  readonly savedAt: Date
  /** YYYY-MM-DD; null until it says when it is looked at again. */
  readonly reviewBy: string | null
}

/** Something that someone must look at: its owner, its clock and all that was done about it. */
export interface SafetyItem {
  readonly id: string
  readonly courseId: string
  readonly patientId: string
  readonly patientName: string
  readonly therapistName: string
  readonly trigger: string
  readonly detail: SafetyDetail
  readonly raisedAt: Date
  readonly raisedByName: string
  readonly ownerId: string | null
  /** Null when nobody who can still sign in owns it. */
  readonly ownerName: string | null
  readonly clockStep: ClockStep
  readonly dueAt: Date
  readonly escalation: number
  readonly lookedAt: Date | null
  readonly contactedAt: Date | null
  readonly closedAt: Date | null
  /** A safety plan that a clinician made or revised with the person, still within its date. */
  readonly hasReviewedPlan: boolean
  /** The plan in the person's own words, as it was last saved; null while there is none. */
  readonly plan: PlanOnFile | null
  /** How far people have come in speaking with the person. */
  readonly contact: ContactState
  /** The latest next contact that whoever asks may set; null while they may not move the clock. */
  readonly nextContactBy: Date | null
  /** Whoever asks is a supervisor or duty clinician who does not treat the person themselves. */
  readonly isForSenior: boolean
  /** Oldest first. */
  readonly history: readonly SafetyEvent[]
}

// From 2 on it is a high answer (Staying safe from suicide, NHS England 2025; Watts et al.).
const highAnswerFrom = 2

/** The words that order this item; none when it is not an answer to a questionnaire. */
export function urgencyWords(item: {
  detail: SafetyDetail
  hasReviewedPlan: boolean
}): UrgencyWord[] {
  const { value, previous, atLeast } = item.detail
  if (value === undefined) return []
  return answerUrgency({
    current: value,
    previous: previous ?? null,
    hasReviewedPlan: item.hasReviewedPlan,
    raisesFrom: atLeast ?? 1,
    highFrom: highAnswerFrom,
  })
}

/** A contact by the next working day is enough only here, and only with the reason written. */
export function isUnchangedWithReviewedPlan(item: {
  detail: SafetyDetail
  hasReviewedPlan: boolean
}): boolean {
  return urgencyWords(item).includes('unchanged_with_reviewed_plan')
}

/** What the person last answered on the page that they were shown. */
export function lastSaid(item: SafetyItem): PatientAnswer | null {
  const said = item.history.findLast((event) => event.kind === 'patient_said')
  return patientAnswers.find((answer) => answer === said?.detail.answer) ?? null
}

/** Staff who may see the course may act on its items; the patient never through these acts. */
export function isForClinicians(course: VisibleCourse): boolean {
  return (['therapist', 'supervisor', 'duty'] as const).some((access) => course.access.has(access))
}
