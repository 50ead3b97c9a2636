import type { Instant } from './calendar.ts'
import type { Answers } from './instrument.ts'

/** One completed questionnaire as outcomes need it. */
export interface ScoreRecord {
  readonly id: string
  readonly instrumentId: string
  /** Null when the form was not complete enough for a total. */
  readonly total: number | null
  readonly at: Instant
  /** Item by item, only where outcomes ask for the items. */
  readonly answers?: Answers
}

/** From the day a referral was received to its end; what lies outside does not count. */
export interface Span {
  readonly from: Instant
  readonly to: Instant
}

export interface FirstAndLast {
  readonly first: number | null
  /** Null when there is only one valid value: a score cannot be compared with itself. */
  readonly last: number | null
}

/**
 * Gives the first and the last of these values by time, ids deciding between two at one moment; the
 * last is null when there is only one (NHS England, NHS Talking Therapies metadata: last score is
 * null if only one is recorded).
 */
export function firstAndLast(
  scores: readonly ScoreRecord[],
  span: Span,
  read: (score: ScoreRecord) => number | null,
): FirstAndLast {
  let first: ScoreRecord | null = null
  let last: ScoreRecord | null = null
  for (const score of scores) {
    if (score.at < span.from || score.at > span.to || read(score) === null) continue
    if (first === null || isBefore(score, first)) first = score
    if (last === null || isBefore(last, score)) last = score
  }
  return {
    first: first && read(first),
    last: last === null || last === first ? null : read(last),
  }
}

/** The first and the last valid total of one instrument within a referral. */
export function totalsOf(
  scores: readonly ScoreRecord[],
  instrumentId: string,
  span: Span,
): FirstAndLast {
  return firstAndLast(scores, span, (score) =>
    score.instrumentId === instrumentId ? score.total : null,
  )
}

/**
 * Gives the first and the last valid answer to one item of an instrument within a referral, leaving
 * out what was not answered and what does not apply (NHS England, metadata: each of the five items
 * of WSAS is a score of its own).
 */
export function answersOf(
  scores: readonly ScoreRecord[],
  which: { readonly instrumentId: string; readonly item: number },
  span: Span,
): FirstAndLast {
  return firstAndLast(scores, span, ({ instrumentId, answers }) => {
    const answer = instrumentId === which.instrumentId ? answers?.[which.item] : undefined
    return typeof answer === 'number' ? answer : null
  })
}

function isBefore(one: ScoreRecord, other: ScoreRecord): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}
