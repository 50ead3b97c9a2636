import { addDays, type Instant, localDate, startOfDay } from './calendar.ts'
import { firstAndLast, type ScoreRecord } from './score-pair.ts'

/**
 * Gives the last moment at which a score still belongs to a referral that ended: the ending itself,
 * or the end of so many local days after it where a service's rules allow for them (⚠ no text that
 * we have seen allows a day; content/outcomes/rules.yaml, last_score).
 */
export function lastScoreUntil(endedAt: Instant, daysAfterEnd: number, timeZone: string): Instant {
  if (daysAfterEnd === 0) return endedAt
  const dayAfterLast = addDays(localDate(endedAt, timeZone), daysAfterEnd + 1)
  return startOfDay(dayAfterLast, timeZone) - 1
}

/** What came of one measure after treatment: the first score that is a follow-up, or none yet. */
export interface FollowUpScore {
  /** Its days have come, whether or not anybody answered. */
  readonly isDue: boolean
  readonly total: number | null
}

/**
 * Gives the first valid total of an instrument from so many local days after the end on (NHS
 * England, annual metadata: a follow-up is at least 30 days after the referral's end date); it is
 * looked at beside an outcome and never changes one.
 */
export function followUpScore(
  scores: readonly ScoreRecord[],
  instrumentId: string,
  when: { endedAt: Instant; fromDays: number; timeZone: string; now: Instant },
): FollowUpScore {
  const { endedAt, fromDays, timeZone, now } = when
  const from = startOfDay(addDays(localDate(endedAt, timeZone), fromDays), timeZone)
  const { first } = firstAndLast(scores, { from, to: now }, (score) =>
    score.instrumentId === instrumentId ? score.total : null,
  )
  return { isDue: now >= from, total: first }
}
