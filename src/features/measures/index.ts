export { dueMeasures } from './due-measures.ts'
export type { MeasureResponse, ResponseMode } from './measure-types.ts'
export { responsesOf } from './repository.ts'
export { type ScoreSeries, scoreSeries } from './score-series.ts'
export {
  betterWords,
  directionWords,
  type InstrumentSummary,
  reliableChangeWords,
  summaryOf,
} from './score-words.ts'
export { ScoresPanel, type ScoresPanelProps } from './scores-panel.tsx'
export { type Submission, submitResponses } from './submit-responses.ts'
