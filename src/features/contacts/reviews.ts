import { sql } from 'kysely'
import { z } from 'zod'
import type { OwnCourse, VisibleCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'
import { newId } from '#platform/ids.ts'
import { conflict } from '#platform/refusals.ts'

// Made once: making a schema costs more than using it.
const howSchema = z.enum(['written', 'call'])
const timesSchema = z.array(z.number())

export type ReviewDone =
  | { readonly how: 'written'; readonly messageId: string; readonly sendKey: string }
  | { readonly how: 'call'; readonly contactId: string; readonly sendKey: string }

export interface Review {
  readonly id: string
  readonly how: 'written' | 'call'
  readonly messageId: string | null
  readonly contactId: string | null
  /** What it covers begins here: the review before it, or the start of treatment. */
  readonly coversFrom: Date | null
  readonly promisedAt: Date | null
  readonly at: Date
  readonly byName: string
}

/**
 * Records that a review was done, and what it had been promised for. Returns whether it is a new
 * one: with a key that was used before, everything that belongs to the review is already there.
 */
export async function recordReview(
  ctx: WriteContext,
  course: OwnCourse,
  review: ReviewDone,
): Promise<{ id: string; isNew: boolean }> {
  const before = await lastReview(ctx, course)
  const id = newId()
  const inserted = await ctx.tx
    .insertInto('review')
    .values({
      service_id: ctx.service.id,
      id,
      course_id: course.id,
      how: review.how,
      message_id: review.how === 'written' ? review.messageId : null,
      contact_id: review.how === 'call' ? review.contactId : null,
      covers_from: before?.at ?? course.startedAt,
      promised_at: course.nextReviewAt,
      at: ctx.now,
      by: actingStaffId(ctx),
      send_key: review.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    ctx.audit('review.recorded', id, { patientId: course.patientId, detail: { how: review.how } })
    return { id, isNew: true }
  }
  const earlier = await reviewSentAs(ctx, course, review.sendKey)
  if (earlier === null) throw conflict()
  ctx.audit('review.recorded-again', earlier, { patientId: course.patientId })
  return { id: earlier, isNew: false }
}

/** The review that was recorded with this key: to ask before doing anything that belongs to it. */
export async function reviewSentAs(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('review')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The latest review, written or by call; null before the first. */
export async function lastReview(ctx: Context, course: VisibleCourse): Promise<Review | null> {
  const [row] = await ctx.rows(sql<ReviewRow>`
    select r.id, r.how, r.message_id, r.contact_id, r.covers_from, r.promised_at, r.at,
      a.display_name as by_name
    from review r join account a on a.service_id = r.service_id and a.id = r.by
    where r.service_id = ${ctx.service.id} and r.course_id = ${course.id}
    order by r.at desc, r.id desc limit 1`)
  return row ? toReview(row) : null
}

/** When each review of a course was done, the latest first. */
export async function reviewTimes(ctx: Context, course: VisibleCourse): Promise<readonly number[]> {
  const [row] = await ctx.rows(sql<{ times: unknown }>`
    select coalesce(json_agg(${milliseconds(sql`at`)} order by at desc), '[]') as times
    from review where service_id = ${ctx.service.id} and course_id = ${course.id}`)
  return timesSchema.parse(row?.times)
}

interface ReviewRow {
  id: string
  how: string
  message_id: string | null
  contact_id: string | null
  covers_from: Date | null
  promised_at: Date | null
  at: Date
  by_name: string
}

function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    how: howSchema.parse(row.how),
    messageId: row.message_id,
    contactId: row.contact_id,
    coversFrom: row.covers_from,
    promisedAt: row.promised_at,
    at: row.at,
    byName: row.by_name,
  }
}
