import { isWeekday, type Weekday } from '#clinical/calendar.ts'
import { proposeNextReview } from '#clinical/review-rhythm.ts'
import type { Context } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { releaseModule } from './change-module.ts'
import { programmeOf } from './course.ts'
import type { OwnCourse } from './find-course.ts'
import { insertCourseEvent, updateCourse } from './repository.ts'
import { type StartCondition, startReadiness } from './start-readiness.ts'

export type Started =
  | { ok: true; nextReviewAt: Date }
  | { ok: false; missing: readonly StartCondition[] }

/**
 * Starts treatment: only with an assessment, consent, GP, emergency contact and review day on
 * record.
 */
export async function startCourse(ctx: Context, course: OwnCourse): Promise<Started> {
  if (course.state !== 'preparing') throw conflict()
  const [readiness] = await startReadiness(ctx, [course.patientId])
  invariant(readiness, 'a course has a patient')
  if (readiness.missing.length > 0) return { ok: false, missing: readiness.missing }

  const nextReviewAt = new Date(proposeNextReview(ctx.now.getTime(), null, rhythmOf(ctx, course)))
  const first = programmeOf(ctx, course).tracks.get(course.track)?.modules[0]
  invariant(first, 'a track has a first module')
  await transact(ctx, async (ctx) => {
    const changed = await updateCourse(ctx, course, {
      state: 'active',
      started_at: ctx.now,
      next_review_at: nextReviewAt,
    })
    if (!changed) throw conflict()
    await insertCourseEvent(ctx, course.id, { kind: 'started' })
    await insertCourseEvent(ctx, course.id, {
      kind: 'next_review_set',
      detail: { at: nextReviewAt.toISOString() },
    })
    ctx.audit('course.started', course.id, { patientId: course.patientId })
    await releaseModule(ctx, course, { moduleId: first, reason: null })
  })
  return { ok: true, nextReviewAt }
}

/** The agreed day and hour of a course's reviews. */
export function rhythmOf(
  ctx: Context,
  course: { reviewWeekday: number | null; reviewTime: string | null },
): { weekday: Weekday; by: string; timeZone: string } {
  const weekday = course.reviewWeekday ?? 0
  invariant(isWeekday(weekday) && course.reviewTime, 'the review day was agreed')
  return { weekday, by: course.reviewTime.slice(0, 5), timeZone: ctx.service.timeZone }
}
