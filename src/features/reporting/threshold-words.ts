import { isVerified } from '#clinical/change.ts'
import type { Instrument, Threshold } from '#clinical/instrument.ts'

/** "10 or more", "more than 2.3"; on a scale where higher is better, what a case is below. */
export function cutOffWords({ caseness, scoring }: Instrument): string {
  if (caseness === null) return 'none'
  const { op, value } = caseness
  if (scoring.higherIs === 'worse') return op === '>' ? `more than ${value}` : `${value} or more`
  return op === '>' ? `${value} or less` : `less than ${value}`
}

/** "a change of 6 or more points". */
export function changeWords({ reliableChange }: Instrument): string {
  if (reliableChange === null) return 'none'
  const { op, value } = reliableChange
  return op === '>' ? `more than ${value} points` : `${value} points or more`
}

/** Who has checked a value; the words that must stand wherever an unchecked one is used. */
export function checkedWords(threshold: Threshold | null): string {
  if (threshold === null) return ''
  if (!isVerified(threshold)) return 'not verified'
  const since = threshold.validFrom && `, for courses that ended from ${threshold.validFrom}`
  return `checked by ${threshold.verifiedBy}${since ?? ''}`
}
