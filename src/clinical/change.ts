import type { PlainDate } from './calendar.ts'
import { type Instrument, meets, type Threshold } from './instrument.ts'

export type ReliableChange = 'improved' | 'worsened' | 'none'

// Totals have at most two decimals (MI); what lies beyond is the error of binary arithmetic.
const exactness = 1e6

/**
 * Gives last minus first in points of the scale, negative when the total fell, exact to six
 * decimals, or null when one of them is missing.
 */
export function changeFromStart(first: number | null, last: number | null): number | null {
  return first === null || last === null ? null : exact(last - first)
}

/**
 * Says whether a named person has verified a threshold; without one it must be shown as unverified.
 */
export function isVerified(threshold: Threshold | null): boolean {
  return threshold !== null && threshold.verifiedBy.trim() !== ''
}

/** Says whether a threshold applies on a day: from its own first day on, or always. */
export function isInForce(threshold: Threshold | null, day: PlainDate): boolean {
  return threshold !== null && (threshold.validFrom === null || threshold.validFrom <= day)
}

/**
 * Says whether the change between two totals is larger than the error of measurement, by the
 * instrument's own threshold in points (PHQ-9 and GAD-7: NHS Talking Therapies, in PMC8411661), or
 * null when a total or threshold is missing.
 */
export function reliableChange(
  instrument: Instrument,
  first: number | null,
  last: number | null,
): ReliableChange | null {
  const change = changeFromStart(first, last)
  if (change === null || instrument.reliableChange === null) return null
  if (!meets(instrument.reliableChange, Math.abs(change))) return 'none'
  const isRise = change > 0
  return isRise === (instrument.scoring.higherIs === 'worse') ? 'worsened' : 'improved'
}

/**
 * Gives for each total of a course whether a reliable change since the first one begins there, null
 * where none does; up and down across the threshold is one change, and only the other direction is
 * another.
 */
export function changesBegun(
  instrument: Instrument,
  totals: readonly number[],
): ('improved' | 'worsened' | null)[] {
  let known: 'improved' | 'worsened' | null = null
  return totals.map((total) => {
    const change = reliableChange(instrument, totals[0] ?? null, total)
    if ((change !== 'improved' && change !== 'worsened') || change === known) return null
    known = change
    return change
  })
}

/**
 * Says whether a total is in the clinical range by the instrument's own cut-off (PHQ-9 and GAD-7:
 * NHS Talking Therapies, in PMC8411661), or null when there is no total or no cut-off; on a scale
 * where higher is better the cut-off begins the healthy range, and below it is a case.
 */
export function isAtCaseness(instrument: Instrument, total: number | null): boolean | null {
  if (total === null || instrument.caseness === null) return null
  return meets(instrument.caseness, exact(total)) === (instrument.scoring.higherIs === 'worse')
}

function exact(value: number): number {
  return Math.round(value * exactness) / exactness
}
