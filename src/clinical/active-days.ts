import {
  addDays,
  daysBetween,
  type Instant,
  localDate,
  type PlainDate,
  startOfDay,
} from './calendar.ts'

/** A pause of treatment agreed with the patient; `to` is null while it lasts. */
export interface PausedRange {
  readonly from: Instant
  readonly to: Instant | null
}

export interface ActiveSpan {
  readonly from: Instant
  readonly to: Instant
  readonly pausedRanges: readonly PausedRange[]
  readonly timeZone: string
}

/**
 * Says whether treatment is paused at a moment: from its first moment until just before its last.
 */
export function isPausedAt(now: Instant, pausedRanges: readonly PausedRange[]): boolean {
  return pausedRanges.some(({ from, to }) => from <= now && (to === null || now < to))
}

/**
 * Counts whole calendar days between two moments, leaving out days of pause, and never below 0,
 * because a pause freezes dates and reminders (content model, section 10: release and pause).
 */
export function activeDays(span: ActiveSpan): number {
  const { from, to, timeZone } = span
  if (to <= from) return 0
  const days = (start: Instant, end: Instant): number =>
    daysBetween(localDate(start, timeZone), localDate(end, timeZone))
  const paused = mergedPauses(span).reduce((sum, pause) => sum + days(pause.from, pause.to), 0)
  return Math.max(0, days(from, to) - paused)
}

/** Gives the whole weeks between two moments, without days of pause: 4 from day 28 on. */
export function wholeWeeks(span: ActiveSpan): number {
  return Math.floor(activeDays(span) / 7)
}

/** Gives the week of a course, 1 for its first seven days, counting no day of pause. */
export function weekOfCourse(span: ActiveSpan): number {
  return wholeWeeks(span) + 1
}

/**
 * Gives the day on which a number of days, 0 or more, have passed since a moment, leaving out days
 * of pause; every pause must have ended (content model, section 10: release and pause).
 */
export function dayAfterActiveDays(
  from: Instant,
  days: number,
  pauses: Pick<ActiveSpan, 'pausedRanges' | 'timeZone'>,
): PlainDate {
  if (pauses.pausedRanges.some(({ to }) => to === null)) throw new RangeError('a pause still runs')
  const { timeZone } = pauses
  let day = addDays(localDate(from, timeZone), days)
  let missing = days
  // Each turn makes up for the days of pause that the last one met: at most one turn a pause.
  while (missing > 0) {
    missing = days - activeDays({ from, to: startOfDay(day, timeZone), ...pauses })
    day = addDays(day, Math.max(0, missing))
  }
  return day
}

/**
 * The pauses inside the span, cut to it and joined where they overlap, so that no day is left out
 * twice.
 */
function mergedPauses({ from, to, pausedRanges }: ActiveSpan): { from: Instant; to: Instant }[] {
  const merged: { from: Instant; to: Instant }[] = []
  if (pausedRanges.length === 0) return merged
  const inside = pausedRanges
    .map((pause) => ({ from: Math.max(from, pause.from), to: Math.min(to, pause.to ?? to) }))
    .filter((pause) => pause.from < pause.to)
    .sort((a, b) => a.from - b.from)
  for (const pause of inside) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to)
    else merged.push(pause)
  }
  return merged
}
