export { advanceClock } from './move-clock.ts'
export { type Seeded, seedDemonstration } from './seed-demonstration.ts'
