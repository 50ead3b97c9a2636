import { isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import { showPage } from '#features/frame/index.ts'
import {
  type Chosen,
  ExtraPage,
  type FormAddresses,
  InstrumentPage,
  type InstrumentPageProps,
  openedAt,
  readResponse,
} from '#features/instrument-forms/index.ts'
import { patientName } from '#features/instruments/index.ts'
import { dueMeasures, formAddress, formAt } from '#features/measure-schedule/index.ts'
import { requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import {
  askedItems,
  draftFor,
  extraQuestions,
  fillIn,
  isLastForm,
  type NextStep,
  nextItem,
  nextStep,
  withWords,
} from './fill-in.ts'
import { type DraftContent, isByThePerson } from './measure-types.ts'
import { raiseFromCopy } from './raise-from-copy.ts'
import { responsesOf } from './repository.ts'
import { keepTakenBack, sendTakenBack, wordsShown } from './send-taken-back.ts'
import { type Submission, submitResponses } from './submit-responses.ts'
import {
  type Filling,
  keepDraft,
  lateCopy,
  type Step,
  setToSend,
  takeMore,
  takeStep,
} from './take-step.ts'
import { TakenBackPage } from './taken-back.tsx'

export const fillingRoutes: readonly Route[] = [
  get('/measures/:formKey', 'treatment.own', showForm),
  post('/measures/:formKey', 'treatment.own', moveOn),
  get('/measures/:formKey/taken-back', 'treatment.own', showTakenBack),
  post('/measures/:formKey/draft', 'treatment.own', saveWhilePicking),
  get('/measures/:formKey/more', 'treatment.own', showExtra),
  post('/measures/:formKey/more', 'treatment.own', answerExtra),
]

interface OwnFilling extends Filling {
  readonly isDue: boolean
}

/** Null for a form whose words are not here: they can be withdrawn while somebody has it open. */
async function fillingOf(ctx: Context, request: PageRequest): Promise<OwnFilling | null> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  if (!isWorded(instrument)) return null
  const found = await fillIn(ctx, course)
  const isDue = found.instruments.some(({ id }) => id === instrument.id)
  const words = await wordsShown(ctx, found, { instrument, form: request.form })
  return { course, instrument: words, filling: withWords(found, words), isDue }
}

async function showForm(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found?.isDue) return redirect('/measures')
  return formPage(ctx, request, found, { only: itemAsked(ctx, request, found) })
}

function itemAsked(ctx: Context, request: PageRequest, { instrument, filling }: Filling) {
  if (!ctx.service.settings.oneQuestionAScreen) return null
  const draft = draftFor(filling, instrument)
  const asked = askedItems(instrument, draft)
  const wanted = asked.find(({ number }) => String(number) === request.query.get('item'))
  return wanted?.number ?? nextItem(instrument, draft) ?? asked[0]?.number ?? 1
}

/** Saves what was chosen and goes on: to the next question, the next form, or to sending all. */
async function moveOn(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found) return answerWithoutWords(ctx, request)
  if (!found.isDue) return sendLateCopy(ctx, request, found)
  const only = itemPosted(request, found.instrument)
  const step = await takeStep(ctx, found, { form: request.form, only })
  return answerStep(ctx, request, found, { step, only })
}

function itemPosted(request: PageRequest, instrument: WordedInstrument): number | null {
  const item = request.form.text('item')
  return instrument.items.find(({ number }) => String(number) === item)?.number ?? null
}

async function answerStep(
  ctx: Context,
  request: PageRequest,
  found: OwnFilling,
  { step, only }: { step: Step; only: number | null },
): Promise<Response> {
  const { course, instrument } = found
  if (step.kind === 'not_asked') return sendLateCopy(ctx, request, found)
  if (step.kind === 'ask_again') {
    const { chosen, missing } = step
    const { mistyped } = readResponse(instrument, request.form)
    return formPage(ctx, request, found, { only, chosen, missing, mistyped })
  }
  const next =
    step.kind === 'next_item'
      ? addressesOf(ctx, course, instrument).item(step.item)
      : addressOf(ctx, course, nextStep(step.filling, instrument))
  // Words and numbers come at once, not after the last form.
  if (next && step.itemIds[0]) return redirect(safetyPage(step.itemIds[0], next))
  if (next) return redirect(next)
  const responses = step.kind === 'done' ? setToSend(step.filling) : []
  return answerSending(ctx, request, found, responses)
}

function addressOf(ctx: Context, course: VisibleCourse, next: NextStep | null): string | null {
  return next && addressesOf(ctx, course, next.instrument)[next.part]
}

function addressesOf(
  ctx: Context,
  course: VisibleCourse,
  instrument: WordedInstrument,
): FormAddresses {
  const items = formAddress(ctx, course, instrument)
  return {
    items,
    more: `${items}/more`,
    draft: `${items}/draft`,
    item: (number) => `${items}?item=${number}`,
  }
}

function safetyPage(itemId: string, next: string): string {
  return `/safety/${itemId}?next=${encodeURIComponent(next)}`
}

/** The form was sent already, from this page or another tab. */
function sendLateCopy(ctx: Context, request: PageRequest, found: Filling): Promise<Response> {
  return answerSending(ctx, request, found, lateCopy(found.instrument, request.form))
}

