import { sql } from 'kysely'
import { z } from 'zod'
import { rememberedOfCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import {
  messageContextSchema,
  messageKinds,
  type ThreadMessage,
  type UnansweredMessage,
} from './message.ts'
import { insertReceipts, type ThreadState, threadOf, threadState, unreadIds } from './repository.ts'

/** Everything that patient and therapist wrote to each other in a course, oldest first. */
export async function listThread(ctx: Context, course: VisibleCourse): Promise<ThreadMessage[]> {
  return threadOf(ctx, course)
}

/** The end of a thread: what is open, and some of what came before. */
export interface RecentThread {
  readonly messages: readonly ThreadMessage[]
  /** How many of them to show at once; those before are what one looks back at. */
  readonly shown: number
  /** How many there are in all, and how many whoever asks had not opened. */
  readonly count: number
  readonly fresh: number
  readonly staffWroteAt: Date | null
}

// What a review looks back at. A year of messages has its own page.
const lookedBack = 20
const fewestShown = 2

/** From the last review on, and from the first message that is new or waits for an answer. */
export async function recentThread(
  ctx: Context,
  course: VisibleCourse,
  since: Date | null,
): Promise<RecentThread> {
  const state = await threadState(ctx, course)
  const { count, fresh, staffWroteAt } = state
  const shown = Math.max(fewestShown, openOf(state, since))
  const messages = await threadOf(ctx, course, shown + lookedBack)
  return { messages, shown, count, fresh, staffWroteAt }
}

/** From the first that is new, waits or came since a moment, to the end. */
function openOf({ times, openFrom }: ThreadState, since: Date | null): number {
  const from = Math.min(
    openFrom ?? Number.POSITIVE_INFINITY,
    since === null ? Number.POSITIVE_INFINITY : since.getTime(),
  )
  return times.filter((at) => at >= from).length
}

/** Marks as read what the other side wrote. Who only looks on (a supervisor) leaves no receipt. */
export async function markRead(ctx: Context, course: VisibleCourse): Promise<void> {
  if (!course.access.has('patient') && !course.access.has('therapist')) return
  const ids = await unreadIds(ctx, course)
  if (ids.length === 0) return
  await transact(ctx, async (ctx) => {
    await insertReceipts(ctx, ids)
    ctx.audit('message.read', course.id, {
      patientId: course.patientId,
      detail: { messages: ids.length },
    })
  })
}

/** How many messages of the other side whoever asks has not opened. */
export async function unreadCount(ctx: Context, course: VisibleCourse): Promise<number> {
  return (await unreadIds(ctx, course)).length
}

// Made once: making a schema costs more than using it.
const kindSchema = z.enum(messageKinds)

interface UnansweredRow {
  id: string
  kind: string
  body: string
  context: unknown
  sent_at: Date
}

const rememberedUnanswered = rememberedOfCourse<readonly UnansweredMessage[]>('messages', 200)

/** The patient's messages that wait for an answer, the longest waiting first. */
export function unanswered(
  ctx: Context,
  course: VisibleCourse,
): Promise<readonly UnansweredMessage[]> {
  return rememberedUnanswered(ctx, course, () => readUnanswered(ctx, course))
}

async function readUnanswered(ctx: Context, course: VisibleCourse): Promise<UnansweredMessage[]> {
  const rows = await ctx.rows(sql<UnansweredRow>`
    select m.id, m.kind, m.body, m.context, m.sent_at from message m
    where m.service_id = ${ctx.service.id} and m.course_id = ${course.id} and m.from_patient
      and m.id not in (select h.message_id from message_handling h
        where h.service_id = ${ctx.service.id} and h.course_id = ${course.id})
    order by m.sent_at, m.id`)
  return rows.map((row) => ({
    id: row.id,
    kind: kindSchema.parse(row.kind),
    body: row.body,
    context: messageContextSchema.parse(row.context),
    sentAt: row.sent_at,
  }))
}
