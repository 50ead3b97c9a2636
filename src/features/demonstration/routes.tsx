import { readKeptForm, serviceName, showPage } from '#features/frame/index.ts'
import { carryOn, startSession } from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { FrontPage } from './front-page.tsx'
import { moveClock } from './move-clock.ts'
import { visitsOf, visitsWithFigures } from './visits.ts'

export const demonstrationRoutes: readonly Route[] = [
  get('/demonstration', 'demonstration.use', showFrontPage),
  // From the page that says somebody was signed out, with what they had typed.
  post('/demonstration', 'demonstration.use', showFrontPage),
  post('/demonstration/be/:key', 'demonstration.use', beSomebody),
  post('/demonstration/clock', 'demonstration.use', move),
]

async function showFrontPage(ctx: Context, request: PageRequest): Promise<Response> {
  const visits = await visitsWithFigures(ctx)
  return showPage(ctx, request, {
    title: 'Choose whom to be',
    isBare: true,
    body: (
      <FrontPage
        visits={visits}
        now={ctx.now}
        serviceName={serviceName(ctx)}
        kept={readKeptForm(request.form)}
      />
    ),
  })
}

/** One-click sign-in as an invented person. It does not exist outside a demonstration. */
async function beSomebody(ctx: Context, request: PageRequest): Promise<Response> {
  const visit = (await visitsOf(ctx)).find(({ key }) => key === request.params.key)
  if (!visit) throw notFound()
  const session = await startSession(ctx, {
    account: { id: visit.accountId, isStaff: visit.is === 'staff' },
    proof: 'demonstration',
    headers: request.headers,
  })
  const kept = readKeptForm(request.form)
  return carryOn(ctx, request, { accountId: visit.accountId, session, next: null, kept })
}

async function move(ctx: Context, request: PageRequest): Promise<Response> {
  await moveClock(ctx, request.form.trimmed('by'))
  return redirect(request.form.trimmed('back') || '/')
}
