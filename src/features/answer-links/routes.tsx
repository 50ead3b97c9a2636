import { openedAt, readResponse } from '#features/instrument-forms/index.ts'
import { patientName } from '#features/instruments/index.ts'
import {
  type FillIn,
  type Filling,
  fillIn,
  formMinutes,
  nextStep,
  resumeStep,
  type Step,
  setToSend,
  TakenBackPage,
  withWords,
  wordsShown,
} from '#features/measures/index.ts'
import { type Context, onOwnClock } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import {
  draftByLink,
  draftTakenBackByLink,
  raiseOnly,
  sendByLink,
  stepByLink,
  takenBackByLink,
} from './answer-by-link.ts'
import { ReadyPage, SentByLinkPage, StartPage } from './link-pages.tsx'
import { linkRoot, questionPage } from './link-questions.tsx'
import { linkSafetyRoutes } from './link-safety-routes.ts'
import { findLink, type HeldLink, isJustUsed } from './open-link.ts'
import { linkOver, showLinkPage } from './show-link-page.tsx'
import { staffLinkRoutes } from './staff-link-routes.tsx'

/** Answering by a single-use link: shows the questions and nothing else of anybody. */
export const answerLinksRoutes: readonly Route[] = [
  get('/answer/:token', 'answer.by-link', showStart),
  get('/answer/:token/questions', 'answer.by-link', showQuestions),
  post('/answer/:token/questions', 'answer.by-link', (ctx, request) =>
    moveOn(ctx, request, 'items'),
  ),
  post('/answer/:token/more', 'answer.by-link', (ctx, request) => moveOn(ctx, request, 'more')),
  post('/answer/:token/draft', 'answer.by-link', saveWhilePicking),
  get('/answer/:token/sent', 'answer.by-link', showSent),
  ...linkSafetyRoutes,
  ...staffLinkRoutes,
]

async function openLink(ctx: Context, request: PageRequest) {
  const held = await findLink(ctx, request)
  if (!held?.isOpen) return null
  const filling = await fillIn(held.ctx, held.course)
  // Answered elsewhere meanwhile, paused or ended: there is nothing to ask.
  return filling.instruments.length === 0 ? null : { held, filling }
}

async function showStart(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await openLink(ctx, request)
  if (!found) return linkOver(ctx, request)
  const { held, filling } = found
  return showLinkPage(ctx, request, {
    body: (
      <StartPage
        forms={filling.instruments.length}
        minutes={formMinutes(filling.instruments)}
        expiresAt={onOwnClock(ctx, held.link.expiresAt)}
        isBegun={filling.drafts.size > 0}
        href={`${linkRoot(held)}/questions`}
        protocol={ctx.content.protocols.safety}
      />
    ),
  })
}

async function showQuestions(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await openLink(ctx, request)
  if (!found) return linkOver(ctx, request)
  const { held, filling } = found
  const step = resumeStep(filling)
  if (step) return questionPage(ctx, request, { held, filling, step })
  const action = `${linkRoot(held)}/questions`
  return showLinkPage(ctx, request, { body: <ReadyPage action={action} sendKey={newId()} /> })
}

/** Saves what was chosen and goes on: to the next question, the next form, or to sending all. */
async function moveOn(
  ctx: Context,
  request: PageRequest,
  part: 'items' | 'more',
): Promise<Response> {
  const held = await findLink(ctx, request)
  if (!held) return linkOver(ctx, request)
  const all = await fillIn(held.ctx, held.course)
  const isReady = all.instruments.length > 0 && resumeStep(all) === null
  if (request.form.has('send') && isReady) {
    return sendAll(ctx, request, { held, filling: all })
  }
  const { form } = request
  const found = all.instruments.find(({ id }) => id === form.text('instrument'))
  if (held.isOpen && !found) return withoutWords(ctx, request, held)
  if (!held.isOpen || !found) return afterwards(ctx, request, held)
  const instrument = await wordsShown(held.ctx, all, { instrument: found, form })
  const filling = withWords(all, instrument)
  const only = instrument.items.find(({ number }) => String(number) === form.text('item'))
  const asked = { course: held.course, instrument, filling }
  const posted = { form, only: only?.number ?? null, part }
  const step = await stepByLink(held, asked, posted)
  if (step === null || step.kind === 'not_asked') return afterwards(ctx, request, held)
  return answerStep(ctx, request, held, { asked, step, only: posted.only })
}

