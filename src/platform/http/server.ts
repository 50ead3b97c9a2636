import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Actor, Context } from '#platform/context.ts'
import { sameText } from '#platform/crypto.ts'
import { isConnectionLoss } from '#platform/database/database.ts'
import { errorFields } from '#platform/log.ts'
import { mayUse, permissionsByLink } from '#platform/permissions.ts'
import { badRequest, forbidden, outcomeUnknown, Refusal, signInNeeded } from '#platform/refusals.ts'
import { createContext, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import type { Assets } from './assets.ts'
import { compressed } from './compress.ts'
import { type CookiePolicy, readCookie, sessionCookieName } from './cookies.ts'
import { Form, type FormReading, readForm } from './form.ts'
import { redirect } from './reply.ts'
import type { PageRequest, Route } from './route.ts'
import { setSecurityHeaders } from './security-headers.ts'
import type { SessionGuard, SignedIn } from './session.ts'
import { socketAddressHeader } from './socket-address.ts'

export interface ServerParts {
  readonly runtime: Runtime
  readonly routes: readonly Route[]
  readonly sessions: SessionGuard
  readonly assets: Assets
  readonly cookies: CookiePolicy
  readonly trustsProxy: boolean
  /** Makes a refusal into a page; `ctx` is null when not even the service is known. */
  readonly refusalPage: (ctx: Context | null, request: PageRequest, refusal: Refusal) => Response
  readonly ready: () => Promise<{ ok: boolean; checks: Record<string, boolean> }>
}

/** The web server: health, assets, then every route through the same gate. */
export function createServer(parts: ServerParts): Hono {
  const app = new Hono()
  // On everything, also on assets, health and what Hono itself refuses.
  app.use(async (c, next) => {
    await next()
    setSecurityHeaders(c.res.headers, parts.cookies.secure)
  })
  app.get('/healthz', (c) => c.json({ alive: true }))
  app.get('/readyz', async (c) => {
    const readiness = await parts.ready()
    return c.json(readiness, readiness.ok ? 200 : 503)
  })
  app.get('/assets/:file', (c) => parts.assets.respond(c.req.param('file'), c.req.raw))
  app.get('/service-worker.js', (c) => parts.assets.respond('service-worker.js', c.req.raw))
  for (const route of parts.routes) {
    app.on(route.method, route.path, (c) =>
      answer(parts, route, c.req.raw, c.req.param(), c.req.routePath),
    )
  }
  app.notFound((c) => answer(parts, null, c.req.raw, {}, 'none'))
  return app
}

async function answer(
  parts: ServerParts,
  route: Route | null,
  raw: Request,
  params: Record<string, string>,
  routePath: string,
): Promise<Response> {
  const started = performance.now()
  const requestId = randomUUID()
  const response = compressed(await respond(parts, route, raw, params, requestId), raw)
  parts.runtime.log.debug('request', {
    requestId,
    route: routePath,
    method: raw.method,
    status: response.status,
    milliseconds: Math.round(performance.now() - started),
  })
  return response
}

async function respond(
  parts: ServerParts,
  route: Route | null,
  raw: Request,
  params: Record<string, string>,
  requestId: string,
): Promise<Response> {
  const request = plainRequest(parts, raw, params)
  let ctx: Context | null = null
  let current = request
  let noted: Promise<void> | null = null
  try {
    const entry = await findService(parts, raw)
    if (!entry) return parts.refusalPage(null, request, new Refusal(404, 'no_service'))
    ctx = createContext(parts.runtime, entry, { kind: 'stranger' }, { requestId })
    // Read while the session is looked up; what is wrong with it is told once they are known.
    const posted = raw.method === 'POST' ? readForm(raw) : null
    posted?.catch(() => {})
    const signedIn = await resolveSession(parts, ctx, raw, route?.isUnattended === true)
    noted = signedIn?.noted ?? null
    if (signedIn) {
      ctx = { ...ctx, actor: signedIn.actor }
      current = { ...current, session: signedIn.session }
    }
    if (posted) current = { ...current, form: formRead(await posted) }
    if (!route) throw new Refusal(404, 'not_found')
    admit(route, ctx.actor)
    if (raw.method === 'POST') checkOrigin(raw, current, route)
    return await route.handler(ctx, current)
  } catch (error) {
    return refuse(parts, ctx, current, error, requestId)
  } finally {
    await putBack(ctx, noted)
  }
}

/**
 * The page is made: it leaves before its connection is given back, unless something is waited
 * for.
 */
async function putBack(ctx: Context | null, noted: Promise<void> | null): Promise<void> {
  if (noted === null) {
    setImmediate(() => ctx?.platform.transaction.rollback())
    return
  }
  // Whoever waits holds no connection: requests can never wait for each other.
  await ctx?.platform.transaction.rollback()
  await noted
}

function refuse(
  parts: ServerParts,
  ctx: Context | null,
  request: PageRequest,
  error: unknown,
  requestId: string,
): Response {
  if (error instanceof Refusal) {
    const isStranger = ctx?.actor.kind === 'stranger'
    if (error.status === 401 && isStranger && request.method === 'GET' && !request.wantsJson) {
      return redirect(`/sign-in?next=${encodeURIComponent(request.path)}`)
    }
    return parts.refusalPage(ctx, request, error)
  }
  parts.runtime.log.error('request failed', { requestId, ...errorFields(error) })
  const refusal = isConnectionLoss(error)
    ? outcomeUnknown()
    : new Refusal(503, 'failed', { requestId })
  return parts.refusalPage(ctx, request, refusal)
}

function admit(route: Route, actor: Actor): void {
  const held = actor.kind === 'patient' || actor.kind === 'staff' ? actor.roles : null
  if (mayUse(route.permission, held)) return
  throw held === null ? signInNeeded() : forbidden()
}

async function findService(parts: ServerParts, raw: Request): Promise<ServiceEntry | null> {
  const host = (raw.headers.get('host') ?? '').replace(/:\d+$/, '').toLowerCase()
  return parts.runtime.services.forHost(host || null)
}

async function resolveSession(
  parts: ServerParts,
  ctx: Context,
  raw: Request,
  isUnattended: boolean,
): Promise<SignedIn | null> {
  const token = readCookie(raw.headers.get('cookie'), sessionCookieName(parts.cookies))
  return token === null ? null : parts.sessions.resolve(ctx, token, { isUnattended })
}

function formRead(reading: FormReading): Form {
  if (reading.ok) return reading.form
  throw reading.why === 'too_large' ? new Refusal(413, 'too_large') : badRequest('unreadable_form')
}

/**
 * Against forged requests: the browser says that the form is ours, and the form carries the
 * session's token.
 */
function checkOrigin(raw: Request, request: PageRequest, route: Route): void {
  const site = raw.headers.get('sec-fetch-site')
  const origin = raw.headers.get('origin')
  const host = raw.headers.get('host')
  const isOurs =
    site !== null
      ? site === 'same-origin' || (site === 'none' && origin === null)
      : origin !== null && hostOf(origin) === host
  if (!isOurs) throw new Refusal(403, 'not_from_here')
  // What a link in the address allows has nothing to do with whoever is signed in here as well.
  if (!request.session || permissionsByLink.has(route.permission)) return
  const token = request.form.text('csrf') || raw.headers.get('x-csrf-token') || ''
  if (!sameText(token, request.session.csrfToken)) throw new Refusal(403, 'stale_form')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

function plainRequest(
  parts: ServerParts,
  raw: Request,
  params: Record<string, string>,
): PageRequest {
  const url = new URL(raw.url)
  return {
    method: raw.method,
    path: url.pathname + url.search,
    params,
    query: url.searchParams,
    form: Form.empty,
    session: null,
    headers: raw.headers,
    address: clientAddress(parts, raw),
    wantsJson: (raw.headers.get('accept') ?? '').startsWith('application/json'),
  }
}

/**
 * The socket's address, put there by the listener; behind a trusted proxy, the last one it names.
 */
function clientAddress(parts: ServerParts, raw: Request): string {
  const forwarded = raw.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (parts.trustsProxy && forwarded) return forwarded
  return raw.headers.get(socketAddressHeader) ?? 'unknown'
}
