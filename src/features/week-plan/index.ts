export { listedThings } from './own-list.ts'
export { daysAhead, plannedThings } from './week.ts'
export { OwnList, WeekView } from './week-view.tsx'
