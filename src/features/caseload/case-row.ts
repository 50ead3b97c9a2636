import { z } from 'zod'

const moment = z.number().transform((milliseconds) => Math.round(milliseconds))

const byTime = (a: { at: number }, b: { at: number }) => a.at - b.at

const schema = z.object({
  course_id: z.string(),
  patient_id: z.string(),
  name: z.string(),
  state: z.enum(['preparing', 'active', 'paused', 'ended']),
  programme_id: z.string(),
  track: z.string(),
  therapist_id: z.string(),
  therapist_name: z.string(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  next_review_at: z.date().nullable(),
  looked_at: z.date().nullable(),
  safety_items: z.array(z.object({
    id: z.string(),
    trigger: z.string(),
    detail: z.looseObject({
      item: z.int().optional(),
      value: z.int().optional(),
      previous: z.int().nullish(),
      atLeast: z.int().optional(),
    }),
    raisedAt: moment,
    dueAt: moment,
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    hasReviewedPlan: z.boolean(),
  })).nullable().transform((items) => items ?? []),
  waiting_count: z.number(),
  waiting_since: z.date().nullable(),
  waiting_words: z.string().nullable(),
  form_ids: z.array(z.string()).nullable(),
  form_totals: z.array(z.number().nullable()).nullable(),
  form_times: z.array(moment).nullable(),
  reviews: z.number(),
  last_review_at: z.date().nullable(),
  last_contact_at: z.date().nullable(),
  modules: z.array(z.tuple([z.string(), moment])).nullable()
    .transform((modules) => (modules ?? []).map(([moduleId, at]) => ({ moduleId, at })).sort(byTime)),
  pauses: z.array(z.tuple([z.enum(['paused', 'resumed']), moment])).nullable()
    .transform((events) => (events ?? []).map(([kind, at]) => ({ kind, at }))),
  last_activity_at: z.date().nullable(),
  new_entries: z.number(),
  new_since: z.date().nullable(),
  entries_since_review: z.number(),
  call_at: z.date().nullable(),
  unread_comments: z.number(),
  supervised_at: z.date().nullable(),
})

export interface Point {
  readonly instrumentId: string
  readonly at: number
  readonly total: number | null
}

/** One person's course, as the list reads it; its forms in order of time. */
export type CaseRow = z.infer<typeof schema> & { readonly points: readonly Point[] }

export function toCaseRow(row: unknown): CaseRow {
  const parsed = schema.parse(row)
  const points = (parsed.form_ids ?? []).map((instrumentId, index) => ({
    instrumentId,
    at: parsed.form_times?.[index] ?? 0,
    total: parsed.form_totals?.[index] ?? null,
  }))
  return { ...parsed, points: points.sort(byTime) }
}
