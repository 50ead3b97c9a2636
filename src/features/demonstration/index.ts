export { advanceClock, secondsIn } from './move-clock.ts'
export { visitsOf } from './visits.ts'
