import { sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { type Context, onOwnClock, type WriteContext } from '#platform/context.ts'

/** A link as it stands, whoever holds it. */
export interface AnswerLink {
  readonly id: string
  readonly courseId: string
  readonly patientId: string
  readonly accountId: string
  readonly expiresAt: Date
  readonly replacedAt: Date | null
  readonly usedAt: Date | null
  /** The sending that used it up. */
  readonly usedKey: string | null
}

interface LinkRow {
  id: string
  course_id: string
  patient_id: string
  account_id: string
  expires_at: Date
  replaced_at: Date | null
  used_at: Date | null
  used_key: string | null
}

/** Whose link has this token; null also for an account that was disabled since. */
export async function linkWithToken(ctx: Context, tokenHash: Buffer): Promise<AnswerLink | null> {
  const [row] = await ctx.rows(sql<LinkRow>`
    select l.id, l.course_id, c.patient_id, p.account_id, l.expires_at, l.replaced_at, l.used_at,
      l.used_key
    from answer_link l
      join course c on c.service_id = l.service_id and c.id = l.course_id
      join patient p on p.service_id = l.service_id and p.id = c.patient_id
      join account a on a.service_id = l.service_id and a.id = p.account_id
    where l.service_id = ${ctx.service.id} and l.token_hash = ${tokenHash}
      and a.disabled_at is null`)
  if (!row) return null
  return {
    id: row.id,
    courseId: row.course_id,
    patientId: row.patient_id,
    accountId: row.account_id,
    expiresAt: row.expires_at,
    replacedAt: row.replaced_at,
    usedAt: row.used_at,
    usedKey: row.used_key,
  }
}

/** False when this act has made its link already. */
export async function insertLink(
  ctx: WriteContext,
  course: VisibleCourse,
  link: { id: string; tokenHash: Buffer; expiresAt: Date },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('answer_link')
    .values({
      service_id: ctx.service.id,
      id: link.id,
      course_id: course.id,
      token_hash: link.tokenHash,
      created_at: ctx.realNow,
      created_by: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      expires_at: link.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** There is one open link of a course at a time. */
export async function replaceOtherLinks(
  ctx: WriteContext,
  course: VisibleCourse,
  linkId: string,
): Promise<void> {
  await ctx.tx
    .updateTable('answer_link')
    .set({ replaced_at: ctx.realNow })
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('id', '<>', linkId)
    .where('replaced_at', 'is', null)
    .where('used_at', 'is', null)
    .execute()
}

/**
 * Uses a link up for one sending. Of two at once the second waits here and finds it used: false.
 */
export async function useUp(ctx: WriteContext, linkId: string, sendKey: string): Promise<boolean> {
  const [row] = await ctx.rows(sql<{ id: string }>`
    update answer_link set used_at = ${ctx.realNow}, used_key = ${sendKey}
    where service_id = ${ctx.service.id} and id = ${linkId} and used_at is null
      and replaced_at is null and expires_at > ${ctx.realNow} returning id`)
  return row !== undefined
}

/** The key of the sending that used it; read again, because another may have been quicker. */
export async function usedKeyOf(ctx: Context, linkId: string): Promise<string | null> {
  const [row] = await ctx.rows(sql<{ used_key: string | null }>`
    select used_key from answer_link where service_id = ${ctx.service.id} and id = ${linkId}`)
  return row?.used_key ?? null
}

/** Counts one saving by an open link: how often it has saved, or null when it is not open now. */
export async function countSave(ctx: WriteContext, linkId: string): Promise<number | null> {
  const [row] = await ctx.rows(sql<{ save_count: number }>`
    update answer_link set save_count = save_count + 1
    where service_id = ${ctx.service.id} and id = ${linkId} and used_at is null
      and replaced_at is null and expires_at > ${ctx.realNow} returning save_count`)
  return row?.save_count ?? null
}

/** A link as staff see it, by the clock of their service. */
export interface SentLink {
  readonly id: string
  readonly created_at: Date
  readonly created_by_name: string | null
  readonly expires_at: Date
  readonly replaced_at: Date | null
  readonly used_at: Date | null
}

export async function linksOfCourse(ctx: Context, course: VisibleCourse): Promise<SentLink[]> {
  const rows = await ctx.rows(sql<SentLink>`
    select l.id, l.created_at, a.display_name as created_by_name, l.expires_at, l.replaced_at,
      l.used_at
    from answer_link l left join account a on a.service_id = l.service_id and a.id = l.created_by
    where l.service_id = ${ctx.service.id} and l.course_id = ${course.id}
    order by l.created_at desc, l.id desc limit 20`)
  return rows.map((link) => ({
    ...link,
    created_at: onOwnClock(ctx, link.created_at),
    expires_at: onOwnClock(ctx, link.expires_at),
    replaced_at: link.replaced_at && onOwnClock(ctx, link.replaced_at),
    used_at: link.used_at && onOwnClock(ctx, link.used_at),
  }))
}

/** Where the mail would go; null for somebody without a working account. */
export async function mailboxOf(ctx: Context, course: VisibleCourse): Promise<string | null> {
  const [row] = await ctx.rows(sql<{ email: string }>`
    select email from account where service_id = ${ctx.service.id}
      and id = ${course.patientAccountId}::uuid and disabled_at is null`)
  return row?.email ?? null
}
