export { dueMeasures } from './due-measures.ts'
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
} from './fill-in.ts'
export { formMinutes } from './form-minutes.ts'
export { ExtraPage, InstrumentPage, type InstrumentPageProps } from './instrument-page.tsx'
export { type DecisionLine, putAsideOf } from './measure-decisions.ts'
export {
  type DraftContent,
  instrumentOfResponse,
  type MeasureResponse,
  wordedInstrumentOf,
} from './measure-types.ts'
export { PutAsideNote } from './put-aside-note.tsx'
export { raiseFromCopy } from './raise-from-copy.ts'
export { responsesOf } from './repository.ts'
export { openedAt, readResponse } from './response-form.ts'
export { timingWords } from './schedule-words.ts'
export { type ScoreSeries, scoreSeries } from './score-series.ts'
export { ScoresPanel } from './scores-panel.tsx'
export { type Submission, submitResponses } from './submit-responses.ts'
export {
  type Filling,
  keepDraft,
  type Step,
  setToSend,
  takeMore,
  takeStep,
} from './take-step.ts'
