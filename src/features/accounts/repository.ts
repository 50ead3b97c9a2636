import { sql } from 'kysely'
import type { Context, WriteContext } from '#platform/context.ts'
import { type Role, roles } from '#platform/permissions.ts'

export interface Account {
  readonly id: string
  readonly email: string
  readonly displayName: string
  readonly isStaff: boolean
  readonly jobTitle: string | null
  readonly qualification: string | null
  readonly passwordHash: string | null
  readonly totpSecretSealed: string | null
  readonly hasSecondFactor: boolean
  /** Null for the people of a demonstration, whose password nobody knows. */
  readonly passwordSetAt: Date | null
  readonly totpLastStep: number | null
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

interface AccountRow {
  id: string
  email: string
  display_name: string
  is_staff: boolean
  job_title: string | null
  qualification: string | null
  password_hash: string | null
  password_set_at: Date | null
  totp_secret_sealed: string | null
  totp_confirmed_at: Date | null
  totp_last_step: number | null
  disabled_at: Date | null
  created_at: Date
}

export async function findAccount(ctx: Context, id: string): Promise<Account | null> {
  return one(ctx, sql`id = ${id}`)
}

export async function findAccountByEmail(ctx: Context, email: string): Promise<Account | null> {
  return one(ctx, sql`email = ${email}`)
}

async function one(ctx: Context, which: ReturnType<typeof sql>): Promise<Account | null> {
  const [row] = await ctx.rows(sql<AccountRow>`
    select id, email, display_name, is_staff, job_title, qualification, password_hash,
      password_set_at, totp_secret_sealed,
      totp_confirmed_at, totp_last_step, disabled_at, created_at
    from account where service_id = ${ctx.service.id} and ${which}`)
  return row ? toAccount(row) : null
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    isStaff: row.is_staff,
    jobTitle: row.job_title,
    qualification: row.qualification,
    passwordHash: row.password_hash,
    passwordSetAt: row.password_set_at,
    totpSecretSealed: row.totp_secret_sealed,
    hasSecondFactor: row.totp_confirmed_at !== null,
    totpLastStep: row.totp_last_step,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  }
}

export interface NewAccount {
  readonly id: string
  readonly email: string
  readonly displayName: string
  readonly isStaff: boolean
  readonly jobTitle?: string | null
  readonly qualification?: string | null
}

export async function insertAccountRow(ctx: WriteContext, account: NewAccount): Promise<void> {
  await ctx.tx
    .insertInto('account')
    .values({
      service_id: ctx.service.id,
      id: account.id,
      email: account.email,
      display_name: account.displayName,
      is_staff: account.isStaff,
      job_title: account.jobTitle ?? null,
      qualification: account.qualification ?? null,
      created_at: ctx.now,
    })
    .execute()
}

export async function updateStaffRow(
  ctx: WriteContext,
  id: string,
  change: { displayName: string; jobTitle: string | null; qualification: string | null },
): Promise<void> {
  await ctx.tx
    .updateTable('account')
    .set({
      display_name: change.displayName,
      job_title: change.jobTitle,
      qualification: change.qualification,
    })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .execute()
}

