/** What the benchmark promises: a run that misses one of these says so and ends with 1. */
const rulesSecondsFor100_000 = 10
/** What we look for is 1. The first opening after a change reads the part that changed again. */
const historyTimesAsLong = { again: 1.15, afterAChange: 1.35 }

/** The heap of half the people and of all of them may differ by what a collection leaves lying. */
const memoryTimesAsMuch = 1.25
const memoryMoreMegabytes = 16

/** Scoring, outcome and signals of so many people: in proportion, and never less than a second. */
export function tooSlow(people: number, seconds: number): string | null {
  const limit = Math.max(1, (people / 100_000) * rulesSecondsFor100_000)
  if (seconds <= limit) return null
  return `the rules took ${seconds.toFixed(1)} s, and ${limit.toFixed(1)} s is the limit`
}

/** Constant memory: the second half of the people needs no more than the first did. */
export function memoryGrows(megabytes: readonly number[]): string | null {
  const half = Math.floor(megabytes.length / 2)
  if (half < 2) return null
  const [first, second] = [megabytes.slice(0, half), megabytes.slice(half)].map((some) =>
    Math.max(...some),
  )
  if (first === undefined || second === undefined) return null
  if (second <= first * memoryTimesAsMuch + memoryMoreMegabytes) return null
  return `the heap grew from ${first.toFixed(0)} to ${second.toFixed(0)} MB with twice the people`
}

/** A year of history does not slow the page that shows it, beyond what we know of. */
export function slowedByHistory(
  name: string,
  [short, long]: readonly [number, number],
  opened: keyof typeof historyTimesAsLong = 'again',
): string | null {
  if (short > 0 && long <= short * historyTimesAsLong[opened]) return null
  const limit = `${historyTimesAsLong[opened]} times is the limit`
  return `${name} took ${long.toFixed(1)} ms with a year and ${short.toFixed(1)} without: ${limit}`
}

/** Code and SQL must give the same about every referral, and there must have been some. */
export function disagrees(compared: number, differing: number): string | null {
  if (compared === 0) return 'no referral was compared in code and in SQL'
  return differing === 0 ? null : `code and SQL differ in ${differing} parts`
}

/** Says each limit that was missed, at the end of the run's own figures. */
export function holdTo(missed: readonly (string | null)[]): void {
  for (const what of missed) {
    if (what === null) continue
    console.error(`\nOVER THE LIMIT: ${what}`)
    process.exitCode = 1
  }
}
