import type { Answers, Instrument } from '#clinical/instrument.ts'
import {
  bandOf,
  missingItems,
  type RaisedSignal,
  raisedSignals,
  totalScore,
} from '#clinical/scoring.ts'

export interface ScoredAnswers {
  readonly instrument: string
  readonly version: number
  readonly total: number | null
  readonly band: string | null
  readonly missingItems: readonly number[]
  readonly safetySignals: readonly RaisedSignal[]
}

/** The result of one form, as the command prints it. */
export function scoreAnswers(instrument: Instrument, answers: Answers): ScoredAnswers {
  const total = totalScore(instrument, answers)
  return {
    instrument: instrument.id,
    version: instrument.version,
    total,
    band: total === null ? null : (bandOf(instrument, total)?.label ?? null),
    missingItems: missingItems(instrument, answers),
    safetySignals: raisedSignals(instrument, answers),
  }
}
