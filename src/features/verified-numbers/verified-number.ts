import type { Instrument, NumberName, Threshold } from '#clinical/instrument.ts'
import { isScoringConfirmed } from '#clinical/verification.ts'

/** What a named clinician says of one number of a questionnaire. */
export interface NewVerification {
  readonly instrumentId: string
  readonly what: NumberName
  /** Of a threshold; null for bands and scoring, which are verified as the file has them. */
  readonly threshold: Pick<Threshold, 'op' | 'value'> | null
  /** How many items the form has in the source, where national sources contradict each other. */
  readonly formItems: number | null
  readonly source: string
  readonly verifiedOn: string
  readonly validFrom: string
}

/** A verification with who made it, and what became of it. */
export interface RecordedVerification extends NewVerification {
  readonly id: string
  readonly instrumentVersion: number
  /** As they were when they signed. */
  readonly verifiedByName: string
  readonly verifiedByRole: string
  readonly recordedAt: Date
  readonly withdrawnAt: Date | null
  readonly withdrawnByName: string | null
  readonly withdrawnReason: string | null
}

/** In the words of the library. */
export const numberTitles: Readonly<Record<NumberName, string>> = {
  caseness: 'At a case',
  reliable_change: 'Reliable change',
  bands: 'Bands',
  scoring: 'Scoring',
}

/** Whether an instrument has such a number to verify: a threshold can also be brought. */
export function canBeVerified(instrument: Instrument, what: NumberName): boolean {
  if (instrument.scoring.method === 'none') return false
  if (what === 'bands') return instrument.bands.length > 0
  return what !== 'scoring' || instrument.scoringSource !== null
}

/**
 * Why a number cannot be verified, or null. Where national sources contradict each other on the
 * form itself, nothing of it can be verified before somebody has said which form it is.
 */
export function whyRefused(
  instrument: Instrument,
  { what, formItems }: Pick<NewVerification, 'what' | 'formItems'>,
): string | null {
  const { shortName, formsInConflict, items } = instrument
  if (!canBeVerified(instrument, what)) return `${shortName} has nothing of the kind to verify.`
  if (formsInConflict.length === 0) return null
  if (what !== 'scoring') {
    return isScoringConfirmed(instrument)
      ? null
      : `First verify the scoring of ${shortName}, and say there which form it is: of ` +
          `${formsInConflict.join(' or ')} items.`
  }
  if (formItems === null) return 'Say how many items the form has.'
  return formItems === items.length
    ? null
    : `The library holds the form of ${items.length} items. A form of ${formItems} has other ` +
        'totals, and needs a file of its own in the library before it can be used.'
}
