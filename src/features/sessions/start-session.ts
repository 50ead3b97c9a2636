import type { Context, WriteContext } from '#platform/context.ts'
import { hashToken, newToken } from '#platform/crypto.ts'
import { readCookie, sessionCookie, sessionCookieName } from '#platform/http/cookies.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'
import { cookiePolicy } from './cookie-policy.ts'
import { endSessionRow, insertSession, purgeSessions } from './repository.ts'
import { secondFactorMilliseconds, sessionLimits } from './session-limits.ts'

export interface StartedSession {
  /** For a `set-cookie` header. */
  readonly cookie: string
  readonly csrfToken: string
}

interface SessionStart {
  account: { id: string; isStaff: boolean }
  /**
   * 'demonstration' is the one-click sign-in, which counts as a second factor there and nowhere
   * else.
   */
  proof: 'password' | 'password-and-code' | 'demonstration'
  sharedDevice?: boolean
  /**
   * The browser's request headers: a session that it held before ends, so that no token outlives
   * a sign-in.
   */
  headers: Headers
}

/** Signs a browser in: a new token every time, kept here only as its hash. */
export async function startSession(ctx: Context, start: SessionStart): Promise<StartedSession> {
  invariant(
    start.proof !== 'demonstration' || ctx.service.isDemonstration,
    'nobody signs in without a password outside a demonstration',
  )
  const token = newToken()
  const csrfToken = newToken()
  await transact(ctx, async (ctx) => {
    const before = sessionToken(start.headers)
    if (before) await endSessionRow(ctx, hashToken(before))
    await purgeSessions(ctx, start.account.id)
    await insertSession(ctx, newSession(ctx, start, token, csrfToken))
    ctx.audit('session.started', start.account.id, { detail: { proof: start.proof } })
  })
  return { cookie: sessionCookie(token, cookiePolicy()), csrfToken }
}

export function sessionToken(headers: Headers): string | null {
  return readCookie(headers.get('cookie'), sessionCookieName(cookiePolicy()))
}

function newSession(ctx: WriteContext, start: SessionStart, token: string, csrfToken: string) {
  const kind = start.account.isStaff ? ('staff' as const) : ('patient' as const)
  const sharedDevice = start.sharedDevice ?? false
  const isPending = kind === 'staff' && start.proof === 'password'
  const milliseconds = isPending
    ? secondFactorMilliseconds
    : sessionLimits(kind, sharedDevice).absoluteMilliseconds
  return {
    tokenHash: hashToken(token),
    accountId: start.account.id,
    kind,
    csrfToken,
    expiresAt: new Date(ctx.realNow.getTime() + milliseconds),
    secondFactorAt: kind === 'staff' && !isPending ? ctx.realNow : null,
    sharedDevice,
  }
}
