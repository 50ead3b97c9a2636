import { holdTo, slowedByHistory } from './limits.ts'

/** The time of each work by its name, in a service of this size. */
export interface Measured {
  readonly size: number
  readonly times: ReadonlyMap<string, number>
}

/** A year of records beside ten weeks of them: how much longer one page takes for it. */
export function printHistory(
  times: ReadonlyMap<string, number>,
  short: string,
  long: string,
): void {
  const [before, after] = [times.get(short) ?? 0, times.get(long) ?? 0]
  console.log(
    `\n${short}: ${before.toFixed(2)} ms with ten weeks of records, ${after.toFixed(2)} ms with ` +
      `a year, ${(after / before).toFixed(2)} times as long (p10, one connection)`,
  )
  holdTo([slowedByHistory(short, before, after)])
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
