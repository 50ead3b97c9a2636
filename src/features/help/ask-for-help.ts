import { callForHelp } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

/** "Ask my team to ring me": pressed again before anybody rang, it is a line on the same item. */
export async function askForHelp(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<{ itemId: string }> {
  if (!course.access.has('patient')) throw notFound()
  return transact(ctx, async (ctx) => {
    const item = await callForHelp(ctx, course, { trigger: 'help_button', sendKey, detail: {} })
    ctx.audit('help.asked-for', item.id, { patientId: course.patientId })
    return { itemId: item.id }
  })
}
