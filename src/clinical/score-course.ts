import type { Instant } from './calendar.ts'
import { changeFromStart } from './change.ts'

/** One completed or incomplete form on a graph; `total` is null when it could not be scored. */
export interface ScorePoint {
  readonly at: Instant
  readonly total: number | null
}

export interface ScoredPoint {
  readonly at: Instant
  readonly total: number
}

export interface ScoreCourse {
  /** The scored forms, oldest first. */
  readonly points: readonly ScoredPoint[]
  readonly first: ScoredPoint | null
  /** Null until there are two: one form is a start and not a course. */
  readonly last: ScoredPoint | null
  readonly change: number | null
}

/** The plain words for a course, as codes: "3 points lower since 3 November". */
export interface ScoreSummary {
  readonly code: 'nothing_yet' | 'first_only' | 'lower' | 'about_the_same' | 'higher'
  /** Points, without a sign. */
  readonly by: number
  readonly since: Instant | null
  readonly total: number | null
}

/**
 * Orders the scored forms of one instrument by time and gives the first, the last and the change in
 * points.
 */
export function scoreCourse(points: readonly ScorePoint[]): ScoreCourse {
  const scored = inOrderOfTime(points)
  const first = scored[0] ?? null
  const last = scored.length > 1 ? (scored.at(-1) ?? null) : null
  const change = changeFromStart(first?.total ?? null, last?.total ?? null)
  return { points: scored, first, last, change }
}

/** Forms mostly arrive in order: a list of a hundred people reads thousands of them. */
function inOrderOfTime(points: readonly ScorePoint[]): ScoredPoint[] {
  const scored: ScoredPoint[] = []
  let isInOrder = true
  for (const { at, total } of points) {
    if (total === null) continue
    const before = scored.at(-1)
    if (before && before.at > at) isInOrder = false
    scored.push({ at, total })
  }
  return isInOrder ? scored : scored.sort((a, b) => a.at - b.at)
}

/**
 * Gives the codes for one plain sentence about a course, where a change of less than
 * `noticeableFrom` points is about the same; on scales where higher is better the code still says
 * lower or higher, never better or worse.
 */
export function summariseCourse(
  points: readonly ScorePoint[],
  noticeableFrom: number,
): ScoreSummary {
  const { first, last, change } = scoreCourse(points)
  if (first === null) return { code: 'nothing_yet', by: 0, since: null, total: null }
  if (last === null || change === null) {
    return { code: 'first_only', by: 0, since: first.at, total: first.total }
  }
  const isNoticeable = change !== 0 && Math.abs(change) >= noticeableFrom
  const direction = change < 0 ? 'lower' : 'higher'
  return {
    code: isNoticeable ? direction : 'about_the_same',
    by: Math.abs(change),
    since: first.at,
    total: last.total,
  }
}
