import type { RecapView } from './module-types.ts'
import type { WorksheetRecord } from './worksheet-types.ts'

const weekMilliseconds = 7 * 86_400_000
/** With fewer, the highest and the lowest are the same few moments. */
const fewestToCompare = 4
const mostOfEach = 5

interface RecapRecord extends Pick<WorksheetRecord, 'at'> {
  /** What the person rated it, where the recap goes by that. */
  readonly rating?: number | null
}

/** The earlier entries that a recap shows, oldest first; empty when there are none yet. */
export function recapRecords<R extends RecapRecord>(
  view: RecapView,
  records: readonly R[],
  now: number,
): readonly R[] {
  const oldestFirst = [...records].sort((a, b) => a.at - b.at)
  switch (view) {
    case 'first':
      return oldestFirst.slice(0, 1)
    case 'last':
      return oldestFirst.slice(-1)
    case 'last7':
      return oldestFirst.filter(({ at }) => at > now - weekMilliseconds && at <= now)
    case 'all':
      return oldestFirst
    case 'best_5':
      return endsOf(oldestFirst).highest
    case 'lowest_5':
      return endsOf(oldestFirst).lowest
  }
}

/**
 * The highest rated, highest first, and the lowest, lowest first; of the same rating the newest
 * counts as higher. Nothing stands in both, and the lowest rating never among the highest.
 */
function endsOf<R extends RecapRecord>(oldestFirst: readonly R[]) {
  const rated = oldestFirst.flatMap((record) =>
    record.rating == null ? [] : [{ record, rating: record.rating }],
  )
  if (rated.length < fewestToCompare) return { highest: [], lowest: [] }
  const lowestFirst = rated.sort((a, b) => a.rating - b.rating)
  const [least, most] = [lowestFirst[0]?.rating, lowestFirst.at(-1)?.rating]
  const ofEach = Math.min(mostOfEach, Math.floor(rated.length / 2))
  const highest = lowestFirst.slice(-ofEach).reverse()
  const lowest = lowestFirst.slice(0, ofEach)
  return {
    highest: highest.filter(({ rating }) => rating !== least).map(({ record }) => record),
    lowest: lowest.filter(({ rating }) => rating !== most).map(({ record }) => record),
  }
}
