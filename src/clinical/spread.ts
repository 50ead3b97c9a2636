/**
 * How often each value was met. Scores have few values, so that a service of any size needs the
 * same memory, and means, medians and deviations are exact.
 */
export type Spread = Map<number, number>

/** Counts one more value, in place; a missing one is nobody. */
export function addValue(spread: Spread, value: number | null): void {
  if (value !== null) spread.set(value, (spread.get(value) ?? 0) + 1)
}

/** Gives how many values there are. */
export function sizeOf(spread: Spread): number {
  let count = 0
  for (const times of spread.values()) count += times
  return count
}

/** Gives the arithmetic mean, or null of nothing. */
export function meanOf(spread: Spread): number | null {
  const count = sizeOf(spread)
  if (count === 0) return null
  let sum = 0
  for (const [value, times] of spread) sum += value * times
  return sum / count
}

/** Gives the middle value, half-way between the two middle ones of an even number, or null. */
export function medianOf(spread: Spread): number | null {
  const count = sizeOf(spread)
  if (count === 0) return null
  const sorted = [...spread].toSorted(([one], [other]) => one - other)
  return (valueAt(sorted, Math.ceil(count / 2)) + valueAt(sorted, Math.floor(count / 2) + 1)) / 2
}

function valueAt(sorted: readonly (readonly [number, number])[], place: number): number {
  let passed = 0
  for (const [value, times] of sorted) {
    passed += times
    if (passed >= place) return value
  }
  return Number.NaN
}

/** Gives the standard deviation of a sample (count less one divides), or null below two. */
export function deviationOf(spread: Spread): number | null {
  const mean = meanOf(spread)
  const count = sizeOf(spread)
  if (mean === null || count < 2) return null
  let squares = 0
  for (const [value, times] of spread) squares += times * (value - mean) ** 2
  return Math.sqrt(squares / (count - 1))
}
