import type { Instant } from './calendar.ts'
import { measureOfProblem, type ProblemMeasure } from './outcome-rules.ts'

/** A problem descriptor as a clinician has written it down. */
export interface RecordedProblem {
  readonly code: string
  readonly recordedAt: Instant
}

/** The measure that belongs to a person's problem, and since when it has been theirs. */
export interface OwnMeasure extends ProblemMeasure {
  readonly since: Instant
}

/**
 * Gives the measure of the descriptor that counts, with the moment from which descriptors have
 * asked for it without a break, or null when that problem has none of its own; the descriptors
 * come in the order that decides on outcomes, the one that counts last (M203: latest date, highest
 * id; NHS Talking Therapies manual: the problem's own measure at every contact).
 */
export function ownMeasureOf(
  measures: readonly ProblemMeasure[],
  problems: readonly RecordedProblem[],
): OwnMeasure | null {
  const last = problems.at(-1)
  const found = measureOfProblem(measures, last?.code ?? null)
  if (!last || found === null) return null
  let since = last.recordedAt
  for (const { code, recordedAt } of problems.toReversed()) {
    if (measureOfProblem(measures, code)?.measure !== found.measure) break
    since = Math.min(since, recordedAt)
  }
  return { ...found, since }
}
