import { z } from 'zod'

/** What a service decides for itself; every value has a default that is safe to start with. */
export const serviceSettingsSchema = z.strictObject({
  /** Shown in the page frame instead of a logo that is not ours to use. */
  shortName: z.string().max(40).optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  servicePhone: z.string().max(30).optional(),
  crisisLineName: z.string().max(80).optional(),
  crisisLinePhone: z.string().max(30).optional(),
  openingHours: z.string().max(120).default('Monday to Friday, 8 am to 6 pm'),
  /**
   * Working days as 1 (Monday) to 7, and hours on the local clock: the safety clocks run in them.
   */
  workingDays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
  workingFrom: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .default('08:00'),
  workingTo: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .default('18:00'),
  bankHolidays: z.array(z.iso.date()).default([]),
  messageReplyWorkingDays: z.int().min(1).max(5).default(1),
  /** For so long after an ending a person can write to their therapist; lists look further back. */
  writesAfterEndingDays: z.int().min(28).max(730).default(365),
  /** Minutes by trigger, to override the safety protocol's default. */
  safetyLookMinutes: z.record(z.string(), z.int().min(5).max(2880)).default({}),
  /** Working hours by trigger until somebody has spoken with the person. */
  safetyContactHours: z.record(z.string(), z.int().min(1).max(48)).default({}),
  /** The first check after a talk, and each that follows. */
  safetyFirstFollowUpHours: z.int().min(1).max(168).optional(),
  safetyThenFollowUpDays: z.int().min(1).max(14).optional(),
  /** Calls that reached nobody before a supervisor may decide that a person can't be reached. */
  safetyTries: z.int().min(2).max(20).optional(),
  /** How long the duty clinician has before the supervisor is told; when all are told again. */
  safetyDutyMinutes: z.int().min(5).max(240).optional(),
  safetyRepeatHours: z.int().min(1).max(72).optional(),
  dutyClinicianId: z.uuid().optional(),
  leadSupervisorId: z.uuid().optional(),
  oneQuestionAScreen: z.boolean().default(false),
  /** Missing answers count as the mean of the others, as far as each questionnaire's rule goes. */
  prorateMissingAnswers: z.boolean().default(false),
  /** Reminders of forms carry a single-use link that answers them without signing in. */
  answerLinks: z.boolean().default(false),
  /**
   * Where people with the same first score usually are: for staff, and for the person themselves.
   */
  showExpectedRange: z.boolean().default(false),
  showExpectedRangeToPatients: z.boolean().default(false),
})

export type ServiceSettings = z.infer<typeof serviceSettingsSchema>

export function parseServiceSettings(stored: unknown): ServiceSettings {
  return serviceSettingsSchema.parse(stored ?? {})
}
