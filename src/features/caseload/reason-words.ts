import { daysBetween, localDate, localTime } from '#clinical/calendar.ts'
import type { QueueReason, QueueSignal } from '#clinical/queue.ts'
import { signalReason } from '#features/on-track/index.ts'
import { pressedAgain, triggerLabel, urgencyPhrase } from '#features/risk/index.ts'
import type { StartCondition } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { lowerFirst, upperFirst } from '#ui/first-letter.ts'
import { formatDay, formatTime } from '#ui/time.tsx'
import { followUpWords, relapseWords } from './follow-up.ts'
import type { GroupName, Person } from './people.ts'

export const groupNames: Record<GroupName, string> = {
  safety: 'Safety',
  waiting: 'Waiting for your answer',
  review: 'Review due',
  new: 'New since you looked',
  preparing: 'Getting started',
  quiet: 'Quiet',
}

/** One reason in the words of the page. */
export interface ReasonLine {
  readonly why: string
  /** The person's own first words, kept apart so that they are shown as theirs. */
  readonly quote: string | null
  /** "since today 07:46"; of a date ahead, what came last: "last review Tue 24 Nov". */
  readonly since: string | null
  readonly by: string | null
  readonly isLate: boolean
}

export function reasonLines(ctx: Context, person: Person): ReasonLine[] {
  if (person.group === 'preparing') return [preparingLine(ctx, person)]
  const isDue = person.reasons.some(({ code }) => code === 'review_today' || code === 'review_late')
  // The next review says little beside an urgent reason; a due review already names what is new.
  const isPlain = ({ code }: QueueReason) =>
    code === 'next_review' || code === 'not_active' || (code === 'new_entries' && isDue)
  return person.reasons
    .filter((reason, index) => index === 0 || !isPlain(reason))
    .map((reason) => reasonLine(ctx, person, reason))
}

function reasonLine(ctx: Context, person: Person, reason: QueueReason): ReasonLine {
  return {
    why: whyOf(ctx, person, reason),
    quote: quoteOf(person, reason),
    since: reason.since === null ? lastOf(ctx, person) : `since ${moment(ctx, reason.since)}`,
    by: reason.by === null ? null : byWords(ctx, reason, reason.by),
    isLate: reason.by !== null && reason.by <= ctx.now.getTime() && reason.code !== 'next_review',
  }
}

/** What a row without a "since" goes on from: its last review, its start, or its ending. */
function lastOf(ctx: Context, { row, state }: Person): string | null {
  if (state === 'ended') return row.ended_at && `since ${moment(ctx, row.ended_at.getTime())}`
  if (row.lastReviewAt !== null) return `last review ${moment(ctx, row.lastReviewAt)}`
  return row.started_at && `started ${moment(ctx, row.started_at.getTime())}`
}

function whyOf(ctx: Context, person: Person, reason: QueueReason): string {
  switch (reason.code) {
    case 'safety_item':
      return safetyWords(ctx, person, reason.item.itemId)
    case 'waiting':
      return waitingWords(ctx, person, reason.what)
    case 'no_next_review':
      return 'In treatment without a next review'
    case 'pause_over':
      return `The pause ended on ${formatDay(reason.until)}: see how they are`
    case 'review_late':
      return lateWords(ctx, person, reason)
    case 'review_today':
      return ['Review promised today', ...cameIn(ctx, person)].join('. ')
    case 'signal':
      return signalWords(ctx, person, reason.signal)
    case 'relapse': {
      const scores = person.followUp?.scores ?? []
      const score = scores.find(({ instrumentId }) => instrumentId === reason.instrumentId)
      return score ? relapseWords(ctx, score) : 'For review'
    }
    case 'silent':
      return `No activity for ${reason.days} days: ${lowerFirst(person.silence?.label ?? '')}`
    case 'new_entries':
      return upperFirst(newWords(ctx, person)) || `${reason.count} new`
    case 'next_review':
      return person.state === 'paused' ? 'Paused' : 'Nothing waits'
    case 'not_active':
      return person.state === 'ended' ? 'Treatment has ended' : 'Not in treatment now'
  }
}

function waitingWords(ctx: Context, { row, followUp }: Person, what: string): string {
  if (what === 'follow_up' && followUp) return followUpWords(ctx, row.programme_id, followUp)
  if (what === 'told') return 'Says that something made things worse'
  if (what === 'asked') return 'More was asked for about an adverse event'
  const count = row.waiting?.count ?? 0
  if (count > 1) return `${count} messages not yet answered`
  const isTheirs = ctx.actor.kind === 'staff' && ctx.actor.id === row.therapist_id
  return isTheirs ? 'Wrote to you' : 'Wrote to their therapist'
}

