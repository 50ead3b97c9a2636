import { z } from 'zod'

/** What the files in content/demonstration/people say of one invented person. */

const clock = z.string().regex(/^\d\d:\d\d$/)
const when = { week: z.int().min(0).max(30), day: z.int().min(0).max(6), at: clock }

const entry = z.strictObject({
  ...when,
  worksheet: z.string(),
  module: z.string().optional(),
  /** The hour it tells of, where the worksheet asks for one; else seven in the evening. */
  about: clock.optional(),
  /** What their therapist wrote beside it, or beside one of its fields, at the next review. */
  comment: z.strictObject({ field: z.string(), text: z.string().min(1) }).optional(),
  values: z.record(z.string(), z.unknown()),
})

/** Why their therapist decided that a message needs none. */
const noAnswer = z.string().min(1).optional()

const message = z.strictObject({
  ...when,
  from: z.enum(['patient', 'therapist']),
  kind: z.enum(['message', 'review', 'welcome']).optional(),
  text: z.string().min(1),
  no_answer: noAnswer,
})

const call = z.strictObject({
  ...when,
  purpose: z.string().transform(purposeOf),
  outcome: z.enum(['attended', 'late_seen', 'did_not_attend', 'no_answer', 'cancelled_by_patient']),
  minutes: z.int().min(0).max(90),
  note: z.string().optional(),
})

/** A call that is still to come, so many days after the seed, which is a Tuesday. */
const bookedCall = z.strictObject({
  in_days: z
    .int()
    .min(0)
    .max(13)
    .refine((days) => (1 + days) % 7 < 5, 'Nobody is rung on a weekend.'),
  at: clock,
  purpose: z.string().transform(purposeOf),
  minutes: z.int().min(5).max(60),
})

const safetyStep = z.strictObject({
  what: z.enum(['call_attempt', 'decision', 'looked', 'note']),
  outcome: z.string().optional(),
  note: z.string().optional(),
})

const safety = z.strictObject({
  week: when.week,
  day: when.day,
  at: clock.optional(),
  trigger: z.string(),
  state: z.enum(['open', 'late', 'closed']),
  steps: z.array(safetyStep).default([]),
  close_note: z.string().optional(),
})

/** Something that made things worse: told by the person, or known to the therapist. */
const madeWorse = z.strictObject({
  ...when,
  told: z.string().optional(),
  judged: z
    .strictObject({
      kind: z.string(),
      what: z.string(),
      severity: z.enum(['mild', 'moderate', 'severe']),
      serious_because: z.array(z.string()).default([]),
      relatedness: z.string(),
      actions: z.array(z.string()),
      outcome: z.string(),
    })
    .optional(),
  reviewed: z.string().optional(),
})

/** A form beside the weekly set, with its total: the measure of their problem, or one asked for. */
const form = z.strictObject({ ...when, form: z.string(), total: z.int().min(0) })

/** Put aside by the person, with one of the reasons of protocols/measures.yaml. */
const putAside = z.strictObject({
  ...when,
  form: z.string(),
  way: z.enum(['postponed', 'skipped', 'declined']),
  reason: z.string().optional(),
})

const asked = z.strictObject({
  ...when,
  form: z.string(),
  rhythm: z.enum(['once', 'weekly']).default('once'),
  reason: z.string().min(1),
})

/** Another problem than depression: found before treatment (week 0), or later in it. */
const problem = z.strictObject({
  week: when.week,
  day: when.day,
  at: clock,
  code: z.string(),
  reasons: z.string().min(1),
})

/**
 * A note of the newest review, or of the ending, where it names no week; else of that week, and of
 * the first call in week 0.
 */
const note = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ text, week: null, day: 0 })),
  z.strictObject({ week: when.week, day: when.day.default(1), text: z.string().min(1) }),
])

/** Writers say it in their own words; the record knows these purposes. */
function purposeOf(
  said: string,
): 'first_call' | 'review' | 'safety' | 'ending' | 'follow_up' | 'other' {
  if (said === 'first_call' || said === 'ending' || said === 'follow_up') return said
  if (said.startsWith('safety')) return 'safety'
  return /week|review/.test(said) ? 'review' : 'other'
}

