export { addComment, listComments } from './comments.ts'
export { ErrorSummary } from './entry-page.tsx'
export { type EntryPost, readEntryPost } from './entry-post.ts'
export { flagsFor, type RaisedFlag } from './flags-for.ts'
export { pointWords } from './point-words.ts'
export { Printed, PrintPage, SaveLink } from './print-page.tsx'
export {
  type ChartPoint,
  entriesSince,
  entryHistory,
  findEntry,
  listEntries,
  seriesPoints,
} from './repository.ts'
export { saveEntry } from './save-entry.ts'
export { answerToIsland, isNothing } from './save-routes.tsx'
export { showEntry } from './show-entry.tsx'
export { VersionList } from './versions-page.tsx'
