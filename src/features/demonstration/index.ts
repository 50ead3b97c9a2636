export { advanceClock } from './move-clock.ts'
export { visitsOf } from './visits.ts'