export const personSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  name: z.strictObject({
    given: z.string(),
    family: z.string(),
    preferred: z.string().nullable().optional(),
    pronouns: z.string().nullable().optional(),
  }),
  age: z.int().min(17).max(95),
  /** Codes of content/characteristics; also that they declined, or were not asked. */
  says: z.strictObject({
    gender_identity: z.string(),
    stated_gender: z.string().optional(),
    ethnic_category: z.string(),
  }),
  about: z.string(),
  stage: z.enum([
    'waiting',
    'preparing',
    'active',
    'stalled',
    'paused',
    'ended',
    'ended_before_start',
    'followed_up',
  ]),
  outcome: z.enum(['improving', 'unchanged', 'worsened', 'bumpy', 'recovered', 'new']),
  week: z.int().min(0).max(20),
  ended_weeks_ago: z.int().min(0).max(60).nullable().optional(),
  stop_reason: z.string().nullable().optional(),
  therapist: z.string(),
  gp: z.string().nullable().optional(),
  emergency: z.strictObject({ name: z.string(), relation: z.string() }).nullable().optional(),
  track: z.string().optional(),
  phq9: z.array(z.int().min(0).max(27).nullable()).optional(),
  gad7: z.array(z.int().min(0).max(21).nullable()).optional(),
  problem: problem.nullish().transform((found) => found ?? null),
  forms: z.array(form).default([]),
  put_aside: z.array(putAside).default([]),
  asked: z.array(asked).default([]),
  item9: z.array(z.int().min(0).max(3).nullable()).optional(),
  /** Totals at the follow-ups, of somebody whose words quote them or who came to the second. */
  follow_up: z
    .strictObject({ phq9: z.int().min(0).max(24), gad7: z.int().min(0).max(21) })
    .optional(),
  second_follow_up: z
    .strictObject({ phq9: z.int().min(0).max(24), gad7: z.int().min(0).max(21) })
    .optional(),
  modules_done: z.array(z.string()).default([]),
  entries: z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []),
  module_ends: z
    .array(
      z.strictObject({
        module: z.string(),
        usefulness: z.int().min(0).max(10).nullable().optional(),
        text: z.string().nullable().optional(),
        no_answer: noAnswer,
      }),
    )
    .nullish()
    .transform((ends) => ends ?? []),
  messages: z
    .array(message)
    .nullish()
    .transform((messages) => messages ?? []),
  calls: z
    .array(call)
    .nullish()
    .transform((calls) => calls ?? []),
  booked: z.array(bookedCall).default([]),
  safety: z
    .array(safety)
    .nullish()
    .transform((items) => items ?? []),
  made_worse: z
    .array(madeWorse)
    .nullish()
    .transform((events) => events ?? []),
  notes: z
    .array(note)
    .nullish()
    .transform((notes) => notes ?? []),
})

export type DemonstrationPerson = z.infer<typeof personSchema>

const staffKey = z.string().regex(/^[a-z_]+$/)

export const staffFileSchema = z.strictObject({
  service: z.strictObject({ name: z.string(), phone: z.string() }),
  staff: z.array(
    z.strictObject({
      key: staffKey,
      name: z.string(),
      roles: z.array(
        z.enum([
          'therapist',
          'supervisor',
          'duty_clinician',
          'administrator',
          'service_lead',
          'content_lead',
          'safety_lead',
        ]),
      ),
      title: z.string(),
      qualification: z.string().optional(),
    }),
  ),
  supervision: z.record(staffKey, z.array(staffKey)),
  duty_clinician: staffKey,
  lead_supervisor: staffKey,
})

export type StaffFile = z.infer<typeof staffFileSchema>

export const visitFileSchema = z.array(
  z.strictObject({
    key: z.string(),
    is: z.enum(['patient', 'staff']),
    line: z.string(),
    try: z.string(),
  }),
)

export type Visit = z.infer<typeof visitFileSchema>[number]
