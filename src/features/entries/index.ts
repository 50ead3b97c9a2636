export { archiveEntry, restoreVersion } from './change-version.ts'
export { addComment, listComments, type NewComment } from './comments.ts'
export { LatestEntries } from './diary-page.tsx'
export { DiaryQuickEntry } from './diary-quick-entry.tsx'
export type { Entry, EntryComment, EntryStatus, EntryVersion } from './entry.ts'
export { EntryForm, type EntryFormProps, type Prefilled } from './entry-form.tsx'
export { momentOf, seriesOf } from './entry-series.ts'
export { openStage, type Pair, pairsOf, stageToShow, statusOf } from './entry-state.ts'
export { Comments, EntrySummary, EntryView, FieldWords, statusWords } from './entry-view.tsx'
export { flagsFor, flagsOf, type RaisedFlag } from './flags-for.ts'
export {
  type ChartPoint,
  type EntryFilter,
  entriesSince,
  entryHistory,
  findEntry,
  listEntries,
  seriesPoints,
} from './repository.ts'
export { type Saved, type SaveEntry, saveEntry } from './save-entry.ts'
