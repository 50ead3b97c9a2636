import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { callForHelp } from './call-for-help.ts'
import { changeItem, insertEvent, type LockedItem, lockItem, wasSent } from './repository.ts'
import { clocksFrom } from './safety-hours.ts'
import type { PatientAnswer } from './safety-item.ts'

/**
 * What a person answers on the page after a signal. A call for help shortens this item's clock and
 * is an item of its own, because this one may have been read already, or closed; said again before
 * anybody rang, it is a line on that item.
 */
export async function patientSays(
  ctx: Context,
  course: VisibleCourse,
  input: { itemId: string; answer: PatientAnswer; sendKey: string },
): Promise<void> {
  if (!course.access.has('patient')) throw notFound()
  await transact(ctx, async (ctx) => {
    const item = await lockItem(ctx, course, input.itemId)
    ctx.audit('safety-item.answered', item.id, { patientId: course.patientId })
    if (await wasSent(ctx, input.sendKey)) return
    const { answer, sendKey } = input
    await insertEvent(ctx, item.id, { kind: 'patient_said', detail: { answer }, sendKey })
    if (answer === 'safe_for_now') return
    await shortenClock(ctx, item)
    await callForHelp(ctx, course, {
      trigger: 'patient_need_help',
      // Asked under the lock above whether this press was sent before.
      sendKey: newId(),
      detail: { answer, fromItem: item.id },
    })
  })
}

async function shortenClock(ctx: WriteContext, item: LockedItem): Promise<void> {
  const clocks = clocksFrom(ctx, ctx.now, 'patient_need_help')
  const due = new Date(item.lookedAt ? clocks.contactBy : clocks.lookBy)
  if (item.closedAt) return
  // The call to come is sooner too, once this has been read.
  const detail = JSON.stringify({ ...item.detail, helpAskedAt: ctx.now.toISOString() })
  await changeItem(ctx, item.id, { detail, ...(due < item.dueAt ? { due_at: due } : {}) })
  if (due >= item.dueAt) return
  await insertEvent(ctx, item.id, { kind: 'clock_set', detail: { dueAt: due.toISOString() } })
}
