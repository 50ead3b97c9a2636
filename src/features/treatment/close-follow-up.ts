import type { Context } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { OwnCourse } from './find-course.ts'
import { insertCourseEvent } from './repository.ts'

/** Says why what came after the end needs no answer. What comes later waits again. */
export async function closeFollowUp(
  ctx: Context,
  course: OwnCourse,
  input: { reason: string },
): Promise<void> {
  if (course.state !== 'ended') throw conflict()
  await transact(ctx, async (ctx) => {
    await insertCourseEvent(ctx, course.id, { kind: 'follow_up_closed', reason: input.reason })
    ctx.audit('course.follow-up-closed', course.id, { patientId: course.patientId })
  })
}
