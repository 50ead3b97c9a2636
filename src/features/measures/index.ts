export { dueMeasures } from './due-measures.ts'
export type { MeasureResponse } from './measure-types.ts'
export { responsesOf } from './repository.ts'
export { scoreSeries } from './score-series.ts'

export { ScoresPanel } from './scores-panel.tsx'
