export { listComments } from './comments.ts'
export { LatestEntries } from './diary-page.tsx'
export { DiaryQuickEntry } from './diary-quick-entry.tsx'
export { ErrorSummary } from './entry-page.tsx'
export { type EntryPost, readEntryPost } from './entry-post.ts'
export { flagsFor, type RaisedFlag } from './flags-for.ts'
export { pointWords } from './point-words.ts'
export { PrintPage } from './print-page.tsx'
export {
  type ChartPoint,
  entriesSince,
  listEntries,
  seriesPoints,
} from './repository.ts'
export { saveEntry } from './save-entry.ts'
export { answerToIsland, isNothing } from './save-routes.tsx'
