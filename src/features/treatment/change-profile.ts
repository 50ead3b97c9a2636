import type { Context } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { changeCourse } from './change-course.ts'
import { programmeOf } from './course.ts'
import type { OwnCourse } from './find-course.ts'

/** Agrees more contact, or the usual again (null). What was opened or held stays as it is. */
export async function changeProfile(
  ctx: Context,
  course: OwnCourse,
  input: { profile: string | null; reason: string },
): Promise<void> {
  const from = course.profile
  const to = input.profile
  if (course.state === 'ended' || to === from) throw conflict()
  if (to !== null && !programmeOf(ctx, course).profiles.has(to)) throw conflict()
  await changeCourse(ctx, course, {
    change: { profile: to },
    event: 'profile_changed',
    reason: input.reason,
    detail: { from, to },
  })
}
