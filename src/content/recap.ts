import type { RecapView } from './module-types.ts'
import type { WorksheetRecord } from './worksheet-types.ts'

const weekMilliseconds = 7 * 86_400_000

/** The earlier entries that a recap shows, oldest first; empty when there are none yet. */
export function recapRecords<R extends Pick<WorksheetRecord, 'at'>>(
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
  }
}