function quoteOf({ row }: Person, reason: QueueReason): string | null {
  if (reason.code !== 'waiting') return null
  if (reason.what === 'told') return row.told_words
  return reason.what === 'message' ? (row.waiting?.words ?? null) : null
}

function lateWords(
  ctx: Context,
  person: Person,
  reason: Extract<QueueReason, { code: 'review_late' }>,
): string {
  const late =
    reason.daysLate === 0
      ? 'Review late today'
      : `Review ${reason.daysLate} ${reason.daysLate === 1 ? 'day' : 'days'} late`
  return [late, ...cameIn(ctx, person)].join('. ')
}

function safetyWords(ctx: Context, person: Person, itemId: string): string {
  const item = person.row.safety_items.find(({ id }) => id === itemId)
  if (!item) return 'Safety item'
  const label = triggerLabel(ctx.content.protocols.safety, item)
  const again = pressedAgain(item)
  const phrase = again
    ? `${again.words} ${moment(ctx, again.lastAt.getTime())}`
    : urgencyPhrase(item)
  return phrase === '' ? label : `${label}: ${phrase}`
}

/** What a score asks for, in words that decide nothing. */
function signalWords(ctx: Context, { signals }: Person, asked: QueueSignal): string {
  const signal = signals.find(
    ({ code, instrumentId }) => code === asked.code && instrumentId === asked.instrumentId,
  )
  return signal ? `For review: ${signalReason(ctx, signal)}` : 'For review'
}

/** What came in since the last review: the middle of a row that is due. */
function cameIn(ctx: Context, person: Person): string[] {
  const { row } = person
  const from = row.lastReviewAt ?? (row.started_at ?? row.created_at).getTime()
  const parts = [
    ...modulesSince(ctx, person, from),
    row.entriesSinceReview > 0 ? counted(row.entriesSinceReview, 'entry', 'entries') : '',
    row.points.some(({ at }) => at > from) ? 'forms done' : '',
  ].filter(Boolean)
  return [parts.length === 0 ? 'Nothing new since the last review' : upperFirst(parts.join(', '))]
}

function newWords(ctx: Context, person: Person): string {
  const { row } = person
  const from = (row.looked_at ?? row.created_at).getTime()
  return [
    ...modulesSince(ctx, person, from),
    row.newEntries > 0 ? counted(row.newEntries, 'entry', 'entries') : '',
    row.points.some(({ at }) => at > from) ? 'forms done' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function modulesSince(ctx: Context, { row }: Person, from: number): string[] {
  const track = ctx.content.programmes.get(row.programme_id)
  const finished = row.modules.filter(({ at }) => at > from)
  if (finished.length === 0) return []
  return [...new Set(finished.map(({ moduleId }) => moduleId))].map((id) => {
    const place = track?.tracks.get(row.track)?.modules.indexOf(id) ?? -1
    return place >= 0
      ? `module ${place + 1} finished`
      : `“${track?.modules.get(id)?.title ?? id}” finished`
  })
}

const conditionWords: Record<StartCondition, string> = {
  assessment: 'assessment decision',
  course: 'programme and therapist',
  gp_practice: 'GP practice',
  emergency_contact: 'emergency contact',
  review_day: 'review day',
  account: 'account',
  consent: 'consent',
}

function preparingLine(ctx: Context, person: Person): ReasonLine {
  const missing = person.missingToStart.map((condition) => conditionWords[condition])
  return {
    why: missing.length === 0 ? 'Ready to start' : `Still needed: ${missing.join(', ')}`,
    quote: null,
    since: `since ${moment(ctx, person.row.created_at.getTime())}`,
    by: null,
    isLate: false,
  }
}

function byWords(ctx: Context, reason: QueueReason, by: number): string {
  const words = moment(ctx, by)
  if (reason.code === 'safety_item') return `due ${words}`
  if (reason.code === 'next_review') return `next review ${words}`
  if (reason.code === 'signal') return `to the supervisor by ${words}`
  return reason.code === 'waiting' ? `answer due ${words}` : `promised ${words}`
}

/** "today 09:12": a near moment as people say it. */
export function moment(ctx: Context, at: number): string {
  const zone = ctx.service.timeZone
  const away = daysBetween(localDate(ctx.now.getTime(), zone), localDate(at, zone))
  const word = nearWords.get(away)
  return word === undefined
    ? formatTime(new Date(at), 'day-time', zone)
    : `${word} ${localTime(at, zone)}`
}

const nearWords = new Map([
  [0, 'today'],
  [1, 'tomorrow'],
  [-1, 'yesterday'],
])

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
