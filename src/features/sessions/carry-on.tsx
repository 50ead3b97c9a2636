import { type KeptForm, keptToken, showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { ownPath, redirect } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { CarryOnPage } from './carry-on-page.tsx'
import { formWasMadeFor } from './repository.ts'
import type { StartedSession } from './start-session.ts'

interface AfterSignIn {
  readonly accountId: string
  readonly session: StartedSession
  readonly next: string | null
  readonly kept: KeptForm | null
}

/**
 * After a sign-in: to what was being saved when the last session ended, if it was this same
 * account's; else on to
 * where the person was going. What somebody else wrote is dropped.
 */
export async function carryOn(
  ctx: Context,
  request: PageRequest,
  after: AfterSignIn,
): Promise<Response> {
  const { accountId, session, next, kept } = after
  if (kept && (await formWasMadeFor(ctx, accountId, keptToken(kept)))) {
    const page = carryOnPage(ctx, request, { kept, csrfToken: session.csrfToken })
    page.headers.set('set-cookie', session.cookie)
    return page
  }
  return redirect(next ?? '/', { 'set-cookie': session.cookie })
}

export function carryOnPage(
  ctx: Context,
  request: PageRequest,
  props: { kept: KeptForm; csrfToken: string },
): Response {
  return showPage(ctx, request, {
    title: 'Carry on where you were',
    isBare: true,
    body: <CarryOnPage {...props} />,
  })
}

/** Where to go after a sign-in: only within the service, and not round in a circle. */
export function nextPath(given: string | null): string | null {
  const path = given ? ownPath(given) : null
  return path !== null && path.length <= 500 && !/^\/(sign-in|sign-out|leave|left)/.test(path)
    ? path
    : null
}
