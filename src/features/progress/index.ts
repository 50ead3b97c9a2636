export { plainName, scoreSentence } from './score-words.ts'
export { clockWords, whoReads } from './who-reads.ts'
