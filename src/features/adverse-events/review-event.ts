import type { Context } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { type EventReview, latestOf } from './adverse-event.ts'
import { findEventToReview, insertReview, lockEvent } from './repository.ts'

/** A supervisor or the safety lead looked at what stands now, and closes it or asks for more. */
export async function reviewEvent(
  ctx: Context,
  input: Pick<EventReview, 'version' | 'decision' | 'note'> & {
    eventId: string
    sendKey: string
  },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    await lockEvent(ctx, input.eventId)
    const event = await findEventToReview(ctx, input.eventId)
    // What was corrected while it was read is read again: nobody signs what they have not seen.
    if (latestOf(event)?.version !== input.version) throw conflict()
    await insertReview(ctx, event.id, input)
    ctx.audit('adverse-event.reviewed', event.id, {
      patientId: event.patientId,
      detail: { version: input.version, decision: input.decision },
    })
  })
}
