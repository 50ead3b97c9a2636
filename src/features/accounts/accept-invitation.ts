import { endSessionRows, startSession } from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { hashPassword } from './passwords.ts'
import {
  type Account,
  closeInvitations,
  findAccount,
  findOpenInvitation,
  type OpenInvitation,
  setPasswordRow,
  useInvitation,
} from './repository.ts'
import type { SignedIn } from './sign-in.ts'

export interface InvitedAccount {
  readonly invitation: OpenInvitation
  readonly account: Account
}

/** Whose link this is; null when it was used, ran out, or never was. */
export async function findInvited(ctx: Context, token: string): Promise<InvitedAccount | null> {
  const invitation = await findOpenInvitation(ctx, hashToken(token))
  const account = invitation && (await findAccount(ctx, invitation.account_id))
  return invitation && account && account.disabledAt === null ? { invitation, account } : null
}

/** Sets the password that the link allows, ends every other session and link, and signs in. */
export async function acceptInvitation(
  ctx: Context,
  invited: InvitedAccount,
  input: { password: string; sharedDevice: boolean; headers: Headers },
): Promise<SignedIn> {
  const { account, invitation } = invited
  const passwordHash = await hashPassword(input.password)
  const session = await transact(ctx, async (ctx) => {
    if (!(await useInvitation(ctx, invitation.id))) throw notFound()
    await closeInvitations(ctx, account.id)
    await setPasswordRow(ctx, account.id, passwordHash)
    await endSessionRows(ctx, account.id)
    ctx.audit('invitation.accepted', account.id, { detail: { purpose: invitation.purpose } })
    const { sharedDevice, headers } = input
    return startSession(ctx, { account, proof: 'password', sharedDevice, headers })
  })
  return { account, session }
}
