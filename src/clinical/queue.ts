import type { Instant, PlainDate } from './calendar.ts'
import type { ReviewCode } from './on-track.ts'
import { isPauseOver, pauseOverAt } from './pause.ts'
import { reviewState } from './review-rhythm.ts'
import { type UrgencyWord, urgencyRank } from './urgency.ts'

export type QueueGroupName = 'safety' | 'waiting' | 'review' | 'new' | 'quiet'

/** What is known of one person on a therapist's list. */
export interface QueuePerson {
  readonly personId: string
  /** In treatment now: neither paused nor ended. */
  readonly isActive: boolean
  /** The last day of a pause that nobody has ended; null when there is none. */
  readonly pausedUntil: PlainDate | null
  readonly nextReviewAt: Instant | null
  readonly safetyItems: readonly QueueSafetyItem[]
  /** What the patient waits for: a message not yet answered, a request, a missed call. */
  readonly waiting: readonly QueueWaiting[]
  /** Signals that nobody has decided on yet. */
  readonly signals: readonly QueueSignal[]
  /** Scores after the end that ask for a look, until somebody has answered. */
  readonly relapses: readonly QueueRelapse[]
  /** A step of the non-engagement protocol that a person has to take. */
  readonly silence: {
    readonly actionId: string
    readonly days: number
    readonly since: Instant
  } | null
  /** What came in since the therapist last looked. */
  readonly newEntries: { readonly count: number; readonly since: Instant } | null
}

export interface QueueSafetyItem {
  readonly itemId: string
  readonly trigger: string
  readonly urgency: readonly UrgencyWord[]
  readonly raisedAt: Instant
  readonly dueAt: Instant
  readonly ownerId: string | null
}

export interface QueueWaiting {
  readonly what: string
  readonly since: Instant
  readonly by: Instant | null
}

export interface QueueSignal {
  readonly code: ReviewCode
  readonly instrumentId: string
  readonly since: Instant
  readonly by: Instant | null
}

interface QueueRelapse {
  readonly instrumentId: string
  readonly since: Instant
}

interface Since {
  /** Since when it is so; null when it is a date ahead. */
  readonly since: Instant | null
  /** By when it is to be done; null when nothing was promised. */
  readonly by: Instant | null
}

/** Why a person is on the list: codes and values; the words belong to the page. */
export type QueueReason = Since &
  (
    | { readonly code: 'safety_item'; readonly item: QueueSafetyItem; readonly isLate: boolean }
    | { readonly code: 'waiting'; readonly what: string }
    | { readonly code: 'no_next_review' }
    | { readonly code: 'pause_over'; readonly until: PlainDate }
    | { readonly code: 'review_late'; readonly daysLate: number }
    | { readonly code: 'review_today' }
    | { readonly code: 'signal'; readonly signal: QueueSignal }
    | { readonly code: 'relapse'; readonly instrumentId: string }
    | { readonly code: 'silent'; readonly actionId: string; readonly days: number }
    | { readonly code: 'new_entries'; readonly count: number }
    | { readonly code: 'next_review' }
    | { readonly code: 'not_active' }
  )

export interface QueueRow {
  readonly personId: string
  /** The first is why the person is in this group; all others follow, the most urgent first. */
  readonly reasons: readonly QueueReason[]
}

export interface QueueGroup {
  readonly group: QueueGroupName
  readonly rows: readonly QueueRow[]
}

export interface QueueClock {
  readonly now: Instant
  readonly timeZone: string
}

/**
 * Orders a therapist's people into safety, waiting for an answer, review due or late, new entries
 * and quiet, each person once, in the most urgent group with every reason, empty groups left out;
 * within a group the most urgent and then the longest waiting come first, whatever order the rows
 * arrived in (product description, the week, point 3).
 */
export function orderQueue(people: readonly QueuePerson[], clock: QueueClock): QueueGroup[] {
  const rows = people.map((person) => rowOf(person, clock))
  return groupNames
    .map((group) => ({
      group,
      rows: rows.filter((row) => groupOf(row) === group).sort(byUrgency),
    }))
    .filter(({ rows: inGroup }) => inGroup.length > 0)
}

const groupNames: readonly QueueGroupName[] = ['safety', 'waiting', 'review', 'new', 'quiet']

