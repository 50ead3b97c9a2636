import { sql } from 'kysely'
import { z } from 'zod'
import { rememberedOfCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'
import { idOf, newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import {
  type FitAnswer,
  fitAnswers,
  type Handling,
  type How,
  handlings,
  type MessageContext,
  type MessageKind,
  messageContextSchema,
  messageKinds,
  type ThreadMessage,
} from './message.ts'

// Made once: making a schema costs more than using it.
const kindSchema = z.enum(messageKinds)
const fitSchema = z.enum(fitAnswers)
const handlingSchema = z.enum(handlings)

interface ThreadRow {
  id: string
  kind: string
  body: string
  context: unknown
  sent_at: Date
  from_patient: boolean
  author_id: string
  author_name: string
  read_at: Date | null
  read_by_name: string | null
  seen_by_me: boolean
  how: string | null
  handling_reason: string | null
  handled_at: Date | null
  handled_by_name: string | null
  fit: string | null
}

/** The thread, or its latest messages, oldest first, as whoever asks sees it. */
export async function threadOf(
  ctx: Context,
  course: VisibleCourse,
  latest: number | null = null,
): Promise<ThreadMessage[]> {
  const me = readerId(ctx)
  const rows = await ctx.rows(sql<ThreadRow>`
    with shown as materialized (
      -- First which, then what is said of them: of a year of messages a review shows some twenty.
      select * from message
      where service_id = ${ctx.service.id} and course_id = ${course.id}
      order by sent_at desc, id desc limit ${latest})
    select m.id, m.kind, m.body, m.context, m.sent_at, m.from_patient, m.author_id,
      a.display_name as author_name, r.read_at, r.read_by_name,
      (select true from message_receipt s where s.service_id = m.service_id
        and s.message_id = m.id and s.reader_id = ${me}::uuid) is not null as seen_by_me,
      h.how, h.reason as handling_reason, h.at as handled_at,
      (select b.display_name from account b
        where b.service_id = h.service_id and b.id = h.by) as handled_by_name,
      (select f.answer from message_answer f where f.service_id = m.service_id
        and f.message_id = m.id order by f.at desc, f.id desc limit 1) as fit
    from shown m
      join account a on a.service_id = m.service_id and a.id = m.author_id
      left join lateral (
        select s.read_at, (select b.display_name from account b
          where b.service_id = s.service_id and b.id = s.reader_id) as read_by_name
        from message_receipt s
        where s.service_id = m.service_id and s.message_id = m.id
          -- Looked up one by one: joined, PostgreSQL may read every account for each message.
          and (select b.is_staff from account b
            where b.service_id = s.service_id and b.id = s.reader_id) = m.from_patient
        order by s.read_at limit 1) r on true
      left join message_handling h on h.service_id = m.service_id and h.message_id = m.id
    order by m.sent_at desc, m.id desc`)
  return rows.reverse().map((row) => toMessage(ctx, row))
}

/** Where a thread stands for whoever reads it. */
export interface ThreadState {
  readonly count: number
  /** Messages of the other side that whoever asks has not opened. */
  readonly fresh: number
  /** When the first was sent that is new or waits for an answer; null when none is. */
  readonly openFrom: number | null
  readonly staffWroteAt: Date | null
  /** When each was sent, the latest first. */
  readonly times: readonly number[]
}

/** A year has hundreds of messages: counted once for each state of them and each reader. */
const rememberedState = rememberedOfCourse<ThreadState>('messages', 200)

export function threadState(ctx: Context, course: VisibleCourse): Promise<ThreadState> {
  return rememberedState(ctx, course, () => readState(ctx, course), readerId(ctx) ?? '')
}

async function readState(ctx: Context, course: VisibleCourse): Promise<ThreadState> {
  // Not "exists": for that, PostgreSQL may read everybody's receipts.
  const [state] = await ctx.rows(sql<ThreadState>`
    select count(*)::int as count, count(*) filter (where is_new)::int as fresh,
      min(at) filter (where is_new or is_waiting) as "openFrom",
      max(sent_at) filter (where not from_patient) as "staffWroteAt",
      coalesce(json_agg(at order by at desc), '[]') as times
    from (
      select m.sent_at, m.from_patient, ${milliseconds(sql`m.sent_at`)} as at,
        m.from_patient <> ${ctx.actor.kind === 'patient'} and (
          select true from message_receipt s where s.service_id = m.service_id
            and s.message_id = m.id and s.reader_id = ${readerId(ctx)}::uuid) is null as is_new,
        m.from_patient and m.id not in (select h.message_id from message_handling h
          where h.service_id = ${ctx.service.id} and h.course_id = ${course.id}) as is_waiting
      from message m
      where m.service_id = ${ctx.service.id} and m.course_id = ${course.id}
      -- Kept whole: taken apart, what is new would be asked once for each place that names it.
      offset 0) thread`)
  invariant(state, 'a count is a row')
  return state
}

function toMessage(ctx: Context, row: ThreadRow): ThreadMessage {
  const isMine = row.author_id === readerId(ctx)
  const side = ctx.actor.kind === 'patient'
  return {
    id: row.id,
    kind: kindSchema.parse(row.kind),
    body: row.body,
    context: messageContextSchema.parse(row.context),
    sentAt: row.sent_at,
    fromPatient: row.from_patient,
    isMine,
    authorName: row.author_name,
    readAt: row.read_at,
    readByName: row.read_by_name,
    isNew: row.from_patient !== side && !row.seen_by_me,
    isWaiting: row.from_patient && row.how === null,
    handling: ctx.actor.kind === 'staff' ? toHandling(row) : null,
    fit: row.fit === null ? null : fitSchema.parse(row.fit),
  }
}

function toHandling(row: ThreadRow): Handling | null {
  if (row.how === null || row.handled_at === null) return null
  return {
    how: handlingSchema.parse(row.how),
    reason: row.handling_reason,
    at: row.handled_at,
    byName: row.handled_by_name ?? '',
  }
}

export interface NewMessage {
  readonly body: string
  readonly kind: MessageKind
  readonly context: MessageContext
  readonly sendKey: string
  readonly fromPatient: boolean
}

interface KeptMessage {
  readonly id: string
  readonly isNew: boolean
}

/**
 * `isNew` is false when this very send was kept before. Null: the key is another thread's. Other
 * words under a key that was used (two tabs with one draft, "Back" and a second thought) are
 * another
 * message: taken for a repeat, they would be lost while the page says that they were sent.
 */
export async function insertMessage(
  ctx: WriteContext,
  course: VisibleCourse,
  message: NewMessage,
): Promise<KeptMessage | null> {
  const kept = await insertOnce(ctx, course, message)
  if (!kept || kept.isNew || kept.body === message.body) return kept
  return insertOnce(ctx, course, { ...message, sendKey: idOf(message.sendKey, message.body) })
}

async function insertOnce(
  ctx: WriteContext,
  course: VisibleCourse,
  message: NewMessage,
): Promise<(KeptMessage & { body: string }) | null> {
  const id = newId()
  const inserted = await ctx.tx
    .insertInto('message')
    .values({
      service_id: ctx.service.id,
      id,
      course_id: course.id,
      author_id: authorId(ctx),
      from_patient: message.fromPatient,
      kind: message.kind,
      body: message.body,
      context: JSON.stringify(message.context),
      sent_at: ctx.now,
      send_key: message.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { id, isNew: true, body: message.body }
  const earlier = await messageSentAs(ctx, course, message.sendKey)
  return earlier && { ...earlier, isNew: false }
}

/** The message which this person sent with this key, if they did. */
export async function messageSentAs(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<{ id: string; body: string } | null> {
  const row = await ctx.db
    .selectFrom('message')
    .select(['id', 'body'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('author_id', '=', authorId(ctx))
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
  return row ?? null
}

/** Of these ids, the ones that are messages of this thread from this side. */
export async function idsOfSide(
  ctx: Context,
  course: VisibleCourse,
  side: { ids: readonly string[]; fromPatient: boolean },
): Promise<ReadonlySet<string>> {
  if (side.ids.length === 0) return new Set()
  const rows = await ctx.db
    .selectFrom('message')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('from_patient', '=', side.fromPatient)
    .where('id', 'in', [...side.ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}

export async function insertHandling(
  ctx: WriteContext,
  course: VisibleCourse,
  handling: { messageId: string; how: How; reason: string | null; answerId: string | null },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('message_handling')
    .values({
      service_id: ctx.service.id,
      message_id: handling.messageId,
      course_id: course.id,
      how: handling.how,
      answer_id: handling.answerId,
      reason: handling.reason,
      at: ctx.now,
      by: authorId(ctx),
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'message_id']).doNothing())
    .returning('message_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertFitAnswer(
  ctx: WriteContext,
  messageId: string,
  answer: FitAnswer,
): Promise<void> {
  await ctx.tx
    .insertInto('message_answer')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      message_id: messageId,
      answer,
      at: ctx.now,
      by: authorId(ctx),
    })
    .execute()
}

interface UnreadRow {
  id: string
}

/** Messages of the other side that whoever asks has not opened. */
export async function unreadIds(ctx: Context, course: VisibleCourse): Promise<string[]> {
  const rows = await ctx.rows(sql<UnreadRow>`
    select m.id from message m
    where m.service_id = ${ctx.service.id} and m.course_id = ${course.id}
      and m.from_patient = ${ctx.actor.kind !== 'patient'}
      and not exists (select from message_receipt s where s.service_id = m.service_id
        and s.message_id = m.id and s.reader_id = ${readerId(ctx)}::uuid)`)
  return rows.map((row) => row.id)
}

export async function insertReceipts(ctx: WriteContext, ids: readonly string[]): Promise<void> {
  const reader_id = authorId(ctx)
  await ctx.tx
    .insertInto('message_receipt')
    .values(
      ids.map((message_id) => ({
        service_id: ctx.service.id,
        message_id,
        reader_id,
        read_at: ctx.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['service_id', 'message_id', 'reader_id']).doNothing(),
    )
    .execute()
}

/** Null for the system and for strangers: they read nothing. */
function readerId(ctx: Context): string | null {
  return ctx.actor.kind === 'stranger' ? null : ctx.actor.id
}

/** Who writes: the system sends no messages in anybody's name. */
export function authorId(ctx: Context): string {
  const id = readerId(ctx)
  invariant(id !== null, 'a person writes, reads and handles messages')
  return id
}
