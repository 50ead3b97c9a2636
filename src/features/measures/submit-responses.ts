import type { Answer, Answers, Instrument } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import type { ExtraAnswers } from '#features/instrument-forms/index.ts'
import { instrumentOf } from '#features/instruments/index.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { lockCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { isByThePerson, type ResponseMode } from './measure-types.ts'
import { raiseFromAnswers, raiseIfDifferent } from './raise-from-answers.ts'
import {
  draftsOf,
  insertResponses,
  type NewResponse,
  removeDrafts,
  responsesSentAs,
} from './repository.ts'

export interface Submission {
  readonly responses: readonly {
    readonly instrument: Instrument
    readonly answers: Answers
    readonly extra: ExtraAnswers
    /** "Prefer not to say". */
    readonly declined: readonly number[]
    /** Asked, and left empty. */
    readonly left: readonly number[]
  }[]
  /** Identifies this one sending: a second press, a retry or a replay is the same. */
  readonly sendKey: string
  /** `online` and `link` by the patient; the others by the therapist, at any time. */
  readonly mode: ResponseMode
  readonly startedAt: Date
  /** For a form on paper or by phone: when it was filled in, where that was not now. */
  readonly filledAt?: Date
}

export interface Submitted {
  /** Safety items that these answers raised, now or in the draft before. */
  readonly itemIds: readonly string[]
  readonly isRepeat: boolean
}

/**
 * Saves completed forms with their totals and every safety item they raise: all of it, or none. An
 * online form that was sent already, from another tab, is not sent again; its safety answers count
 * even then.
 */
export async function submitResponses(
  ctx: Context,
  course: VisibleCourse,
  submission: Submission,
): Promise<Submitted> {
  if (!course.access.has(isByThePerson(submission.mode) ? 'patient' : 'therapist')) throw notFound()
  return transact(ctx, async (ctx) => {
    // Sent together and answered in order: the others are read once the course is held.
    const [, sent, isDue, begun] = await Promise.all([
      lockCourse(ctx, course),
      responsesSentAs(ctx, course, submission.sendKey),
      dueTest(ctx, course, submission.mode),
      begunIn(ctx, course, submission.mode),
    ])
    if (sent.length > 0) return repeat(ctx, course, sent)

    const [fresh, late] = [true, false].map((due) =>
      submission.responses.filter(({ instrument }) => isDue(instrument.id) === due),
    )
    const itemIds = [
      ...(await saveFresh(ctx, course, { ...submission, responses: fresh ?? [] }, begun)),
      ...(await raiseLate(ctx, course, submission, late ?? [])),
    ]
    return { itemIds, isRepeat: (fresh ?? []).length === 0 }
  })
}

async function saveFresh(
  ctx: WriteContext,
  course: VisibleCourse,
  submission: Submission,
  begun: Begun,
): Promise<string[]> {
  if (submission.responses.length === 0) return []
  const ids = submission.responses.map(({ instrument }) => instrument.id)
  const responses: NewResponse[] = submission.responses.map((response) => ({
    ...asSent(response),
    startedAt: begun.get(response.instrument.id) ?? submission.startedAt,
  }))
  // One trip: none of them waits for what another finds.
  const [itemIds] = await Promise.all([
    raiseFromEach(ctx, course, responses, submission),
    insertResponses(ctx, course, {
      ...submission,
      responses,
      filledAt: submission.filledAt ?? null,
    }),
    begun.size > 0 && removeDrafts(ctx, course, ids),
  ])
  for (const instrument of ids) {
    ctx.audit('measure.sent', submission.sendKey, {
      patientId: course.patientId,
      detail: { instrument, mode: submission.mode },
    })
  }
  return itemIds
}

async function raiseFromEach(
  ctx: WriteContext,
  course: VisibleCourse,
  responses: readonly NewResponse[],
  submission: Submission,
): Promise<string[]> {
  const itemIds: string[] = []
  for (const response of responses) {
    itemIds.push(...(await raiseFrom(ctx, course, response, submission)))
  }
  return itemIds
}

/** Answers to questions that the other answers do not ask, and emptied boxes, are left behind. */
function asSent(response: Submission['responses'][number]): Submission['responses'][number] {
  const { instrument, answers, extra, declined, left } = response
  const kept: Record<number, Answer> = {}
  const asked = new Set<number>()
  for (const item of instrument.items) {
    if (!isAsked(item, kept)) continue
    asked.add(item.number)
    const answer = answers[item.number]
    if (answer !== undefined) kept[item.number] = answer
  }
  return {
    instrument,
    answers: kept,
    extra: Object.fromEntries(Object.entries(extra).filter(([, answer]) => answer !== '')),
    declined: declined.filter((item) => asked.has(item)),
    left: left.filter((item) => asked.has(item) && kept[item] === undefined),
  }
}

/** A draft and what is sent from it are one filling-in; a form on paper is its own. */
function raiseFrom(
  ctx: WriteContext,
  course: VisibleCourse,
  response: NewResponse,
  { mode, sendKey, filledAt }: Submission,
): Promise<string[]> {
  const filling = isByThePerson(mode) ? response.startedAt.toISOString() : sendKey
  return raiseFromAnswers(ctx, course, { ...response, filling, filledAt })
}

async function raiseLate(
  ctx: WriteContext,
  course: VisibleCourse,
  submission: Submission,
  late: Submission['responses'],
): Promise<string[]> {
  const itemIds: string[] = []
  for (const response of late) {
    ctx.audit('measure.sent-late', submission.sendKey, { patientId: course.patientId })
    const { sendKey: filling, startedAt: openedAt } = submission
    itemIds.push(...(await raiseIfDifferent(ctx, course, { ...response, filling, openedAt })))
  }
  return itemIds
}

/** The same answer as the first time, so that a double press sees the same page. */
async function repeat(
  ctx: WriteContext,
  course: VisibleCourse,
  sent: Awaited<ReturnType<typeof responsesSentAs>>,
): Promise<Submitted> {
  const itemIds: string[] = []
  for (const response of sent) {
    const instrument = instrumentOf(ctx.content, response.instrumentId)
    const filling = response.startedAt?.toISOString() ?? response.id
    if (!isByThePerson(response.mode)) continue
    itemIds.push(...(await raiseFromAnswers(ctx, course, { ...response, instrument, filling })))
  }
  ctx.audit('measure.sent-again', sent[0]?.id ?? null, { patientId: course.patientId })
  return { itemIds, isRepeat: true }
}

/** When each form was begun, by its id. */
type Begun = ReadonlyMap<string, Date>

/** A form taken by phone must not throw away what the person has begun to fill in themselves. */
async function begunIn(ctx: Context, course: VisibleCourse, mode: ResponseMode): Promise<Begun> {
  if (!isByThePerson(mode)) return new Map()
  const drafts = await draftsOf(ctx, course)
  return new Map(drafts.map(({ instrumentId, startedAt }) => [instrumentId, startedAt]))
}

async function dueTest(
  ctx: Context,
  course: VisibleCourse,
  mode: ResponseMode,
): Promise<(instrumentId: string) => boolean> {
  if (!isByThePerson(mode)) return () => true
  const { due } = await dueMeasures(ctx, course)
  return (instrumentId) => due.some((measure) => measure.instrumentId === instrumentId)
}