const groupOfReason: Readonly<Record<QueueReason['code'], QueueGroupName>> = {
  safety_item: 'safety',
  waiting: 'waiting',
  no_next_review: 'review',
  pause_over: 'review',
  signal: 'review',
  relapse: 'review',
  review_late: 'review',
  review_today: 'review',
  silent: 'review',
  new_entries: 'new',
  next_review: 'quiet',
  not_active: 'quiet',
}

/** The order of reasons, the most urgent first, within a row and between rows of a group. */
const reasonOrder: readonly QueueReason['code'][] = [
  'safety_item',
  'waiting',
  'no_next_review',
  'pause_over',
  'signal',
  'relapse',
  'review_late',
  'review_today',
  'silent',
  'new_entries',
  'next_review',
  'not_active',
]

function rowOf(person: QueuePerson, clock: QueueClock): QueueRow {
  const reasons = [
    ...safetyReasons(person, clock),
    ...workReasons(person),
    reviewReason(person, clock),
  ].sort(byReason)
  return { personId: person.personId, reasons }
}

/** Every open item is a reason of its own: a safety item is never merged into another. */
function safetyReasons(person: QueuePerson, { now }: QueueClock): QueueReason[] {
  return person.safetyItems.map((item) => ({
    code: 'safety_item',
    item,
    isLate: now >= item.dueAt,
    since: item.raisedAt,
    by: item.dueAt,
  }))
}

function workReasons(person: QueuePerson): QueueReason[] {
  const { waiting, signals, relapses, silence, newEntries } = person
  const reasons: QueueReason[] = []
  for (const { what, since, by } of waiting) reasons.push({ code: 'waiting', what, since, by })
  for (const signal of signals) {
    reasons.push({ code: 'signal', signal, since: signal.since, by: signal.by })
  }
  for (const relapse of relapses) reasons.push({ code: 'relapse', ...relapse, by: null })
  if (silence) reasons.push({ code: 'silent', ...silence, by: null })
  if (newEntries && newEntries.count > 0) {
    reasons.push({ code: 'new_entries', ...newEntries, by: null })
  }
  return reasons
}

/** A pause stops nothing that was promised for a day in it, and its end is a reason of its own. */
function reviewReason(person: QueuePerson, { now, timeZone }: QueueClock): QueueReason {
  const { isActive, nextReviewAt: by, pausedUntil: until } = person
  if (until !== null && isPauseOver(now, until, timeZone)) {
    return { code: 'pause_over', until, since: pauseOverAt(until, timeZone), by }
  }
  if (by === null)
    return { code: isActive ? 'no_next_review' : 'not_active', since: null, by: null }
  const { state, daysLate } = reviewState(now, by, timeZone)
  if (state === 'ahead') return { code: 'next_review', since: null, by }
  if (state === 'due_today') return { code: 'review_today', since: null, by }
  return { code: 'review_late', daysLate, since: by, by }
}

function groupOf(row: QueueRow): QueueGroupName {
  const code = row.reasons[0]?.code
  return code === undefined ? 'quiet' : groupOfReason[code]
}

function byUrgency(a: QueueRow, b: QueueRow): number {
  const [first, second] = [a.reasons[0], b.reasons[0]]
  const order = first && second ? byReason(first, second) : 0
  return order || (a.personId < b.personId ? -1 : 1)
}

function byReason(a: QueueReason, b: QueueReason): number {
  return (
    reasonOrder.indexOf(a.code) - reasonOrder.indexOf(b.code) ||
    lateness(a) - lateness(b) ||
    wordRank(a) - wordRank(b) ||
    timeOf(a) - timeOf(b)
  )
}

function lateness(reason: QueueReason): number {
  return reason.code === 'safety_item' && !reason.isLate ? 1 : 0
}

function wordRank(reason: QueueReason): number {
  return reason.code === 'safety_item' ? urgencyRank(reason.item.urgency) : 0
}

/** A promise counts before a wait: what is to be done first, else what has waited longest. */
function timeOf(reason: QueueReason): number {
  if (reason.code === 'waiting') return reason.since ?? Number.MAX_SAFE_INTEGER
  return reason.by ?? reason.since ?? Number.MAX_SAFE_INTEGER
}
