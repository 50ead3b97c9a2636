import type { Instrument } from '#clinical/instrument.ts'
import { showPage } from '#features/frame/index.ts'
import { requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import {
  draftFor,
  extraQuestions,
  type FillIn,
  fillIn,
  isLastForm,
  nextItem,
  nextStep,
} from './fill-in.ts'
import { ExtraPage, InstrumentPage, type InstrumentPageProps } from './instrument-page.tsx'
import { type DraftContent, instrumentOf } from './measure-types.ts'
import { openedAt, readResponse } from './response-form.ts'
import { saveDraft } from './save-draft.ts'
import { submitResponses } from './submit-responses.ts'

export const fillingRoutes: readonly Route[] = [
  get('/measures/:instrumentId', 'treatment.own', showForm),
  post('/measures/:instrumentId', 'treatment.own', moveOn),
  post('/measures/:instrumentId/draft', 'treatment.own', keepDraft),
  get('/measures/:instrumentId/more', 'treatment.own', showExtra),
  post('/measures/:instrumentId/more', 'treatment.own', answerExtra),
]

interface Filling {
  course: VisibleCourse
  instrument: Instrument
  filling: FillIn
  isDue: boolean
}

async function fillingOf(ctx: Context, request: PageRequest): Promise<Filling> {
  const course = await requireMyCourse(ctx)
  const instrument = instrumentOf(ctx.content, request.params.instrumentId)
  const filling = await fillIn(ctx, course)
  const isDue = filling.instruments.some(({ id }) => id === instrument.id)
  return { course, instrument, filling, isDue }
}

async function showForm(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found.isDue) return redirect('/measures')
  const draft = draftFor(found.filling, found.instrument)
  return formPage(ctx, request, found, { chosen: draft, only: itemAsked(ctx, request, found) })
}

function itemAsked(ctx: Context, request: PageRequest, { instrument, filling }: Filling) {
  if (!ctx.service.settings.oneQuestionAScreen) return null
  const asked = instrument.items.find(({ number }) => String(number) === request.query.get('item'))
  return asked?.number ?? nextItem(instrument, draftFor(filling, instrument)) ?? 1
}

/** Saves what was chosen and goes on: to the next question, the next form, or to sending all. */
async function moveOn(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  const { instrument, course } = found
  if (!found.isDue) return sendLateCopy(ctx, request, found)
  const before = draftFor(found.filling, instrument)
  const posted = readResponse(instrument, request.form)
  const only = itemPosted(request, instrument)
  const skips = only !== null && request.form.has('skip') && posted.answers[only] === undefined
  const draft: DraftContent = {
    ...before,
    answers: { ...before.answers, ...posted.answers },
    skipped: skips ? [...before.skipped, only] : before.skipped,
  }
  const missing = instrument.items
    .map(({ number }) => number)
    .filter((number) => draft.answers[number] === undefined)
  const isComplete =
    only === null
      ? missing.length === 0 || request.form.has('anyway')
      : nextItem(instrument, draft) === null
  const content = { ...draft, isDone: isComplete }
  const startedAt = openedAt(request.form, ctx.now)
  const { itemIds, wasSent } = await saveDraft(ctx, course, { instrument, content, startedAt })
  if (wasSent) return sendLateCopy(ctx, request, found)

  const isAnswered = only === null || posted.answers[only] !== undefined || skips
  if (!isAnswered) return formPage(ctx, request, found, { chosen: draft, only, missing: [only] })
  if (!isComplete && only !== null) {
    return redirect(`/measures/${instrument.id}?item=${nextItem(instrument, draft) ?? only}`)
  }
  if (!isComplete) return formPage(ctx, request, found, { chosen: draft, only: null, missing })
  return goOn(ctx, request, withDraft(found, content), itemIds)
}

function itemPosted(request: PageRequest, instrument: Instrument): number | null {
  const item = request.form.text('item')
  return instrument.items.find(({ number }) => String(number) === item)?.number ?? null
}

async function goOn(
  ctx: Context,
  request: PageRequest,
  found: Filling,
  itemIds: readonly string[],
): Promise<Response> {
  const next = nextStep(found.filling, found.instrument)
  // Words and numbers come at once, not after the last form.
  if (next && itemIds[0]) return redirect(safetyPage(itemIds[0], next))
  return next ? redirect(next) : sendAll(ctx, request, found)
}

function safetyPage(itemId: string, next: string): string {
  return `/safety/${itemId}?next=${encodeURIComponent(next)}`
}

