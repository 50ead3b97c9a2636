import { endSessionRows, type StartedSession, startSession } from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import { type Account, setPasswordRow } from './repository.ts'
import { clearAttempts, countAttempt } from './throttle.ts'

/**
 * Asks for the present password again: a screen left open is not enough. False: it was not right.
 */
export async function confirmPassword(
  ctx: Context,
  account: Account,
  input: { password: string; address: string },
): Promise<boolean> {
  const attempt = { what: 'password', subject: account.email, address: input.address } as const
  await countAttempt(ctx, attempt)
  if (!(await passwordMatches(account.passwordHash, input.password))) return false
  await clearAttempts(ctx, attempt)
  return true
}

/** A new password ends every other session and gives this browser a new token. */
export async function changePassword(
  ctx: Context,
  account: Account,
  input: { password: string; headers: Headers; sharedDevice: boolean },
): Promise<StartedSession> {
  const passwordHash = await hashPassword(input.password)
  return transact(ctx, async (ctx) => {
    await setPasswordRow(ctx, account.id, passwordHash)
    await endSessionRows(ctx, account.id)
    ctx.audit('password.changed', account.id)
    const { headers, sharedDevice } = input
    return startSession(ctx, { account, proof: 'password-and-code', headers, sharedDevice })
  })
}
