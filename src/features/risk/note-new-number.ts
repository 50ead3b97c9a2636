import type { VisibleCourse } from '#features/treatment/index.ts'
import type { WriteContext } from '#platform/context.ts'
import { insertEvent } from './repository.ts'

/** The person gave another number: on every open item, where whoever rings looks first. */
export async function noteNewNumber(
  ctx: WriteContext,
  course: VisibleCourse,
  number: { was: string | null; is: string },
): Promise<void> {
  const open = await ctx.tx
    .selectFrom('safety_item')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('closed_at', 'is', null)
    .forUpdate()
    .execute()
  for (const { id } of open) {
    await insertEvent(ctx, id, { kind: 'number_changed', detail: { ...number } })
    ctx.audit('safety-item.number-changed', id, { patientId: course.patientId })
  }
}
