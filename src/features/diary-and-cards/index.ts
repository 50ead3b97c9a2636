export { LatestEntries } from './diary-page.tsx'
export { DiaryQuickEntry } from './diary-quick-entry.tsx'
