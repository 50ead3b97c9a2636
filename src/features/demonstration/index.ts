export { advanceClock } from './move-clock.ts'
export { seedDemonstration } from './seed-demonstration.ts'
export { visitsOf } from './visits.ts'
