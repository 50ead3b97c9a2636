import { sendNotice } from '#features/notices/index.ts'
import { invitationDays, resetHours } from '#features/sessions/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { hashToken, newToken } from '#platform/crypto.ts'
import { newId } from '#platform/ids.ts'
import type { Role } from '#platform/permissions.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import {
  type Account,
  closeInvitations,
  findAccount,
  findAccountByEmail,
  insertAccountRow,
  insertInvitation,
  setRoleRows,
} from './repository.ts'
import { normalEmail } from './sign-in.ts'

export interface InvitedPerson {
  readonly email: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly jobTitle?: string | null
  readonly qualification?: string | null
}

export interface Invitation {
  readonly accountId: string
  readonly invitationId: string
  /** A path with the single-use token in it: shown once, to whoever invites, and sent by e-mail. */
  readonly link: string
}

/**
 * Makes an account, if there is none, and sends its neutral single-use link. Inviting again sends
 * a new link, and the
 * earlier ones stop working. An address that already belongs to somebody who has signed in is
 * refused.
 */
export async function inviteAccount(
  ctx: WriteContext,
  person: InvitedPerson & { purpose: 'invite' | 'reset' },
): Promise<Invitation> {
  const existing = await findAccountByEmail(ctx, normalEmail(person.email))
  const isStaff = !person.roles.includes('patient')
  if (existing && (existing.isStaff !== isStaff || existing.disabledAt !== null)) {
    throw conflict({ field: 'email' })
  }
  if (existing && person.purpose === 'invite' && existing.passwordHash !== null) {
    throw conflict({ field: 'email' })
  }
  const account = existing ?? (await createAccount(ctx, person))
  return sendInvitation(ctx, account, person.purpose)
}

/** An account that nobody can sign in to yet: without a password and without a link. */
export async function createAccount(ctx: WriteContext, person: InvitedPerson): Promise<Account> {
  const id = newId()
  const { displayName, jobTitle = null, qualification = null } = person
  await insertAccountRow(ctx, {
    id,
    email: normalEmail(person.email),
    displayName,
    jobTitle,
    qualification,
    isStaff: !person.roles.includes('patient'),
  })
  await setRoleRows(ctx, id, person.roles)
  ctx.audit('account.created', id, { detail: { roles: person.roles.join(' ') } })
  const account = await findAccount(ctx, id)
  if (!account) throw new Error('an account that was inserted is found')
  return account
}

/** Sends a new single-use link to an account; earlier links stop working. */
export async function sendInvitation(
  ctx: WriteContext,
  account: Pick<Account, 'id' | 'isStaff'>,
  purpose: 'invite' | 'reset',
): Promise<Invitation> {
  const token = newToken()
  const invitationId = newId()
  const hours =
    purpose === 'reset' ? resetHours : invitationDays[account.isStaff ? 'staff' : 'patient'] * 24
  await closeInvitations(ctx, account.id)
  await insertInvitation(ctx, {
    id: invitationId,
    accountId: account.id,
    purpose,
    tokenHash: hashToken(token),
    expiresAt: new Date(ctx.realNow.getTime() + hours * 3_600_000),
  })
  const link = `/invitation/${token}`
  await sendNotice(ctx, {
    kind: purpose === 'invite' ? 'invitation' : 'password_reset',
    to: { accountId: account.id },
    dedupeKey: `invitation ${invitationId}`,
    link,
  })
  ctx.audit('invitation.sent', account.id, { detail: { purpose } })
  return { accountId: account.id, invitationId, link }
}

/** Someone forgot their password. Says nothing of whether there is such an account. */
export async function requestReset(ctx: Context, typedEmail: string): Promise<void> {
  const account = await findAccountByEmail(ctx, normalEmail(typedEmail))
  if (!account || account.disabledAt !== null) return
  await transact(ctx, async (ctx) => sendInvitation(ctx, account, 'reset'))
}
