export { DiaryPart } from './diary-part.tsx'
export { shownFollowUp } from './follow-up.ts'
export type { MissingScore } from './missing-scores.ts'
export { nameOfModule, stateWords } from './module-words.ts'
export { Part } from './part.tsx'
export {
  CallsPart,
  EventsPart,
  GoalsPart,
  HistoryPart,
  MessagesPart,
  NotesPart,
  PeoplePart,
} from './person-parts.tsx'
export { ReasonsProvider, useReasons } from './reasons.tsx'
export {
  hasDiary,
  type PersonRecord,
  readRecord,
  signalsBeforeEnding,
  signalsToDecide,
} from './record.ts'
export {
  addStaffNote,
  lookAtRecord,
  readComments,
} from './repository.ts'
export { ScoresPart, SignalsPart } from './scores-part.tsx'
export {
  EntriesPart,
  ModulesPart,
  NotesForTherapistPart,
  PracticePart,
} from './work-parts.tsx'
