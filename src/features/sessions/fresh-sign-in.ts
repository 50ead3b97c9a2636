import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { freshSignInNeeded, signInNeeded } from '#platform/refusals.ts'
import { freshMilliseconds } from './session-limits.ts'

/**
 * For acts that a screen left open must not allow: roles, exports, erasure. In the demonstration
 * people have no
 * password to give again, and nothing real to protect.
 */
export function requireFreshSignIn(ctx: Context, request: PageRequest): void {
  if (!request.session) throw signInNeeded()
  if (ctx.service.isDemonstration) return
  const age = ctx.realNow.getTime() - request.session.signedInAt.getTime()
  if (age > freshMilliseconds) throw freshSignInNeeded()
}
