import { sql } from 'kysely'
import type { Context, WriteContext } from '#platform/context.ts'

export interface NewMail {
  id: string
  kind: string
  recipient: string
  subject: string
  body: string
  dedupeKey: string
}

/** False when this event already has its notice. */
export async function insertMail(ctx: WriteContext, mail: NewMail): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('outbox_mail')
    .values({
      service_id: ctx.service.id,
      id: mail.id,
      kind: mail.kind,
      channel: 'email',
      recipient: mail.recipient,
      subject: mail.subject,
      body: mail.body,
      dedupe_key: mail.dedupeKey,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Where an account is written to; null when it was disabled, because then nobody writes to it. */
export async function addressOf(ctx: Context, accountId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('account')
    .select('email')
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row?.email ?? null
}

export interface UnsentMail {
  id: string
  recipient: string
  subject: string
  body: string
}

/** Takes one mail to be sent; null when it was sent, or another worker is sending it now. */
export async function claimMail(ctx: WriteContext, mailId: string): Promise<UnsentMail | null> {
  const [row] = await ctx.rows(sql<UnsentMail>`
    select id, recipient, subject, body from outbox_mail
    where service_id = ${ctx.service.id} and id = ${mailId} and sent_at is null
    for update skip locked`)
  return row ?? null
}

export async function markSent(ctx: WriteContext, mailId: string, body: string): Promise<void> {
  await ctx.tx
    .updateTable('outbox_mail')
    .set({ sent_at: ctx.now, failed_at: null, failure: null, body })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', mailId)
    .execute()
}

export async function markFailed(
  ctx: WriteContext,
  mailId: string,
  failure: string,
): Promise<void> {
  await ctx.tx
    .updateTable('outbox_mail')
    .set({ failed_at: ctx.now, failure })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', mailId)
    .where('sent_at', 'is', null)
    .execute()
}

export interface OutboxMail {
  id: string
  kind: string
  recipient: string
  subject: string
  body: string
  created_at: Date
  sent_at: Date | null
  failed_at: Date | null
  failure: string | null
}

export async function latestMail(ctx: Context, limit: number): Promise<OutboxMail[]> {
  return ctx.rows(sql<OutboxMail>`
    select id, kind, recipient, subject, body, created_at, sent_at, failed_at, failure
    from outbox_mail
    where service_id = ${ctx.service.id} order by id desc limit ${limit}`)
}

const tooLateDays = 2

/** What was still to go out; a notice of days ago would only puzzle whoever gets it. */
export async function unsentMailIds(ctx: Context): Promise<string[]> {
  const rows = await ctx.rows(sql<{ id: string }>`
    select id from outbox_mail where service_id = ${ctx.service.id} and sent_at is null
      and created_at > ${new Date(ctx.now.getTime() - tooLateDays * 86_400_000)} order by id`)
  return rows.map(({ id }) => id)
}
