import type { Context } from '#platform/context.ts'
import type { VisibleCourse } from './find-course.ts'

const dayInMilliseconds = 86_400_000

/** Until when somebody can write to their therapist after an ending; null before there is one. */
export function writingEndsAt(ctx: Context, course: VisibleCourse): Date | null {
  if (course.endedAt === null) return null
  const { writesAfterEndingDays } = ctx.service.settings
  return new Date(course.endedAt.getTime() + writesAfterEndingDays * dayInMilliseconds)
}

/** Whether what they write still reaches somebody: a page that nobody reads must not take words. */
export function mayStillWrite(ctx: Context, course: VisibleCourse): boolean {
  const until = writingEndsAt(ctx, course)
  return until === null || ctx.now < until
}
