export { listComments } from './comments.ts'
export { LatestEntries } from './diary-page.tsx'
export { DiaryQuickEntry } from './diary-quick-entry.tsx'
export { type Entry, type EntryComment, parseValues, safetyPlanSheet } from './entry.ts'
export { EntryForm } from './entry-form.tsx'
export { momentOf, seriesOf } from './entry-series.ts'
export { openStage, stageToShow, statusOf } from './entry-state.ts'
export { EntrySummary, EntryView, FieldWords } from './entry-view.tsx'
export { flagsFor, type RaisedFlag } from './flags-for.ts'
export {
  type ChartPoint,
  entriesSince,
  listEntries,
  seriesPoints,
} from './repository.ts'
export { type SafetyPlan, safetyPlanOf } from './safety-plan.ts'
export { saveEntry } from './save-entry.ts'
export { type StagedPlan, stagedDays, stagedFields, stagedPlanOf } from './staged-plan.ts'
