export { type ScoreSeries, scoreSeries } from './score-series.ts'
export { ScoresPanel } from './scores-panel.tsx'