export async function setRoleRows(
  ctx: WriteContext,
  accountId: string,
  held: readonly Role[],
): Promise<void> {
  let remove = ctx.tx
    .deleteFrom('account_role')
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', accountId)
  if (held.length > 0) remove = remove.where('role', 'not in', held)
  await remove.execute()
  if (held.length === 0) return
  const grantedBy = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  await ctx.tx
    .insertInto('account_role')
    .values(
      held.map((role) => ({
        service_id: ctx.service.id,
        account_id: accountId,
        role,
        granted_at: ctx.now,
        granted_by: grantedBy,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function setPasswordRow(
  ctx: WriteContext,
  accountId: string,
  passwordHash: string | null,
): Promise<void> {
  await ctx.tx
    .updateTable('account')
    .set({
      password_hash: passwordHash,
      password_set_at: passwordHash === null ? null : ctx.realNow,
    })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .execute()
}

export async function setSecondFactorRow(
  ctx: WriteContext,
  accountId: string,
  factor: { sealed: string; step: number } | null,
): Promise<void> {
  await ctx.tx
    .updateTable('account')
    .set({
      totp_secret_sealed: factor?.sealed ?? null,
      totp_confirmed_at: factor ? ctx.realNow : null,
      totp_last_step: factor?.step ?? null,
    })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .execute()
}

/** Uses up a code: false when it, or a later one, was used before. */
export async function useCodeStep(
  ctx: WriteContext,
  accountId: string,
  step: number,
): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('account')
    .set({ totp_last_step: step })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .where((where) =>
      where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setDisabledRow(
  ctx: WriteContext,
  accountId: string,
  isDisabled: boolean,
): Promise<void> {
  await ctx.tx
    .updateTable('account')
    .set({ disabled_at: isDisabled ? ctx.now : null })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .execute()
}

export interface StaffMember {
  readonly id: string
  readonly displayName: string
  readonly email: string
  readonly jobTitle: string | null
  readonly qualification: string | null
  readonly roles: readonly Role[]
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  readonly disabledAt: Date | null
  readonly lastSeenAt: Date | null
}

interface StaffRow extends AccountRow {
  roles: string[]
  last_seen_at: Date | null
}

export async function staffRows(
  ctx: Context,
  which: ReturnType<typeof sql>,
): Promise<StaffMember[]> {
  const rows = await ctx.rows(sql<StaffRow>`
    select a.*, (select max(s.last_seen_at) from session s
        where s.service_id = a.service_id and s.account_id = a.id) as last_seen_at,
      array(select r.role from account_role r
        where r.service_id = a.service_id and r.account_id = a.id) as roles
    from account a where a.service_id = ${ctx.service.id} and a.is_staff and ${which}
    order by a.display_name, a.id`)
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    email: row.email,
    jobTitle: row.job_title,
    qualification: row.qualification,
    roles: roles.filter((role) => row.roles.includes(role)),
    hasPassword: row.password_hash !== null,
    hasSecondFactor: row.totp_confirmed_at !== null,
    disabledAt: row.disabled_at,
    lastSeenAt: row.last_seen_at,
  }))
}

export interface NewInvitation {
  id: string
  accountId: string
  purpose: 'invite' | 'reset'
  tokenHash: Buffer
  expiresAt: Date
}

export async function insertInvitation(
  ctx: WriteContext,
  invitation: NewInvitation,
): Promise<void> {
  await ctx.tx
    .insertInto('invitation')
    .values({
      service_id: ctx.service.id,
      id: invitation.id,
      account_id: invitation.accountId,
      purpose: invitation.purpose,
      token_hash: invitation.tokenHash,
      created_at: ctx.realNow,
      created_by: ctx.actor.kind === 'stranger' ? null : ctx.actor.id,
      expires_at: invitation.expiresAt,
    })
    .execute()
}

/** Earlier links of an account stop working: there is one open link at a time. */
export async function closeInvitations(ctx: WriteContext, accountId: string): Promise<void> {
  await ctx.tx
    .updateTable('invitation')
    .set({ used_at: ctx.realNow })
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}

export interface OpenInvitation {
  id: string
  account_id: string
  purpose: 'invite' | 'reset'
}

export async function findOpenInvitation(
  ctx: Context,
  tokenHash: Buffer,
): Promise<OpenInvitation | null> {
  const [row] = await ctx.rows(sql<OpenInvitation>`
    select id, account_id, purpose from invitation where service_id = ${ctx.service.id}
      and token_hash = ${tokenHash} and used_at is null and expires_at > ${ctx.realNow}`)
  return row ?? null
}

/** False when somebody was quicker: a link works once. */
export async function useInvitation(ctx: WriteContext, id: string): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('invitation')
    .set({ used_at: ctx.realNow })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface AttemptKeys {
  subject: Buffer
  address: Buffer
}

export async function insertAttempt(
  ctx: WriteContext,
  attempt: AttemptKeys & { id: string; succeeded: boolean },
): Promise<void> {
  await ctx.tx
    .insertInto('sign_in_attempt')
    .values({
      service_id: ctx.service.id,
      id: attempt.id,
      subject_hash: attempt.subject,
      address_hash: attempt.address,
      at: ctx.realNow,
      succeeded: attempt.succeeded,
    })
    .execute()
}

/** Failures since then that no success of the same account came after. */
export async function recentFailures(
  ctx: Context,
  keys: AttemptKeys,
  since: Date,
): Promise<{ pair: number; account: number; address: number }> {
  const isAccount = sql`a.subject_hash = ${keys.subject}`
  const isAddress = sql`a.address_hash = ${keys.address}`
  const [row] = await ctx.rows(sql<{ pair: number; account: number; address: number }>`
    select count(*) filter (where ${isAccount} and ${isAddress}) as pair,
      count(*) filter (where ${isAccount}) as account,
      count(*) filter (where ${isAddress}) as address
    from sign_in_attempt a
    where a.service_id = ${ctx.service.id} and (${isAccount} or ${isAddress}) and a.at > ${since}
      and not a.succeeded and not exists (select from sign_in_attempt s
        where s.service_id = a.service_id and s.subject_hash = a.subject_hash and s.succeeded
          and s.id > a.id)`)
  return row ?? { pair: 0, account: 0, address: 0 }
}

/** Old tries are of no use to anybody. */
export async function purgeAttempts(ctx: WriteContext): Promise<void> {
  await ctx.tx
    .deleteFrom('sign_in_attempt')
    .where('service_id', '=', ctx.service.id)
    .where('at', '<', new Date(ctx.realNow.getTime() - 86_400_000))
    .execute()
}
