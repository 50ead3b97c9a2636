export { idFor } from './life.ts'
export type { Visit } from './person-file.ts'
export { readVisits } from './read-people.ts'
export { seedDemonstration } from './seed-demonstration.ts'
