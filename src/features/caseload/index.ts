export { signalsOf } from './case-signals.ts'
export { QueueColumns, Score } from './caseload-page.tsx'
export { nextAfter, type Person, readPeople } from './people.ts'
export { type ReasonLine, reasonLines, signalWords } from './reason-words.ts'
