import { type ClassificationResult, classify } from './classification.ts'
import type { Answers, Instrument, Subscale } from './instrument.ts'
import { profileOf } from './scoring.ts'
import { standingOf } from './verification.ts'

/** What of a stored form its parts are read from. */
export interface PartsOf {
  readonly answers: Answers
  readonly subscores: Readonly<Record<string, number | null>>
}

/** One part of a form beside its total, or in place of one. */
export interface PartScore {
  readonly subscale: Subscale
  readonly score: number | null
  /** The last valid one of an earlier form. */
  readonly before: number | null
  /** The first valid one of an earlier form. */
  readonly first: number | null
}

/** One way in which the authors sort answers, as this form and the one before it have it. */
export interface PatternNow extends ClassificationResult {
  /** Null for the first form, and where answers were missing then. */
  readonly before: boolean | null
  /** It was verified, or read in the published reference that its source names. */
  readonly isConfirmed: boolean
}

/** A code of answers beside each other, now and in the form before. */
export interface ProfileNow {
  readonly items: readonly number[]
  readonly now: string | null
  readonly before: string | null
}

/**
 * Gives each subscale of the latest of some forms, oldest first, with what it was before and at the
 * start; leaves out those that the latest form was stored without (an earlier version had none).
 */
export function partScores(instrument: Instrument, forms: readonly PartsOf[]): PartScore[] {
  const latest = forms.at(-1)
  const earlier = forms.slice(0, -1)
  return instrument.subscales.flatMap((subscale): PartScore[] => {
    const score = latest?.subscores[subscale.id]
    if (score === undefined) return []
    const known = earlier.flatMap(({ subscores }) => subscores[subscale.id] ?? [])
    return [{ subscale, score, before: known.at(-1) ?? null, first: known[0] ?? null }]
  })
}

/**
 * Gives every classification of the latest of some forms with what it was in the form before;
 * it describes answers and is never a diagnosis (`classification.ts`).
 */
export function patternsNow(instrument: Instrument, forms: readonly PartsOf[]): PatternNow[] {
  const [before, latest] = [forms.at(-2), forms.at(-1)]
  if (!latest) return []
  const was = new Map(
    before && classify(instrument, before.answers).map(({ id, holds }) => [id, holds]),
  )
  return classify(instrument, latest.answers).map((result, place) => {
    const rule = instrument.classifications[place]
    const isConfirmed = rule !== undefined && standingOf(rule) === 'confirmed'
    return { ...result, before: was.get(result.id) ?? null, isConfirmed }
  })
}

/** Gives the profile of the latest of some forms; null for an instrument that has none. */
export function profileNow(instrument: Instrument, forms: readonly PartsOf[]): ProfileNow | null {
  const [before, latest] = [forms.at(-2), forms.at(-1)]
  if (instrument.profile.length === 0 || !latest) return null
  return {
    items: instrument.profile,
    now: profileOf(instrument, latest.answers),
    before: before ? profileOf(instrument, before.answers) : null,
  }
}
