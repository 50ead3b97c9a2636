export { AxisCharts, isDrawnIn } from './axis-charts.tsx'
export {
  axisLines,
  courseSpan,
  lastMinuteOfToday,
  latestStretch,
  mergeGoals,
} from './axis-lines.ts'
export { goalScale, goalSource, processSources } from './progress-sources.ts'
export { scoreSentence } from './score-words.ts'
export { clockWords, whoReads } from './who-reads.ts'
