import { sendNotice } from '#features/notices/index.ts'
import { seesCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { OpeningRequest } from './opening-form.ts'
import { courseOfNamed, endOwnOpenings, insertOpening, serviceLeads } from './repository.ts'

/** Long enough to read a record; for longer there is another opening to answer for. */
export const openForMinutes = 60

/**
 * Opens the record of somebody whom the actor does not treat, to be read for an hour; the service
 * lead is told in the same transaction. Null when nobody here has this name and day of birth: that
 * somebody asked is on record all the same.
 */
export async function openRecord(
  ctx: Context,
  request: OpeningRequest,
  sendKey: string,
): Promise<{ courseId: string } | null> {
  const course = await courseOfNamed(ctx, request)
  if (!course) {
    await transact(ctx, async (ctx) => ctx.audit('record-opening.found-nobody', null))
    return null
  }
  const { id: courseId, patientId } = course
  // Whose work it is anyway needs no emergency.
  if (await seesCourse(ctx, courseId)) return { courseId }
  const id = newId()
  const endsAt = new Date(ctx.now.getTime() + openForMinutes * 60_000)
  await transact(ctx, async (ctx) => {
    const isNew = await insertOpening(ctx, {
      id,
      courseId,
      reason: request.reason,
      endsAt,
      sendKey,
    })
    ctx.audit('record.opened-in-emergency', id, { patientId, detail: { isRepeat: !isNew } })
    if (!isNew) return
    for (const accountId of await serviceLeads(ctx)) {
      await sendNotice(ctx, {
        kind: 'staff_record_opened',
        to: { accountId },
        dedupeKey: `record-opened:${id}:${accountId}`,
      })
    }
  })
  return { courseId }
}

/** The reader has seen what they needed: the record is shut before its time is over. */
export async function endOpening(ctx: Context, courseId: string): Promise<void> {
  await transact(ctx, async (ctx) => {
    const ended = await endOwnOpenings(ctx, courseId)
    if (ended === 0) throw notFound()
    ctx.audit('record-opening.ended', courseId)
  })
}
