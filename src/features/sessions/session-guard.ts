import { touchSession } from '#platform/beside-the-audit.ts'
import type { Actor, Context } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import type { CookiePolicy } from '#platform/http/cookies.ts'
import type { Session, SessionGuard, SignedIn } from '#platform/http/session.ts'
import { errorFields } from '#platform/log.ts'
import { type Role, roles } from '#platform/permissions.ts'
import { setCookiePolicy } from './cookie-policy.ts'
import { findSession, type SessionRow } from './repository.ts'
import { secondFactorMilliseconds, sessionLimits } from './session-limits.ts'

const touchEveryMilliseconds = 60_000

/**
 * Who holds a token. Unknown, idle too long, over, disabled, or staff before their code: nobody.
 */
export function createSessionGuard(cookies: CookiePolicy): SessionGuard {
  setCookiePolicy(cookies)
  return {
    async resolve(ctx, token, { isUnattended }) {
      const row = await liveSession(ctx, token)
      if (!row || !hasSecondFactor(row)) return null
      const actor = toActor(row)
      if (!actor) return null
      return { ...(isUnattended ? asItIs(row) : touched(ctx, row)), actor }
    },
  }
}

/**
 * A member of staff between the password and the code: nobody to every page but those of the
 * code.
 */
export async function findPendingSession(ctx: Context, token: string): Promise<SessionRow | null> {
  const row = await liveSession(ctx, token)
  if (!row || hasSecondFactor(row)) return null
  const age = ctx.realNow.getTime() - row.signed_in_at.getTime()
  return age <= secondFactorMilliseconds ? row : null
}

async function liveSession(ctx: Context, token: string): Promise<SessionRow | null> {
  const row = await findSession(ctx, hashToken(token))
  if (!row || row.disabled_at !== null) return null
  if (row.is_staff !== (row.kind === 'staff')) return null
  const now = ctx.realNow.getTime()
  return now < row.expires_at.getTime() && now < idleEnd(row, row.last_seen_at).getTime()
    ? row
    : null
}

function hasSecondFactor(row: SessionRow): boolean {
  return row.kind === 'patient' || row.second_factor_at !== null
}

function idleEnd(row: SessionRow, seenAt: Date): Date {
  return new Date(seenAt.getTime() + sessionLimits(row.kind, row.shared_device).idleMilliseconds)
}

function asItIs(row: SessionRow): Omit<SignedIn, 'actor'> {
  return { session: toSession(row, row.last_seen_at), noted: null }
}

function touched(ctx: Context, row: SessionRow): Omit<SignedIn, 'actor'> {
  const isDue = ctx.realNow.getTime() - row.last_seen_at.getTime() >= touchEveryMilliseconds
  if (!isDue) return asItIs(row)
  return { session: toSession(row, ctx.realNow), noted: noteAsSeen(ctx, row) }
}

function toSession(row: SessionRow, seenAt: Date): Session {
  const idleEndsAt = idleEnd(row, seenAt)
  return {
    accountId: row.account_id,
    kind: row.kind,
    csrfToken: row.csrf_token,
    signedInAt: row.signed_in_at,
    idleEndsAt: idleEndsAt < row.expires_at ? idleEndsAt : row.expires_at,
    endsAt: row.expires_at,
    sharedDevice: row.shared_device,
  }
}

/**
 * While the page is made. Should it fail, the session ends a minute sooner, and the page is
 * served.
 */
async function noteAsSeen(ctx: Context, row: SessionRow): Promise<void> {
  try {
    await touchSession(ctx, row.token_hash)
  } catch (error) {
    ctx.log.warn('a session was not noted as seen', errorFields(error))
  }
}

function toActor(row: SessionRow): Actor | null {
  const held = new Set<Role>(roles.filter((role) => row.roles.includes(role)))
  if (row.kind === 'staff') {
    held.delete('patient')
    return {
      kind: 'staff',
      id: row.account_id,
      name: row.display_name,
      jobTitle: row.job_title,
      roles: held,
    }
  }
  if (!row.patient_id) return null
  return {
    kind: 'patient',
    id: row.account_id,
    patientId: row.patient_id,
    name: row.patient_name ?? row.display_name,
    roles: new Set<Role>(held.has('patient') ? ['patient'] : []),
  }
}
