import { sql } from 'kysely'
import type { Weekday } from '#clinical/calendar.ts'
import { proposeNextReview, reviewAfterChange } from '#clinical/review-rhythm.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { OwnCourse } from './find-course.ts'
import {
  type CourseChange,
  type CourseEventKind,
  insertCourseEvent,
  updateCourse,
} from './repository.ts'
import { rhythmOf } from './start-course.ts'

/** Sets when the next review is due. A person in treatment always has one. */
export async function setNextReview(
  ctx: Context,
  course: OwnCourse,
  input: { at: Date; reason: string | null },
): Promise<void> {
  requireTreatment(course)
  await changeCourse(ctx, course, {
    change: { next_review_at: input.at },
    event: 'next_review_set',
    reason: input.reason,
    detail: { at: input.at.toISOString() },
  })
}

/**
 * Agrees another weekday and hour; in treatment, the next review moves to the first such moment on
 * a later day.
 */
export async function changeReviewDay(
  ctx: Context,
  course: OwnCourse,
  input: { weekday: Weekday; time: string; reason: string },
): Promise<Date | null> {
  if (course.state === 'ended') throw conflict()
  const rhythm = { weekday: input.weekday, by: input.time, timeZone: ctx.service.timeZone }
  const promised = course.nextReviewAt?.getTime() ?? null
  const next =
    course.state === 'preparing'
      ? null
      : new Date(reviewAfterChange(ctx.now.getTime(), promised, rhythm))
  await changeCourse(ctx, course, {
    change: {
      review_weekday: input.weekday,
      review_time: input.time,
      ...(next ? { next_review_at: next } : {}),
    },
    event: 'review_day_changed',
    reason: input.reason,
    detail: { weekday: input.weekday, time: input.time, at: next?.toISOString() ?? null },
  })
  return next
}

/**
 * Freezes dates and reminders. Messages and help stay open, and a review stays due: at the end of
 * the pause.
 */
export async function pauseCourse(
  ctx: Context,
  course: OwnCourse,
  input: { until: string; reviewAt: Date; reason: string },
): Promise<void> {
  if (course.state !== 'active') throw conflict()
  await changeCourse(ctx, course, {
    change: { state: 'paused', next_review_at: input.reviewAt },
    event: 'paused',
    reason: input.reason,
    detail: { until: input.until },
  })
}

export async function resumeCourse(ctx: Context, course: OwnCourse): Promise<Date> {
  if (course.state !== 'paused') throw conflict()
  const nextReviewAt = new Date(proposeNextReview(ctx.now.getTime(), null, rhythmOf(ctx, course)))
  await changeCourse(ctx, course, {
    change: { state: 'active', next_review_at: nextReviewAt },
    event: 'resumed',
    reason: null,
    detail: { at: nextReviewAt.toISOString() },
  })
  return nextReviewAt
}

export type Ended = { ok: true } | { ok: false; why: 'open_safety_item' }

/** The measures that have no first and last score at the end, and why. */
export interface WithoutScores {
  readonly measures: readonly string[]
  /** Null where nobody is to be asked for one: after a death. */
  readonly reason: string | null
}

/** Ends treatment with a coded reason. Refused while a safety item is open: that comes first. */
export async function endCourse(
  ctx: Context,
  course: OwnCourse,
  input: {
    reasonCode: string
    note: string
    withoutScores: WithoutScores | null
    /** What the scores ask of a supervisor, who has not answered: they see it until they do. */
    forSupervisor: readonly { readonly instrumentId: string; readonly code: string }[]
  },
): Promise<Ended> {
  if (course.state === 'ended') throw conflict()
  const reason = ctx.content.protocols.engagement.stopReasons.find(
    ({ id }) => id === input.reasonCode,
  )
  if (!reason) throw notFound()
  return transact(ctx, async (ctx): Promise<Ended> => {
    // Locked, so that an item raised at this moment either stops the ending or follows it.
    const open = await ctx.rows(sql<{ id: string }>`
      select s.id from course c left join safety_item s
        on s.service_id = c.service_id and s.course_id = c.id and s.closed_at is null
      where c.service_id = ${ctx.service.id} and c.id = ${course.id} for update of c`)
    if (open.some(({ id }) => id !== null)) {
      ctx.audit('course.ending-refused', course.id, { patientId: course.patientId })
      return { ok: false, why: 'open_safety_item' }
    }
    await changeCourse(ctx, course, {
      change: { state: 'ended', ended_at: ctx.now },
      event: 'ended',
      reason: input.note,
      detail: {
        reasonCode: reason.id,
        nationalCode: reason.nationalCode,
        readyEarly: reason.readyEarly,
        ...(input.withoutScores ? { withoutLastScores: input.withoutScores } : {}),
        ...(input.forSupervisor.length > 0 ? { forSupervisor: input.forSupervisor } : {}),
      },
    })
    return { ok: true }
  })
}

/** One change of the course with its event and its audit entry. */
export async function changeCourse(
  ctx: Context,
  course: OwnCourse,
  what: {
    change: CourseChange
    event: CourseEventKind
    reason: string | null
    detail: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    if (!(await updateCourse(ctx, course, what.change))) throw conflict()
    await insertCourseEvent(ctx, course.id, {
      kind: what.event,
      reason: what.reason,
      detail: what.detail,
    })
    ctx.audit(`course.${what.event.replaceAll('_', '-')}`, course.id, {
      patientId: course.patientId,
    })
  })
}

function requireTreatment(course: OwnCourse): void {
  if (course.state !== 'active' && course.state !== 'paused') throw conflict()
}