async function answerSending(
  ctx: Context,
  request: PageRequest,
  { course }: Filling,
  responses: Submission['responses'],
): Promise<Response> {
  const { itemIds } = await submitResponses(ctx, course, {
    responses,
    sendKey: request.form.sendKey(),
    mode: 'online',
    startedAt: openedAt(request.form, ctx.now),
  })
  return redirect(itemIds[0] ? safetyPage(itemIds[0], '/measures/sent') : '/measures/sent')
}

async function saveWhilePicking(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (found) return json(await keepDraft(ctx, found, request.form))
  const kept = await keepWithoutWords(ctx, request)
  if (kept) return json(kept)
  const [itemId] = await raiseWithoutWords(ctx, request)
  // Nothing else was saved, and the page must not say that it was.
  if (!itemId) return json({ wasSent: true, showsHelp: false }, 404)
  return json({ savedAt: ctx.now.toISOString(), wasSent: true, showsHelp: true })
}

/**
 * The words were withdrawn while the page was open. What was answered is sent as it stands, and a
 * page says so; of a form that was never asked, what a person must look at counts all the same.
 */
async function answerWithoutWords(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  const posted = { instrumentId: instrument.id, form: request.form, mode: 'online' as const }
  const sent = await sendTakenBack(ctx, course, posted)
  const next = sent ? `${formAddress(ctx, course, instrument)}/taken-back` : '/measures'
  const [itemId] = sent?.itemIds ?? (await raiseWithoutWords(ctx, request))
  return redirect(itemId ? safetyPage(itemId, next) : next)
}

async function keepWithoutWords(ctx: Context, request: PageRequest) {
  const course = await requireMyCourse(ctx)
  const { id: instrumentId } = formAt(ctx, course, request)
  return keepTakenBack(ctx, course, { instrumentId, form: request.form })
}

/** What was taken back, what was kept of it, and that nothing more is asked of them. */
async function showTakenBack(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  const sent = (await responsesOf(ctx, course)).findLast(
    (one) => one.instrumentId === instrument.id && isByThePerson(one.mode),
  )
  if (!sent) return redirect('/measures')
  const { due } = await dueMeasures(ctx, course)
  return showPage(ctx, request, {
    title: 'Short forms',
    body: (
      <TakenBackPage
        name={patientName(instrument)}
        answered={Object.keys(sent.answers).length}
        readBy={course.therapistName}
        goOn={due.length > 0 ? '/measures' : null}
      />
    ),
  })
}

/** What a person must look at counts, whatever became of the words it was answered in. */
async function raiseWithoutWords(ctx: Context, request: PageRequest): Promise<readonly string[]> {
  const course = await requireMyCourse(ctx)
  const instrument = formAt(ctx, course, request)
  const { answers } = readResponse(instrument, request.form)
  const copy = { instrument, answers, openedAt: openedAt(request.form, ctx.now) }
  return raiseFromCopy(ctx, course, copy)
}

async function showExtra(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found?.isDue) return redirect('/measures')
  const draft = draftFor(found.filling, found.instrument)
  if (!draft.isDone) return redirect('/measures')
  const extra = extraQuestions(found.instrument, draft)
  if (extra.length === 0) return redirect('/measures')
  const props = pageProps(ctx, request, found, { only: null })
  return showPage(ctx, request, {
    title: 'Short forms',
    body: <ExtraPage {...props} instrument={{ ...found.instrument, extra }} />,
  })
}

async function answerExtra(ctx: Context, request: PageRequest): Promise<Response> {
  const found = await fillingOf(ctx, request)
  if (!found) return answerWithoutWords(ctx, request)
  if (!found.isDue) return sendLateCopy(ctx, request, found)
  const { course, instrument, filling } = found
  if (!draftFor(filling, instrument).isDone) return redirect(formAddress(ctx, course, instrument))
  const step = await takeMore(ctx, found, { form: request.form, sendsAtOnce: true })
  return answerStep(ctx, request, found, { step, only: null })
}

interface Shown {
  only: number | null
  /** What stands on the page; the draft as it is kept, where nothing was posted. */
  chosen?: DraftContent
  missing?: readonly number[]
  /** What was typed for a number and is none of its answers. */
  mistyped?: Chosen['mistyped']
}

function formPage(ctx: Context, request: PageRequest, found: Filling, shown: Shown): Response {
  const hasFault = (shown.missing ?? []).length > 0
  return showPage(ctx, request, {
    title: 'Short forms',
    status: hasFault ? 422 : 200,
    body: <InstrumentPage {...pageProps(ctx, request, found, shown)} />,
  })
}

function pageProps(
  ctx: Context,
  { session }: PageRequest,
  found: Filling,
  shown: Shown,
): InstrumentPageProps {
  const isSharedDevice = session?.sharedDevice ?? false
  const { instrument, filling, course } = found
  const draft = draftFor(filling, instrument)
  const { answers, extra, skipped } = shown.chosen ?? draft
  const hasMore = !draft.isExtraAsked && instrument.extra.length > 0
  return {
    instrument,
    chosen: { answers, extra, declined: skipped, mistyped: shown.mistyped ?? {} },
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
    readBy: course.therapistName,
    keptFor: isSharedDevice
      ? null
      : { owner: course.id, asked: String(filling.openedAt.get(instrument.id) ?? 0) },
    addresses: addressesOf(ctx, course, instrument),
  }
}
