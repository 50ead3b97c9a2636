import { holdTo, slowedByHistory } from './limits.ts'
import { load, percentiles, type Shot } from './load.ts'

/** The time of each work by its name, in a service of this size. */
export interface Measured {
  readonly size: number
  readonly times: ReadonlyMap<string, number>
}

const turns = 24
const requestsATurn = 10

/** One page of fourteen weeks of records, and with a year more of them. */
interface Histories {
  readonly short: () => Shot
  readonly long: () => Shot
  /** A change of a part of both records, made before each request. */
  readonly before?: () => Promise<void>
}

/**
 * A record with a year of history added beside one of fourteen weeks, which fill what the page
 * shows of the past: how much longer it takes. In turns, so that whatever else the machine does
 * falls on both.
 */
export async function measureHistory(
  origin: string,
  name: string,
  { short, long, before }: Histories,
): Promise<void> {
  const times: { short: number[]; long: number[] } = { short: [], long: [] }
  const once = { connections: 1, requests: requestsATurn, ...(before ? { before } : {}) }
  for (let turn = 0; turn < turns; turn++) {
    times.short.push((await load(origin, short, once)).p50)
    times.long.push((await load(origin, long, once)).p50)
  }
  const [weeks, year] = [percentiles(times.short).p50, percentiles(times.long).p50]
  console.log(
    `\n${name}: ${weeks.toFixed(2)} ms with fourteen weeks of records, ${year.toFixed(2)} ms ` +
      `with a year more, ${(year / weeks).toFixed(2)} times as long ` +
      `(median of ${turns} turns each)`,
  )
  holdTo([slowedByHistory(name, [weeks, year], before ? 'afterAChange' : 'again')])
}

/**
 * How time grows with the size of the service: the slope of both on logarithmic scales, 0 for a
 * page that takes no longer and 1 for one that takes twice as long for twice as many people.
 */
export function printGrowth(measured: readonly Measured[]): void {
  const [small, large] = [measured[0], measured.at(-1)]
  if (!small || !large || small.size === large.size) return
  const people = (size: number) => `${size.toLocaleString('en-GB')} people`
  console.log(`\n## From ${people(small.size)} to ${people(large.size)}\n`)
  console.log('| what (p10, one connection) | ms | ms | slope |\n| --- | --- | --- | --- |')
  for (const [name, before] of small.times) {
    const after = large.times.get(name) ?? 0
    const slope = Math.log(after / before) / Math.log(large.size / small.size)
    console.log(`| ${name} | ${before.toFixed(2)} | ${after.toFixed(2)} | ${slope.toFixed(3)} |`)
  }
}
