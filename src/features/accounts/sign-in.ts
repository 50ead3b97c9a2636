import { type StartedSession, startSession } from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { longestPassword } from './password-rules.ts'
import { passwordMatches } from './passwords.ts'
import { type Account, findAccountByEmail, purgeAttempts } from './repository.ts'
import { clearAttempts, countAttempt } from './throttle.ts'

interface SignIn {
  readonly email: string
  readonly password: string
  readonly address: string
  readonly sharedDevice: boolean
  readonly headers: Headers
}

export interface SignedIn {
  readonly account: Account
  readonly session: StartedSession
}

/**
 * Checks e-mail and password, and signs a patient in; a member of staff still needs the code.
 * Null: not right.
 */
export async function signIn(ctx: Context, input: SignIn): Promise<SignedIn | null> {
  const email = normalEmail(input.email)
  const attempt = { what: 'password', subject: email, address: input.address } as const
  await countAttempt(ctx, attempt)
  const account = await findAccountByEmail(ctx, email)
  const isRight = await passwordMatches(
    account?.passwordHash ?? null,
    input.password.slice(0, longestPassword + 1),
  )
  if (!account || !isRight || account.disabledAt !== null) return null
  const session = await transact(ctx, async (ctx) => {
    await purgeAttempts(ctx)
    await clearAttempts(ctx, attempt)
    const { sharedDevice, headers } = input
    return startSession(ctx, { account, proof: 'password', sharedDevice, headers })
  })
  return { account, session }
}

export function normalEmail(typed: string): string {
  return typed.trim().toLowerCase().slice(0, 254)
}
