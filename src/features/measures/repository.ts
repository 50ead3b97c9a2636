import { sql } from 'kysely'
import { z } from 'zod'
import type { Answer, Answers, Instrument } from '#clinical/instrument.ts'
import { subscaleScores, totalScore } from '#clinical/scoring.ts'
import type { ExtraAnswers } from '#features/instrument-forms/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import {
  type DraftContent,
  type MeasureDraft,
  type MeasureResponse,
  type ResponseMode,
  responseModes,
} from './measure-types.ts'

// By hand: a year of forms has a thousand answers, and a schema for each takes six times as long.
const answersSchema = z.custom<Answers>(
  (answers) =>
    typeof answers === 'object' &&
    answers !== null &&
    !Array.isArray(answers) &&
    Object.values(answers).every(isAnswer),
)
const extraSchema = z.record(z.string(), z.union([z.int(), z.string()]))
const subscoresSchema = z.record(z.string(), z.number().nullable())
const draftSchema = z.object({
  answers: answersSchema.default({}),
  extra: extraSchema.default({}),
  skipped: z.array(z.int()).default([]),
  left: z.array(z.int()).default([]),
  isDone: z.boolean().default(false),
  isExtraAsked: z.boolean().default(false),
  wordingHash: z.string().nullable().default(null),
})

function isAnswer(answer: unknown): answer is Answer {
  return Number.isSafeInteger(answer) || answer === 'not_applicable'
}

const responseColumns = [
  'id',
  'instrument_id',
  'instrument_version',
  'answers',
  'extra',
  'total',
  'mode',
  'entered_by',
  'started_at',
  'submitted_at',
  'subscores',
  'declined_items',
  'left_items',
  'wording_hash',
  'entered_at',
] as const

/** Every response of a course, newest last. */
export async function responsesOf(ctx: Context, course: VisibleCourse): Promise<MeasureResponse[]> {
  const rows = await ctx.db
    .selectFrom('instrument_response')
    .select(responseColumns)
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  return rows.map(toResponse)
}

/** Who typed a form in. */
export async function nameOfTypist(ctx: Context, accountId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('account')
    .select('display_name')
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.display_name ?? null
}

/** What was sent under this key already: a repeat finds it, a first press finds nothing. */
export async function responsesSentAs(
  ctx: Context,
  course: VisibleCourse,
  sendKey: string,
): Promise<MeasureResponse[]> {
  const rows = await ctx.db
    .selectFrom('instrument_response')
    .select(responseColumns)
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('send_key', '=', sendKey)
    .execute()
  return rows.map(toResponse)
}

interface ResponseRow {
  id: string
  instrument_id: string
  instrument_version: number
  answers: unknown
  extra: unknown
  total: number | null
  mode: string
  entered_by: string
  started_at: Date | null
  submitted_at: Date
  entered_at: Date | null
  subscores: unknown
  declined_items: number[]
  left_items: number[] | null
  wording_hash: string | null
}

function toResponse(row: ResponseRow): MeasureResponse {
  const mode = responseModes.find((known) => known === row.mode)
  invariant(mode, 'the database holds only known modes')
  return {
    id: row.id,
    instrumentId: row.instrument_id,
    instrumentVersion: row.instrument_version,
    answers: answersSchema.parse(row.answers),
    extra: extraSchema.parse(row.extra),
    total: row.total,
    subscores: subscoresSchema.parse(row.subscores),
    declinedItems: row.declined_items,
    leftItems: row.left_items,
    wordingHash: row.wording_hash,
    mode,
    enteredById: row.entered_by,
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    enteredAt: row.entered_at,
  }
}

/**
 * The last answer given to one item before, whatever form it stood in; null when there is none, or
 * none since a moment.
 */
