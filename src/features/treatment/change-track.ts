import type { Context } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { changeCourse } from './change-course.ts'
import { programmeOf } from './course.ts'
import type { OwnCourse } from './find-course.ts'

/**
 * Changes which modules the course leads through. Modules keep their state: what was opened stays
 * open and what was finished stays finished, also outside the new track.
 */
export async function changeTrack(
  ctx: Context,
  course: OwnCourse,
  input: { track: string; reason: string },
): Promise<void> {
  const from = course.track
  const to = input.track
  if (course.state === 'ended' || to === from) throw conflict()
  if (!programmeOf(ctx, course).tracks.has(to)) throw conflict()
  await changeCourse(ctx, course, {
    change: { track: to },
    event: 'track_changed',
    reason: input.reason,
    detail: { from, to },
  })
}
