import { sendNotice } from '#features/notices/index.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { EventSource } from './adverse-event.ts'
import {
  findEvent,
  insertEvent,
  insertVersion,
  type NewVersion,
  reviewersFor,
  safetyItemsOf,
} from './repository.ts'

export interface Recorded {
  readonly judged: NewVersion
  readonly sendKey: string
}

/** Records an event that the therapist knows of; sent twice with one key, it is one. */
export async function recordEvent(
  ctx: Context,
  course: OwnCourse,
  input: Recorded & { source: Exclude<EventSource, 'patient'>; sourceId: string | null },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const { source, sourceId, sendKey } = input
    const eventId = await insertEvent(ctx, course, { source, sourceId, told: null, sendKey })
    ctx.audit('adverse-event.recorded', eventId, { patientId: course.patientId })
    if (eventId) await judge(ctx, course, eventId, input)
  })
}

/** Writes up what a person told, or corrects a record: always a new version, never a change. */
export async function judgeEvent(
  ctx: Context,
  course: OwnCourse,
  input: Recorded & { eventId: string; basedOn: number },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const event = await findEvent(ctx, course, input.eventId)
    ctx.audit('adverse-event.judged', event.id, { patientId: course.patientId })
    const version = await judge(ctx, course, event.id, input)
    // A colleague's version came in between: nobody's judgement is put over another unseen.
    if (version !== null && version !== input.basedOn + 1) throw conflict()
  })
}

async function judge(
  ctx: WriteContext,
  course: OwnCourse,
  eventId: string,
  { judged, sendKey }: Recorded,
): Promise<number | null> {
  if (judged.safetyItemId) {
    const items = await safetyItemsOf(ctx, course)
    if (!items.some(({ id }) => id === judged.safetyItemId)) throw notFound()
  }
  const version = await insertVersion(ctx, eventId, { judged, sendKey })
  if (version !== null && judged.seriousBecause.length > 0)
    await tellReviewers(ctx, course, eventId)
  return version
}

async function tellReviewers(ctx: WriteContext, course: OwnCourse, eventId: string) {
  const selfId = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  for (const accountId of await reviewersFor(ctx, course)) {
    if (accountId === selfId) continue
    await sendNotice(ctx, {
      kind: 'staff_event_to_review',
      to: { accountId },
      dedupeKey: `adverse-event:${eventId}:serious:${accountId}`,
    })
  }
}
