export { QueueColumns, Score } from './caseload-page.tsx'
export { nextAfter, type Person, readPeople } from './people.ts'
export { type ReasonLine, reasonLines } from './reason-words.ts'
