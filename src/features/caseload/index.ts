export { QueueColumns, Score } from './caseload-page.tsx'
export { followUpOf, followUpWords, relapseWords } from './follow-up.ts'
export { answerBy, nextAfter, type Person, readPeople } from './people.ts'
export { type ReasonLine, reasonLines } from './reason-words.ts'
