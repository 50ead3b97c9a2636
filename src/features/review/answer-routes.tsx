import { proposeNextReview } from '#clinical/review-rhythm.ts'
import { nextAfter, readPeople, reasonLines } from '#features/caseload/index.ts'
import { busyTimes } from '#features/contacts/index.ts'
import { carriedField, showPage } from '#features/frame/index.ts'
import { readDraft, saveDraft } from '#features/messages/index.ts'
import {
  type PersonRecord,
  readRecord,
  shownFollowUp,
  signalsToDecide,
} from '#features/person-record/index.ts'
import { findOwnCourse, type OwnCourse, rhythmOf } from '#features/treatment/index.ts'
import {
  type Answer,
  type AnswerFacts,
  type AnswerPanelProps,
  alsoWords,
  answerDraft,
  answerKinds,
  hasUnreadSafety,
  isSent,
  kindOf,
  kindsFor,
  nextCallKey,
  PreviewPage,
  readAnswer,
  sendAnswer,
  withoutPrompts,
  withPrompts,
  wordsSentAs,
} from '#features/weekly-answer/index.ts'
import type { Context } from '#platform/context.ts'
import { Form } from '#platform/http/form.ts'
import { json, redirect } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { Refusal } from '#platform/refusals.ts'
import type { Faults } from '#ui/fields.tsx'
import { formatTime } from '#ui/time.tsx'
import { SentPage } from './sent-page.tsx'
import { showReview } from './show-review.tsx'

/** One form, several buttons: each keeps what was typed, and one of them sends. */
export async function postAnswer(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const form = withSendKey(request.form)
  // Come back after a sign-in, it is shown as it was written: a letter is sent from its own page.
  const act = form.has(carriedField) ? 'save' : form.text('do')
  if (act === 'send' || act === 'preview') return finish(ctx, request, { course, form, act })
  const changed = changedBy(ctx, course, form)
  await keepDraft(ctx, course, changed)
  return showAnswer(ctx, request, { course, form: changed, faults: {} })
}

/** The words that a press puts in, or the other kind of answer: nothing else changes. */
function changedBy(ctx: Context, course: OwnCourse, form: Form): Form {
  const act = form.text('do')
  const insert = form.text('insert')
  const body = form.text('body')
  const kind = answerKinds.find((each) => act === `kind-${each}`)
  const skeletons = ctx.content.programmes.get(course.programmeId)?.messages.skeletons ?? []
  const skeleton =
    act === 'prompts' ? skeletons.find(({ id }) => id === form.text('skeleton')) : null
  return withFields(form, {
    ...(kind ? { kind } : {}),
    ...(skeleton ? { body: withPrompts(body, skeleton) } : {}),
    ...(insert ? { body: body.trim() === '' ? insert : `${body.trimEnd()}\n\n${insert}` } : {}),
  })
}

async function finish(
  ctx: Context,
  request: PageRequest,
  posted: { course: OwnCourse; form: Form; act: 'send' | 'preview' },
): Promise<Response> {
  const { course, form, act } = posted
  // What was sent with this key is sent, whatever the form would be judged by now.
  if (act === 'send' && (await isSent(ctx, course, form.text('send_key')))) {
    return sentBefore(ctx, request, { course, form })
  }
  const record = await readRecord(ctx, course)
  const busy = await busyTimes(ctx, course, nextCallKey(form.text('send_key')))
  const reading = readAnswer(form, factsOf(ctx, record, busy))
  if (!reading.ok) {
    await keepDraft(ctx, course, form)
    return showAnswer(ctx, request, { course, form, faults: reading.faults })
  }
  if (act === 'preview') {
    await keepDraft(ctx, course, form)
    return showPreview(ctx, request, { course, form, record, answer: reading.answer })
  }
  return send(ctx, request, { course, form, answer: reading.answer })
}

/**
 * A repeat is only that; other words, after "Back" or from another window, were not sent and
 * stay.
 */
async function sentBefore(
  ctx: Context,
  request: PageRequest,
  { course, form }: { course: OwnCourse; form: Form },
): Promise<Response> {
  const words = await wordsSentAs(ctx, course, form.text('send_key'))
  const skeletons = ctx.content.programmes.get(course.programmeId)?.messages.skeletons ?? []
  if (words === null || words === withoutPrompts(form.text('body'), skeletons)) {
    return redirect(`/people/${course.id}/sent`)
  }
  const anew = withFields(form, { send_key: newId(), kind: 'message' })
  await keepDraft(ctx, course, anew)
  const faults = {
    body: 'Your answer was sent before. These words were not: send them as a message',
  }
  return showAnswer(ctx, request, { course, form: anew, faults })
}

async function send(
  ctx: Context,
  request: PageRequest,
  sending: { course: OwnCourse; form: Form; answer: Answer },
): Promise<Response> {
  const { course, form, answer } = sending
  try {
    await sendAnswer(ctx, course, answer)
  } catch (error) {
    // Something changed between reading and sending; nothing was saved, and no word may be lost.
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    await keepDraft(ctx, course, form)
    const faults = {
      body: 'Something changed while you were sending. Nothing was sent: look again',
    }
    return showAnswer(ctx, request, { course, form, faults })
  }
  return redirect(`/people/${course.id}/sent`)
}

export async function showSent(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const next = nextAfter(await readPeople(ctx, 'mine'), course.id)
  const why = next ? (reasonLines(ctx, next)[0]?.why ?? null) : null
  return showPage(ctx, request, {
    title: 'Sent',
    body: <SentPage course={course} next={next} why={why} />,
  })
}

