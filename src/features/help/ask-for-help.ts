import { raiseSafetyItem } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

/** "Ask my team to ring me": each press is a signal of its own, a double press is one. */
export async function askForHelp(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<{ itemId: string }> {
  if (!course.access.has('patient')) throw notFound()
  return transact(ctx, async (ctx) => {
    const raise = (sourceId: string) =>
      raiseSafetyItem(ctx, course, { trigger: 'help_button', sourceId, detail: {} })
    const pressed = await raise(sendKey)
    // An old page sent again after its item was closed is somebody asking again.
    const item = pressed.closedAt ? await raise(newId()) : pressed
    ctx.audit('help.asked-for', item.id, { patientId: course.patientId })
    return { itemId: item.id }
  })
}