async function sendAll(ctx: Context, request: PageRequest, found: Filling): Promise<Response> {
  const { course, filling } = found
  const responses = filling.instruments.map((instrument) => {
    const { answers, extra } = draftFor(filling, instrument)
    return { instrument, answers, extra }
  })
  return answerSending(ctx, request, course, responses)
}

/** The form was sent already, from this page or another tab. */
async function sendLateCopy(
  ctx: Context,
  request: PageRequest,
  { course, instrument }: Filling,
): Promise<Response> {
  const { answers, extra } = readResponse(instrument, request.form)
  return answerSending(ctx, request, course, [{ instrument, answers, extra }])
}

async function answerSending(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  responses: Parameters<typeof submitResponses>[2]['responses'],
): Promise<Response> {
  const key = request.form.text('send_key')
  const { itemIds } = await submitResponses(ctx, course, {
    responses,
    sendKey: isId(key) ? key : newId(),
    mode: 'online',
    startedAt: openedAt(request.form, ctx.now),
  })
  return redirect(itemIds[0] ? safetyPage(itemIds[0], '/measures/sent') : '/measures/sent')
}

/** An island saves as answers are picked; what it sends is the form as it stands. */
async function keepDraft(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  const { instrument, course } = found
  const before = draftFor(found.filling, instrument)
  const posted = readResponse(instrument, request.form)
  const { itemIds, wasSent } = await saveDraft(ctx, course, {
    instrument,
    content: { ...before, answers: { ...before.answers, ...posted.answers } },
    startedAt: openedAt(request.form, ctx.now),
  })
  return json({ savedAt: ctx.now.toISOString(), wasSent, showsHelp: itemIds.length > 0 })
}

async function showExtra(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  const draft = draftFor(found.filling, found.instrument)
  if (!found.isDue || !draft.isDone) return redirect('/measures')
  const props = pageProps(ctx, found, { chosen: draft, only: null })
  const questions = extraQuestions(found.instrument, draft)
  const instrument = { ...found.instrument, extra: questions }
  return showPage(ctx, request, {
    title: 'Short forms',
    body: <ExtraPage {...props} instrument={instrument} />,
  })
}

async function answerExtra(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found.isDue) return sendLateCopy(ctx, request, found)
  const before = draftFor(found.filling, found.instrument)
  if (!before.isDone) return redirect(`/measures/${found.instrument.id}`)
  const { extra } = readResponse(found.instrument, request.form)
  const content = { ...before, extra: { ...before.extra, ...extra }, isExtraAsked: true }
  const { instrument, course } = found
  const { wasSent } = await saveDraft(ctx, course, { instrument, content, startedAt: ctx.now })
  if (wasSent) return sendLateCopy(ctx, request, found)
  return goOn(ctx, request, withDraft(found, content), [])
}

function withDraft(found: Filling, content: DraftContent): Filling {
  const { instrument, filling } = found
  const times = { startedAt: new Date(0), updatedAt: new Date(0) }
  const stored = filling.drafts.get(instrument.id)
  const draft = { ...(stored ?? times), ...content, instrumentId: instrument.id }
  return {
    ...found,
    filling: { ...filling, drafts: new Map(filling.drafts).set(instrument.id, draft) },
  }
}

interface Shown {
  chosen: InstrumentPageProps['chosen']
  only: number | null
  missing?: readonly number[]
}

function formPage(ctx: Context, request: PageRequest, found: Filling, shown: Shown): Response {
  const hasFault = (shown.missing ?? []).length > 0
  return showPage(ctx, request, {
    title: 'Short forms',
    status: hasFault ? 422 : 200,
    body: <InstrumentPage {...pageProps(ctx, found, shown)} />,
  })
}

function pageProps(ctx: Context, found: Filling, shown: Shown): InstrumentPageProps {
  const { instrument, filling, course } = found
  const draft = draftFor(filling, instrument)
  const hasMore = !draft.isExtraAsked && instrument.extra.length > 0 && shown.only === null
  return {
    instrument,
    chosen: shown.chosen,
    missing: shown.missing ?? [],
    only: shown.only,
    position: {
      form: filling.instruments.findIndex(({ id }) => id === instrument.id) + 1,
      of: filling.instruments.length,
    },
    isLast: isLastForm(filling, instrument) && (!hasMore || draft.isDone),
    startedAt: filling.drafts.get(instrument.id)?.startedAt ?? ctx.now,
    sendKey: newId(),
    protocol: ctx.content.protocols.safety,
    therapistName: course.therapistName,
  }
}