/** The words of the form were withdrawn while the page was open: what was answered is sent. */
async function withoutWords(ctx: Context, request: PageRequest, held: HeldLink) {
  const { form } = request
  const sent = await takenBackByLink(held, form)
  if (!sent) return afterwards(ctx, request, held)
  const [itemId] = sent.itemIds
  if (itemId) return redirect(`${linkRoot(held)}/safety/${itemId}`)
  const instrument = ctx.content.instruments.get(form.text('instrument'))
  const { instruments } = await fillIn(held.ctx, held.course)
  return showLinkPage(ctx, request, {
    body: (
      <TakenBackPage
        name={instrument ? patientName(instrument) : ''}
        answered={null}
        readBy="Your therapist"
        goOn={instruments.length > 0 ? `${linkRoot(held)}/questions` : null}
      />
    ),
  })
}

async function answerStep(
  ctx: Context,
  request: PageRequest,
  held: HeldLink,
  taken: { asked: Filling; step: Exclude<Step, { kind: 'not_asked' }>; only: number | null },
): Promise<Response> {
  const { asked, step, only } = taken
  const { instrument, filling } = asked
  if (step.kind === 'ask_again') {
    return questionPage(ctx, request, {
      held,
      filling,
      step: { instrument, part: 'items' },
      again: { missing: step.missing, only },
    })
  }
  const isThrough = step.kind === 'done' && nextStep(step.filling, instrument) === null
  if (isThrough) return sendAll(ctx, request, { held, filling: step.filling })
  const [itemId] = step.itemIds
  // Words and numbers come at once, not after the last form.
  return redirect(itemId ? `${linkRoot(held)}/safety/${itemId}` : `${linkRoot(held)}/questions`)
}

async function sendAll(
  ctx: Context,
  request: PageRequest,
  { held, filling }: { held: HeldLink; filling: FillIn },
): Promise<Response> {
  const sent = await sendByLink(held, {
    responses: setToSend(filling),
    sendKey: request.form.sendKey(),
    startedAt: openedAt(request.form, ctx.now),
  })
  if (!sent) return afterwards(ctx, request, held)
  const [itemId] = sent.itemIds
  return redirect(`${linkRoot(held)}/${itemId ? `safety/${itemId}` : 'sent'}`)
}

/** Too late to be saved: the same sending is shown its page again, others that the link is over. */
async function afterwards(ctx: Context, request: PageRequest, held: HeldLink): Promise<Response> {
  const raised = await raiseFromPosted(ctx, request, held)
  const key = request.form.text('send_key')
  const isSame = isId(key) && (await findLink(ctx, request))?.link.usedKey === key
  const startedAt = openedAt(request.form, ctx.now)
  const again = isSame ? await sendByLink(held, { responses: [], sendKey: key, startedAt }) : null
  const itemId = raised[0] ?? again?.itemIds[0]
  if (itemId) return redirect(`${linkRoot(held)}/safety/${itemId}`)
  return again ? redirect(`${linkRoot(held)}/sent`) : linkOver(ctx, request)
}

async function raiseFromPosted(
  ctx: Context,
  { form }: PageRequest,
  held: HeldLink,
): Promise<readonly string[]> {
  // Its structure is enough: the words may have been withdrawn while the page was open.
  const instrument = ctx.content.instruments.get(form.text('instrument'))
  if (!instrument) return []
  const { answers } = readResponse(instrument, form)
  return raiseOnly(held, { instrument, answers, openedAt: openedAt(form, ctx.now) })
}

async function saveWhilePicking(ctx: Context, request: PageRequest): Promise<Response> {
  const held = await findLink(ctx, request)
  if (!held) return json({ wasSent: true, showsHelp: false }, 404)
  const { course } = held
  const { form } = request
  const filling = await fillIn(held.ctx, course)
  const instrument = filling.instruments.find(({ id }) => id === form.text('instrument'))
  const words = instrument && (await wordsShown(held.ctx, filling, { instrument, form }))
  const saved = !held.isOpen
    ? null
    : words
      ? await draftByLink(held, { course, instrument: words, filling }, form)
      : await draftTakenBackByLink(held, form)
  if (saved) return json(saved)
  const itemIds = await raiseFromPosted(ctx, request, held)
  return json({ wasSent: true, showsHelp: itemIds.length > 0 }, 409)
}

async function showSent(ctx: Context, request: PageRequest): Promise<Response> {
  const held = await findLink(ctx, request)
  if (!held || !isJustUsed(ctx, held.link)) return linkOver(ctx, request)
  const { servicePhone } = ctx.service.settings
  return showLinkPage(ctx, request, {
    body: <SentByLinkPage servicePhone={servicePhone ?? null} />,
  })
}