export async function showNext(ctx: Context, request: PageRequest): Promise<Response> {
  const after = request.query.get('after') ?? ''
  const next = nextAfter(await readPeople(ctx, 'mine'), after)
  return redirect(next ? `/people/${next.courseId}` : '/people')
}

/** An island saves while the therapist writes; the page says when. */
export async function postDraft(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const form = withSendKey(request.form)
  // A window that was left open must not bring back what has been sent.
  if (await isSent(ctx, course, form.text('send_key'))) return json({ refused: 'sent' }, 409)
  await keepDraft(ctx, course, form)
  // The service's own clock, which in a demonstration is not the browser's.
  return json({ savedAt: formatTime(ctx.now, 'time', ctx.service.timeZone) })
}

const notKept = new Set(['csrf', 'do', 'insert', carriedField])

async function keepDraft(ctx: Context, course: OwnCourse, form: Form): Promise<void> {
  const kept = form.entries().filter(([name]) => !notKept.has(name) && !isMeasured(form, name))
  await saveDraft(ctx, course, answerDraft, Form.fromEntries(kept).toObject())
}

/** Minutes go on being counted, until somebody gives others with a reason. */
function isMeasured(form: Form, name: string): boolean {
  const activity = /^time_[a-z]+/.exec(name)?.[0]
  return activity !== undefined && form.trimmed(`${activity}_reason`) === ''
}

async function showAnswer(
  ctx: Context,
  request: PageRequest,
  shown: { course: OwnCourse; form: Form; faults: Faults },
): Promise<Response> {
  const { course, form, faults } = shown
  const record = await readRecord(ctx, course)
  const hasFaults = Object.keys(faults).length > 0
  return showReview(ctx, request, {
    record,
    returned: null,
    isAnswering: true,
    isAnswerAlone: form.text('page') === 'answer',
    status: hasFaults ? 422 : 200,
    answer: {
      kind: kindOf(form),
      typed: form,
      draftAt: ctx.now,
      faults,
      sendKey: form.text('send_key'),
      nextReviewAt: proposedReview(ctx, course),
    },
  })
}

function showPreview(
  ctx: Context,
  request: PageRequest,
  shown: { course: OwnCourse; form: Form; record: PersonRecord; answer: Answer },
): Response {
  const { course, form, record, answer } = shown
  const authorName = ctx.actor.kind === 'staff' ? ctx.actor.name : ''
  return showPage(ctx, request, {
    title: 'Preview',
    body: (
      <PreviewPage
        course={course}
        form={form}
        answer={answer}
        now={ctx.now}
        authorName={authorName}
        also={alsoWords(ctx, record, answer)}
      />
    ),
  })
}

/** The answer as it stands when the page is opened: the draft, or a fresh one. */
export async function answerToShow(
  ctx: Context,
  course: OwnCourse,
  asked: string | null,
): Promise<Omit<AnswerPanelProps, 'record' | 'ctx'>> {
  const draft = await readDraft(ctx, course, answerDraft)
  const typed = draft ? formFrom(draft.fields) : null
  const kinds = kindsFor(course)
  const wanted = answerKinds.find((kind) => kind === asked) ?? (typed ? kindOf(typed) : 'review')
  const sendKey = typed?.text('send_key') ?? ''
  return {
    kind: kinds.includes(wanted) ? wanted : 'message',
    typed,
    draftAt: draft?.updatedAt ?? null,
    faults: {},
    sendKey: isId(sendKey) ? sendKey : newId(),
    nextReviewAt: proposedReview(ctx, course),
  }
}

function proposedReview(ctx: Context, course: OwnCourse): Date | null {
  if (course.reviewWeekday === null || course.reviewTime === null) return null
  const promisedAt = course.nextReviewAt?.getTime() ?? null
  return new Date(proposeNextReview(ctx.now.getTime(), promisedAt, rhythmOf(ctx, course)))
}

function factsOf(ctx: Context, record: PersonRecord, busy: AnswerFacts['busy']): AnswerFacts {
  const { course } = record
  return {
    now: ctx.now,
    timeZone: ctx.service.timeZone,
    busy,
    unanswered: record.unanswered,
    signals: signalsToDecide(record),
    suggestions: record.suggestions,
    hasCallAhead: record.appointments.some(
      (call) => call.cancelledAt === null && call.contactId === null && call.startsAt > ctx.now,
    ),
    modules: record.modules,
    skeletons: record.programme.messages.skeletons,
    holdReasons: ctx.content.protocols.engagement.holdReasons,
    hasUnreadSafety: hasUnreadSafety(record),
    isInTreatment: course.state === 'active' || course.state === 'paused',
    followUp: record.followUp && shownFollowUp(record.followUp),
  }
}

function withSendKey(form: Form): Form {
  return isId(form.text('send_key')) ? form : withFields(form, { send_key: newId() })
}

function withFields(form: Form, fields: Readonly<Record<string, string>>): Form {
  return Form.fromEntries([
    ...form.entries().filter(([name]) => !Object.hasOwn(fields, name)),
    ...Object.entries(fields),
  ])
}

function formFrom(fields: Readonly<Record<string, string | readonly string[]>>): Form {
  return Form.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, value] as const]
        : value.map((one): [string, string] => [name, one]),
    ),
  )
}
