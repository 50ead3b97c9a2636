import { isPlainDate, localDate } from '#clinical/calendar.ts'
import { asksForLook, type OpenFollowUp } from '#clinical/follow-up.ts'
import {
  orderQueue,
  type QueueGroupName,
  type QueuePerson,
  type QueueReason,
  type QueueSignal,
} from '#clinical/queue.ts'
import { rangeModels } from '#features/expected-range/index.ts'
import { answerBy } from '#features/messages/index.ts'
import { type AskedSignal, undecided } from '#features/on-track/index.ts'
import type { Silence } from '#features/reminders/index.ts'
import { urgencyWords } from '#features/risk/index.ts'
import { type StartCondition, startReadiness, weekOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { CaseRow } from './case-row.ts'
import { signalsIn, silenceIn } from './case-signals.ts'
import { followUpIn } from './follow-up.ts'
import { caseRows, type Whose } from './repository.ts'

export type GroupName = QueueGroupName | 'preparing'

/** One person on the list, with every reason to be there. */
export interface Person {
  readonly courseId: string
  readonly name: string
  readonly therapistId: string
  readonly therapistName: string
  readonly week: number
  readonly state: CaseRow['state']
  readonly group: GroupName
  readonly reasons: readonly QueueReason[]
  readonly silence: Silence | null
  /** What the scores ask for, decided on or not. */
  readonly signals: readonly AskedSignal[]
  /** What came after the end and waits for an answer. */
  readonly followUp: OpenFollowUp | null
  readonly missingToStart: readonly StartCondition[]
  readonly score: CaseRow['score']
  readonly row: CaseRow
}

export const groupOrder: readonly GroupName[] = [
  'safety',
  'waiting',
  'review',
  'new',
  'preparing',
  'quiet',
]

/** Everybody on the list, each once, in the order in which they need somebody. */
export async function readPeople(ctx: Context, whose: Whose): Promise<Person[]> {
  const [rows, models] = await Promise.all([caseRows(ctx, whose), rangeModels(ctx)])
  const preparing = rows.filter((row) => row.state === 'preparing' && !isWaiting(row))
  const missing = await missingToStart(ctx, preparing)
  const inTreatment = rows
    .filter((row) => !preparing.includes(row))
    .map((row) => ({
      row,
      silence: silenceIn(ctx, row),
      signals: signalsIn(ctx, row, models),
      followUp: followUpIn(ctx, row),
    }))
  const byId = new Map(inTreatment.map((each) => [each.row.course_id, each]))
  const clock = { now: ctx.now.getTime(), timeZone: ctx.service.timeZone }
  const ordered = orderQueue(
    inTreatment.map(({ row, silence, signals, followUp }) =>
      toQueuePerson(ctx, row, {
        silence,
        followUp,
        signals: row.state === 'active' ? undecided(signals) : [],
      }),
    ),
    clock,
  )
  const people = ordered.flatMap(({ group, rows: inGroup }) =>
    inGroup.flatMap((queued) => {
      const known = byId.get(queued.personId)
      return known
        ? [
            toPerson(ctx, known.row, {
              group,
              reasons: queued.reasons,
              silence: known.silence,
              signals: known.signals,
              followUp: known.followUp,
              missing: [],
            }),
          ]
        : []
    }),
  )
  const starting = preparing
    .sort((a, b) => a.created_at.getTime() - b.created_at.getTime())
    .map((row) =>
      toPerson(ctx, row, {
        group: 'preparing',
        reasons: [],
        silence: null,
        signals: [],
        followUp: null,
        missing: missing.get(row.course_id) ?? [],
      }),
    )
  return groupOrder.flatMap((group) => [...people, ...starting].filter((p) => p.group === group))
}

function isWaiting(row: CaseRow): boolean {
  return row.safety_items.length > 0 || row.waiting !== null || row.told_since !== null
}

async function missingToStart(
  ctx: Context,
  rows: readonly CaseRow[],
): Promise<Map<string, readonly StartCondition[]>> {
  if (rows.length === 0) return new Map()
  const readiness = await startReadiness(
    ctx,
    rows.map((row) => row.patient_id),
  )
  return new Map(
    readiness.flatMap(({ courseId, missing }) => (courseId ? [[courseId, missing]] : [])),
  )
}

/** The facts of one person, in the words of the rule that orders the list. */
function toQueuePerson(
  ctx: Context,
  row: CaseRow,
  known: {
    silence: Silence | null
    signals: readonly AskedSignal[]
    followUp: OpenFollowUp | null
  },
): QueuePerson {
  const { silence, signals, followUp } = known
  return {
    personId: row.course_id,
    isActive: row.state === 'active',
    pausedUntil: row.paused_until && isPlainDate(row.paused_until) ? row.paused_until : null,
    nextReviewAt: row.state === 'ended' ? null : (row.next_review_at?.getTime() ?? null),
    safetyItems: row.safety_items.map((item) => ({
      itemId: item.id,
      trigger: item.trigger,
      urgency: urgencyWords(item),
      raisedAt: item.raisedAt,
      dueAt: item.dueAt,
      ownerId: item.ownerId,
    })),
    waiting: waitingFor(ctx, row, followUp),
    signals: signals.map(
      ({ code, instrumentId, since, supervisorBy: by }): QueueSignal => ({
        code,
        instrumentId,
        since,
        by,
      }),
    ),
    relapses: (followUp?.scores ?? [])
      .filter(asksForLook)
      .map(({ instrumentId, at }) => ({ instrumentId, since: at })),
    silence: silence && {
      actionId: silence.step.actionId,
      days: silence.days,
      since: silence.since,
    },
    newEntries: newSinceLook(row),
  }
}

/**
 * What somebody waits for: an answer to a message, to a negative effect or to a follow-up, or more
 * on an event.
 */
function waitingFor(
  ctx: Context,
  row: CaseRow,
  followUp: OpenFollowUp | null,
): QueuePerson['waiting'] {
  const since = {
    message: row.waiting?.since,
    told: row.told_since?.getTime(),
    asked: row.asked_since?.getTime(),
    follow_up: followUp?.since,
  }
  return Object.entries(since).flatMap(([what, at]) =>
    at === undefined ? [] : [{ what, since: at, by: answerBy(ctx, new Date(at)) }],
  )
}

function newSinceLook(row: CaseRow): QueuePerson['newEntries'] {
  const from = (row.looked_at ?? row.created_at).getTime()
  const isNew = ({ at }: { readonly at: number }) => at > from
  const arrived = [...row.points.filter(isNew), ...row.modules.filter(isNew)]
  const count = row.newEntries + arrived.length
  if (count === 0) return null
  return {
    count,
    since: Math.min(row.newSince ?? Number.POSITIVE_INFINITY, ...arrived.map(({ at }) => at)),
  }
}

function toPerson(
  ctx: Context,
  row: CaseRow,
  place: {
    group: GroupName
    reasons: readonly QueueReason[]
    silence: Silence | null
    signals: readonly AskedSignal[]
    followUp: OpenFollowUp | null
    missing: readonly StartCondition[]
  },
): Person {
  return {
    courseId: row.course_id,
    name: row.name,
    therapistId: row.therapist_id,
    therapistName: row.therapist_name,
    week: weekOf({ startedAt: row.started_at }, ctx.now),
    state: row.state,
    group: place.group,
    reasons: place.reasons,
    silence: place.silence,
    signals: place.signals,
    followUp: place.followUp,
    missingToStart: place.missing,
    score: row.score,
    row,
  }
}

export interface Day {
  readonly reviewsDue: number
  readonly reviewsLate: number
  readonly reviewsDone: number
  readonly calls: number
  /** When the last review promised for today is due; null when none is left. */
  readonly promisedBy: Date | null
}

/** The day's work in one line. */
export function dayOf(ctx: Context, people: readonly Person[]): Day {
  const zone = ctx.service.timeZone
  const today = localDate(ctx.now.getTime(), zone)
  const isToday = (at: number | null) => at !== null && localDate(at, zone) === today
  const has = (code: QueueReason['code']) =>
    people.filter((person) => person.reasons.some((reason) => reason.code === code))
  const promised = has('review_today').flatMap(({ row }) => row.next_review_at ?? [])
  return {
    reviewsDue: promised.length,
    reviewsLate: has('review_late').length + has('pause_over').length,
    reviewsDone: people.filter(({ row }) => isToday(row.lastReviewAt)).length,
    calls: people.filter(({ row }) => isToday(row.nextCallAt)).length,
    promisedBy: promised.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
  }
}

/** Who comes after this person among those who need somebody; the quiet ones can wait. */
export function nextAfter(people: readonly Person[], courseId: string): Person | null {
  const busy = people.filter(({ group }) => group !== 'quiet' && group !== 'preparing')
  const others = busy.filter((person) => person.courseId !== courseId)
  const place = busy.findIndex((person) => person.courseId === courseId)
  return (place >= 0 ? busy[place + 1] : undefined) ?? others[0] ?? null
}

/** The review that comes first among those that nobody waits for yet. */
export function nextReviewAhead(ctx: Context, people: readonly Person[]): Person | null {
  return (
    people
      .filter(({ row }) => row.next_review_at !== null && row.next_review_at > ctx.now)
      .sort(
        (a, b) => (a.row.next_review_at?.getTime() ?? 0) - (b.row.next_review_at?.getTime() ?? 0),
      )[0] ?? null
  )
}