export async function previousAnswer(
  ctx: Context,
  course: VisibleCourse,
  question: { instrumentId: string; item: number; since?: Date; before?: Date | undefined },
): Promise<number | null> {
  const item = String(question.item)
  const [row] = await ctx.rows(sql<{ answer: number | null }>`
    select (answers->>${item})::int as answer from instrument_response
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and instrument_id = ${question.instrumentId}
      and jsonb_typeof(answers->${item}) = 'number'
      and submitted_at >= ${question.since ?? new Date(0)}
      and submitted_at < coalesce(${question.before ?? null}::timestamptz, 'infinity')
    order by submitted_at desc limit 1`)
  return row?.answer ?? null
}

export async function draftsOf(ctx: Context, course: VisibleCourse): Promise<MeasureDraft[]> {
  const rows = await ctx.db
    .selectFrom('instrument_draft')
    .select(['instrument_id', 'answers', 'started_at', 'updated_at'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .execute()
  return rows.map((row) => ({
    ...draftSchema.parse(row.answers),
    instrumentId: row.instrument_id,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  }))
}

/**
 * When the form was begun stays as it was: it tells one filling-in from the next. What is left of
 * an earlier week, never sent, is replaced.
 */
export async function upsertDraft(
  ctx: WriteContext,
  course: VisibleCourse,
  draft: { instrument: Instrument; content: DraftContent; startedAt: Date; freshSince: Date },
): Promise<Date> {
  const startedAt = sql<Date>`case when instrument_draft.updated_at < ${draft.freshSince}
    then excluded.started_at else instrument_draft.started_at end`
  const { id, wordingHash } = draft.instrument
  const answers = JSON.stringify({ ...draft.content, wordingHash })
  const row = await ctx.tx
    .insertInto('instrument_draft')
    .values({
      service_id: ctx.service.id,
      course_id: course.id,
      instrument_id: id,
      answers,
      started_at: draft.startedAt,
      updated_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['service_id', 'course_id', 'instrument_id'])
        .doUpdateSet({ answers, updated_at: ctx.now, started_at: startedAt }),
    )
    .returning('started_at')
    .executeTakeFirstOrThrow()
  return row.started_at
}

export async function removeDrafts(
  ctx: WriteContext,
  course: VisibleCourse,
  instrumentIds: readonly string[],
): Promise<void> {
  await ctx.tx
    .deleteFrom('instrument_draft')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('instrument_id', 'in', [...instrumentIds])
    .execute()
}

export interface NewResponse {
  instrument: Instrument
  answers: Answers
  extra: ExtraAnswers
  /** "I would rather not answer this". */
  declined: readonly number[]
  /** Asked, and left empty. */
  left: readonly number[]
  startedAt: Date
}

export async function insertResponses(
  ctx: WriteContext,
  course: VisibleCourse,
  set: {
    responses: readonly NewResponse[]
    sendKey: string
    mode: ResponseMode
    /** When a form on paper or by phone was filled in; null for now. */
    filledAt: Date | null
  },
): Promise<void> {
  const actor = ctx.actor
  invariant(actor.kind === 'patient' || actor.kind === 'staff', 'a person fills in a form')
  await ctx.tx
    .insertInto('instrument_response')
    .values(
      set.responses.map(({ instrument, answers, extra, declined, left, startedAt }) => ({
        service_id: ctx.service.id,
        id: newId(),
        course_id: course.id,
        instrument_id: instrument.id,
        instrument_version: instrument.version,
        instrument_hash: instrument.hash,
        answers: JSON.stringify(answers),
        extra: JSON.stringify(extra),
        total: totalScore(instrument, answers),
        subscores: JSON.stringify(subscaleScores(instrument, answers)),
        declined_items: [...declined],
        left_items: [...left],
        wording_hash: instrument.wordingHash,
        entered_by: actor.id,
        mode: set.mode,
        started_at: startedAt,
        submitted_at: set.filledAt ?? ctx.now,
        entered_at: set.filledAt && ctx.now,
        send_key: set.sendKey,
      })),
    )
    .execute()
}
