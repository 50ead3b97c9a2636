import type { ClassificationResult } from '#clinical/classification.ts'
import type { Answers, Confidence, Instrument, Provenance } from '#clinical/instrument.ts'
import { type RaisedSignal, scoreOf } from '#clinical/scoring.ts'

export interface ScoredAnswers {
  readonly instrument: string
  readonly version: number
  readonly total: number | null
  readonly subscales: Readonly<Record<string, number | null>>
  /** The answers beside each other, of a form that has such a code; null for all others. */
  readonly profile: string | null
  readonly band: string | null
  readonly missingItems: readonly number[]
  readonly safetySignals: readonly RaisedSignal[]
  /** Ways in which the authors sort answers; none of them is a diagnosis. */
  readonly classifications: readonly ClassificationResult[]
  /** By name of the number; empty where the instrument has none. */
  readonly thresholds: Readonly<Record<string, Verification>>
}

interface Verification {
  readonly isVerified: boolean
  readonly confidence: Confidence
}

/** The result of one form, as the command prints it. */
export function scoreAnswers(instrument: Instrument, answers: Answers): ScoredAnswers {
  const score = scoreOf(instrument, answers)
  const { scoringSource: scoring, bandsSource: bands, caseness, reliableChange } = instrument
  return {
    instrument: instrument.id,
    version: instrument.version,
    total: score.total,
    subscales: score.subscales,
    profile: score.profile,
    band: score.band?.label ?? null,
    missingItems: score.missing,
    safetySignals: score.signals,
    classifications: score.classifications,
    thresholds: verificationsOf({ scoring, bands, caseness, reliableChange }),
  }
}

function verificationsOf(numbers: Record<string, Provenance | null>): Record<string, Verification> {
  const known = Object.entries(numbers).flatMap(([name, number]) => {
    if (number === null) return []
    const isVerified = number.verifiedBy.trim() !== ''
    return [[name, { isVerified, confidence: number.confidence }] as const]
  })
  return Object.fromEntries(known)
}
