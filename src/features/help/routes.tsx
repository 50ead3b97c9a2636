import { showPage } from '#features/frame/index.ts'
import { crisisLines, isOpenNow, personToRing } from '#features/risk/index.ts'
import { safetyPlanOf } from '#features/safety-plan/index.ts'
import { findMyCourse, requireMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { askForHelp } from './ask-for-help.ts'
import { HelpPage } from './help-page.tsx'
import { lastDigits } from './my-number.tsx'
import { OfflinePage } from './offline-page.tsx'
import { keepSignalAnswer, showSignalPage } from './show-signal.tsx'
import { signalKey } from './signal-form.ts'
import type { WayOn } from './signal-page.tsx'
import { beforeWords, ringByIfAskedNow } from './when-words.ts'

export const helpRoutes: readonly Route[] = [
  get('/help', 'public.read', showHelp),
  get('/offline', 'public.read', showOffline),
  post('/help/alert', 'treatment.own', alertTeam),
  get('/safety/:itemId', 'treatment.own', showSignal),
  post('/safety/:itemId', 'treatment.own', answerSignal),
]

async function showHelp(ctx: Context, request: PageRequest): Promise<Response> {
  const course = ctx.actor.kind === 'patient' ? await findMyCourse(ctx) : null
  const { servicePhone, openingHours } = ctx.service.settings
  return showPage(timeless(ctx, request), request, {
    title: ctx.content.protocols.safety.helpPage.title,
    body: (
      <HelpPage
        protocol={ctx.content.protocols.safety}
        lines={crisisLines(ctx)}
        servicePhone={servicePhone ?? null}
        openingHours={openingHours}
        hasPlan={course !== null && (await safetyPlanOf(ctx, course)).entry !== null}
        alert={
          course && {
            sendKey: newId(),
            ringBy: beforeWords(ctx, ringByIfAskedNow(ctx)),
            isOpen: isOpenNow(ctx),
            numberEnding: lastDigits((await personToRing(ctx, course)).phone),
          }
        }
      />
    ),
  })
}

async function showOffline(ctx: Context, request: PageRequest): Promise<Response> {
  return showPage(timeless(ctx, request), request, {
    title: 'No connection',
    isBare: true,
    body: <OfflinePage lines={crisisLines(ctx)} />,
  })
}

/** A copy that a device keeps has no clock of a demonstration on it: it would soon be wrong. */
function timeless(ctx: Context, { query }: PageRequest): Context {
  if (!query.has('offline')) return ctx
  return { ...ctx, service: { ...ctx.service, isDemonstration: false } }
}

async function alertTeam(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { itemId } = await askForHelp(ctx, course, signalKey(request.form))
  return redirect(`/safety/${itemId}`)
}

async function showSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { itemId } = request.params
  return showSignalPage(ctx, request, course, {
    itemId,
    action: `/safety/${itemId}`,
    wayOn: wayOn(request.query.get('next')),
  })
}

async function answerSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { itemId } = request.params
  await keepSignalAnswer(ctx, course, itemId, request.form)
  const { next } = wayOn(request.form.text('next'))
  return redirect(`/safety/${itemId}${next ? `?next=${encodeURIComponent(next)}` : ''}`)
}

/** Only on with the forms: an address from outside must not choose where a link leads. */
function wayOn(next: string | null): WayOn {
  if (next === '/measures/sent') return { href: next, words: 'See what happens next', next }
  const isForm = next !== null && /^\/measures(\/\d{14}(\/more|\?item=\d{1,3})?)?$/.test(next)
  if (isForm) return { href: next, words: 'Carry on with the form', next }
  return { href: '/', words: 'Go to my page', next: null }
}
