const runLength = 5

/** Every run of five words in a text, so that texts can be held against each other. */
export function wordRuns(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
  const runs = new Set<string>()
  for (let index = 0; index + runLength <= words.length; index++) {
    runs.add(words.slice(index, index + runLength).join(' '))
  }
  return runs
}

/**
 * The share of runs that two texts have in common: 0 when nothing is alike, 1 when one holds the
 * other.
 */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size < b.size ? [a, b] : [b, a]
  if (smaller.size === 0) return 0
  let shared = 0
  for (const run of smaller) if (larger.has(run)) shared += 1
  return shared / smaller.size
}
