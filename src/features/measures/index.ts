// What a form is filled in with: also by a link, without signing in.
export {
  askedItems,
  draftFor,
  extraQuestions,
  type FillIn,
  fillIn,
  isLastForm,
  type NextStep,
  nextItem,
  nextStep,
  resumeStep,
  type TakenBack,
  takenBack,
  withWords,
} from './fill-in.ts'
export { formMinutes } from './form-minutes.ts'
export {
  type DraftContent,
  instrumentOfResponse,
  isByThePerson,
  type MeasureResponse,
  type ResponseMode,
} from './measure-types.ts'
export { raiseFromCopy } from './raise-from-copy.ts'
export { nameOfTypist, responsesOf } from './repository.ts'
export {
  betterWords,
  directionWords,
  type InstrumentSummary,
  reliableChangeWords,
  summaryOf,
} from './score-words.ts'
export { keepTakenBack, sendTakenBack, wordsShown } from './send-taken-back.ts'
export { type Submission, submitResponses } from './submit-responses.ts'
export {
  type Filling,
  keepDraft,
  type Step,
  setToSend,
  takeMore,
  takeStep,
} from './take-step.ts'
export { TakenBackPage } from './taken-back.tsx'
