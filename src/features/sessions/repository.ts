import { sql } from 'kysely'
import type { Context, WriteContext } from '#platform/context.ts'

export interface SessionRow {
  token_hash: Buffer
  account_id: string
  kind: 'patient' | 'staff'
  csrf_token: string
  signed_in_at: Date
  last_seen_at: Date
  expires_at: Date
  second_factor_at: Date | null
  shared_device: boolean
  display_name: string
  job_title: string | null
  is_staff: boolean
  disabled_at: Date | null
  patient_id: string | null
  patient_name: string | null
  roles: string[]
}

/** Everything that the gate must know of a token, in one query. */
export async function findSession(ctx: Context, tokenHash: Buffer): Promise<SessionRow | null> {
  const [row] = await ctx.rows(sql<SessionRow>`
    select s.token_hash, s.account_id, s.kind, s.csrf_token, s.signed_in_at, s.last_seen_at,
      s.expires_at,
      s.second_factor_at, s.shared_device, a.display_name, a.job_title, a.is_staff, a.disabled_at,
      p.id as patient_id, coalesce(p.preferred_name, p.given_name) as patient_name,
      array(select r.role from account_role r
        where r.service_id = s.service_id and r.account_id = s.account_id) as roles
    from session s
      join account a on a.service_id = s.service_id and a.id = s.account_id
      left join patient p on p.service_id = s.service_id and p.account_id = s.account_id
    where s.service_id = ${ctx.service.id} and s.token_hash = ${tokenHash}`)
  return row ?? null
}

export interface NewSession {
  tokenHash: Buffer
  accountId: string
  kind: 'patient' | 'staff'
  csrfToken: string
  expiresAt: Date
  secondFactorAt: Date | null
  sharedDevice: boolean
}

export async function insertSession(ctx: WriteContext, session: NewSession): Promise<void> {
  await ctx.tx
    .insertInto('session')
    .values({
      service_id: ctx.service.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      kind: session.kind,
      csrf_token: session.csrfToken,
      signed_in_at: ctx.realNow,
      last_seen_at: ctx.realNow,
      expires_at: session.expiresAt,
      second_factor_at: session.secondFactorAt,
      shared_device: session.sharedDevice,
    })
    .execute()
}

/**
 * Ends one session. Its row stays for a week, so that a form which was open at the time can still
 * be told whose
 * it was; purgeSessions() takes it away.
 */
export async function endSessionRow(ctx: WriteContext, tokenHash: Buffer): Promise<string | null> {
  const row = await ctx.tx
    .updateTable('session')
    .set({ expires_at: ctx.realNow })
    .where('service_id', '=', ctx.service.id)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', ctx.realNow)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id ?? null
}

export async function endSessionRows(
  ctx: WriteContext,
  accountId: string,
  except: Buffer | null = null,
): Promise<number> {
  let update = ctx.tx
    .updateTable('session')
    .set({ expires_at: ctx.realNow })
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', ctx.realNow)
  if (except) update = update.where('token_hash', '<>', except)
  const result = await update.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function purgeSessions(ctx: WriteContext, accountId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('session')
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', accountId)
    .where('expires_at', '<', new Date(ctx.realNow.getTime() - 7 * 86_400_000))
    .execute()
}

export async function setSharedDevice(
  ctx: WriteContext,
  tokenHash: Buffer,
  shared: boolean,
): Promise<void> {
  await ctx.tx
    .updateTable('session')
    .set({ shared_device: shared })
    .where('service_id', '=', ctx.service.id)
    .where('token_hash', '=', tokenHash)
    .execute()
}

export interface OpenSession {
  token_hash: Buffer
  kind: 'patient' | 'staff'
  signed_in_at: Date
  last_seen_at: Date
  shared_device: boolean
}

export async function openSessions(ctx: Context, accountId: string): Promise<OpenSession[]> {
  return ctx.rows(sql<OpenSession>`
    select token_hash, kind, signed_in_at, last_seen_at, shared_device from session
    where service_id = ${ctx.service.id} and account_id = ${accountId}
      and expires_at > ${ctx.realNow}
      and last_seen_at > ${new Date(ctx.realNow.getTime() - 30 * 60_000)}
    order by last_seen_at desc limit 20`)
}

/**
 * Whether a form with this token was made for this account: its token is a secret of one of its
 * sessions.
 */
export async function formWasMadeFor(
  ctx: Context,
  accountId: string,
  csrfToken: string,
): Promise<boolean> {
  const rows = await ctx.rows(sql<{ found: number }>`
    select 1 as found from session
    where service_id = ${ctx.service.id} and account_id = ${accountId}
      and csrf_token = ${csrfToken} limit 1`)
  return rows.length > 0
}
