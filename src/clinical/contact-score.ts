import { activeDays, type PausedRange } from './active-days.ts'
import type { Instant } from './calendar.ts'
import { type ScoredPoint, type ScorePoint, scoreCourse } from './score-course.ts'

/** How long a total may stand for what comes after it. */
export interface CarryRule {
  readonly timeZone: string
  readonly pausedRanges: readonly PausedRange[]
  /** After so many active days it is of an earlier week, and carried on from there. */
  readonly carriedAfterDays: number
}

/** The score that stands for a contact; `at` is when it was answered. */
export interface ContactScore extends ScoredPoint {
  readonly contactAt: Instant
  /** It was answered too long before, and so is carried on from an earlier week. */
  readonly isCarried: boolean
}

/**
 * Gives the last score at or before each contact, and whether it is carried on from an earlier week
 * (content model, section 12: the last valid score before a contact is the contact's score); a
 * contact before the first score has none, and of contacts on one moment each has its own.
 */
export function contactScores(
  points: readonly ScorePoint[],
  contacts: readonly Instant[],
  rule: CarryRule,
): ContactScore[] {
  const scored = scoreCourse(points).points
  // Both are in order of time: each contact goes on from the score of the one before.
  let before = 0
  return contacts
    .toSorted((a, b) => a - b)
    .flatMap((contactAt): ContactScore[] => {
      while ((scored[before]?.at ?? Number.POSITIVE_INFINITY) <= contactAt) before += 1
      const last = scored[before - 1]
      if (!last) return []
      return [{ ...last, contactAt, isCarried: isOfEarlierWeek(last.at, contactAt, rule) }]
    })
}

const dayMilliseconds = 86_400_000

/** Says whether what was answered at one moment is of an earlier week at another. */
export function isOfEarlierWeek(answeredAt: Instant, now: Instant, rule: CarryRule): boolean {
  const { carriedAfterDays } = rule
  // Most are a few days old: the calendar is asked only where it could matter.
  if (now - answeredAt <= (carriedAfterDays - 1) * dayMilliseconds) return false
  return activeDays({ ...rule, from: answeredAt, to: now }) > carriedAfterDays
}
