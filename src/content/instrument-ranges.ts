import type { InstrumentOption } from '#clinical/instrument.ts'
import type { Found } from './instrument-checks.ts'
import { optionsOf } from './instrument-items.ts'
import type { InstrumentFile } from './instrument-schema.ts'

/** The range that a file gives must be the one that its items and options make. */
export function rangeFaults(file: InstrumentFile): Found[] {
  const { scoring, items } = file
  if (scoring.prorateRule > 0 && scoring.prorateSource === null) {
    return [[['scoring', 'prorate_up_to'], 'This rule needs its prorate_source.']]
  }
  if (scoring.method === 'none') return []
  const scored = items.filter(({ isScored }) => isScored)
  const ranges = scored.map(({ options }) => optionsOf(file, options))
  if (ranges.some((options) => options.length === 0)) return []
  if (scoring.lookup) return lookupFaults(file, ranges)
  const [low, high] = [ranges.map(lowest), ranges.map(highest)].map((ends) =>
    scoring.method === 'sum' ? sumOf(ends) : sumOf(ends) / ends.length,
  )
  const [minimum, maximum] = [low ?? 0, high ?? 0].map(
    (end) => (end + scoring.add) * scoring.multiplyBy,
  )
  if (scoring.minimum === minimum && scoring.maximum === maximum) return []
  return [[['scoring'], `The items and options give a range of ${minimum} to ${maximum}.`]]
}

function lookupFaults(
  { scoring: { lookup, minimum, maximum } }: InstrumentFile,
  ranges: readonly (readonly InstrumentOption[])[],
): Found[] {
  const found: Found[] = []
  const low = sumOf(ranges.map(lowest))
  const high = sumOf(ranges.map(highest))
  for (let sum = low; sum <= high; sum++) {
    const total = lookup?.get(sum)
    if (total === undefined || total < minimum || total > maximum) {
      found.push([['scoring', 'lookup'], `The sum ${sum} has no total within the range.`])
    }
  }
  return found
}

export function subscaleFaults(file: InstrumentFile): Found[] {
  return file.subscales.flatMap((scale, index): Found[] => {
    const items = file.items.filter(({ number }) => scale.items.includes(number))
    if (items.length !== scale.items.length) {
      return [[['subscales', index, 'items'], 'Not all of these items are there, each once.']]
    }
    const lows = items.map(({ options }) => lowest(optionsOf(file, options)))
    const highs = items.map(({ options }) => highest(optionsOf(file, options)))
    const size = scale.method === 'mean' ? items.length : 1
    const [minimum, maximum] =
      scale.method === 'count'
        ? [0, items.length]
        : [sumOf(lows) / size, sumOf(highs) / size].map((end) => end * scale.multiplyBy)
    if (scale.minimum === minimum && scale.maximum === maximum) return []
    return [[['subscales', index], `Its items give a range of ${minimum} to ${maximum}.`]]
  })
}

export function lowest(options: readonly InstrumentOption[]): number {
  return Math.min(...options.map(({ value }) => value))
}

function highest(options: readonly InstrumentOption[]): number {
  return Math.max(...options.map(({ value }) => value))
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
