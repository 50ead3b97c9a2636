import { showPage } from '#features/frame/index.ts'
import { findMyCourse, requireMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { auditView } from '#platform/transact.ts'
import { askForHelp } from './ask-for-help.ts'
import { crisisLines } from './crisis-contacts.tsx'
import { HelpPage } from './help-page.tsx'
import { patientSays } from './patient-says.ts'
import { findSafetyItem } from './repository.ts'
import { patientAnswer, signalKey } from './safety-form.ts'
import { isOpenNow } from './safety-hours.ts'
import { lastSaid } from './safety-item.ts'
import { SignalPage } from './signal-page.tsx'
import { staffSafetyRoutes } from './staff-routes.tsx'
import { beforeWords, ringBy, ringByIfAskedNow } from './when-words.ts'

export const riskRoutes: readonly Route[] = [
  get('/help', 'public.read', showHelp),
  post('/help/alert', 'treatment.own', alertTeam),
  get('/safety/:itemId', 'treatment.own', showSignal),
  post('/safety/:itemId', 'treatment.own', answerSignal),
  ...staffSafetyRoutes,
]

async function showHelp(ctx: Context, request: PageRequest): Promise<Response> {
  const course = ctx.actor.kind === 'patient' ? await findMyCourse(ctx) : null
  const { servicePhone, openingHours } = ctx.service.settings
  return showPage(ctx, request, {
    title: ctx.content.protocols.safety.helpPage.title,
    body: (
      <HelpPage
        protocol={ctx.content.protocols.safety}
        lines={crisisLines(ctx)}
        servicePhone={servicePhone ?? null}
        openingHours={openingHours}
        alert={
          course && {
            sendKey: newId(),
            ringBy: beforeWords(ctx, ringByIfAskedNow(ctx)),
            isOpen: isOpenNow(ctx),
          }
        }
      />
    ),
  })
}

async function alertTeam(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { itemId } = await askForHelp(ctx, course, signalKey(request.form))
  return redirect(`/safety/${itemId}`)
}

async function showSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const item = await findSafetyItem(ctx, course, request.params.itemId)
  const said = lastSaid(item)
  const by = ringBy(ctx, item)
  // A call for help is not answered by a time, and a time that has passed is no promise.
  const isPromised =
    !item.closedAt && !item.contactedAt && by > ctx.now && (!said || said === 'safe_for_now')
  const page = (
    <SignalPage
      protocol={ctx.content.protocols.safety}
      lines={crisisLines(ctx)}
      itemId={item.id}
      isFromForm={item.detail.instrument !== undefined}
      said={said}
      ringBy={isPromised ? beforeWords(ctx, by) : null}
      isOpen={isOpenNow(ctx)}
      next={wayBack(request.query.get('next'))}
    />
  )
  await auditView(ctx, 'safety-item.viewed', item.id, course.patientId)
  return showPage(ctx, request, {
    title: ctx.content.protocols.safety.helpPage.title,
    body: page,
  })
}

async function answerSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const item = await findSafetyItem(ctx, course, request.params.itemId)
  await patientSays(ctx, course, {
    itemId: item.id,
    answer: patientAnswer(request.form),
    sendKey: signalKey(request.form),
  })
  const next = wayBack(request.form.text('next'))
  return redirect(`/safety/${item.id}${next ? `?next=${encodeURIComponent(next)}` : ''}`)
}

/** Only back to the forms: an address from outside must not choose where a link leads. */
function wayBack(path: string | null): string | null {
  return path !== null && /^\/measures(\/[a-z0-9]{1,40})?(\/more)?$/.test(path) ? path : null
}
