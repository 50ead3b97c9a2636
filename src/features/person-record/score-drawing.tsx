import type { Instrument } from '#clinical/instrument.ts'
import { type CourseRange, staffRangeWords } from '#features/expected-range/index.ts'
import { scoreSentence } from '#features/progress/index.ts'
import type { ScoreSeries } from '#features/scores/index.ts'
import type { ChartMark, ChartRange, TimeSpan } from '#ui/charts/geometry.ts'
import { ScoreChart } from '#ui/charts/score-chart.tsx'

interface DrawingProps {
  instrument: Instrument | undefined
  timeZone: string
  range: CourseRange | null
  series: ScoreSeries
  timeSpan: TimeSpan | null
  marks: readonly ChartMark[]
  pauses: readonly TimeSpan[]
  isFirst: boolean
  /** Its sentence stands above the drawings, to be put into the answer. */
  isSaidAbove: boolean
}

/** The totals of one questionnaire with its line, bands, range and real changes, for staff. */
export function ScoreDrawing(props: DrawingProps) {
  const { instrument: found, series, timeSpan, marks, pauses, isFirst, isSaidAbove } = props
  const instrument = found && (series.partId ? { ...found, shortName: series.label } : found)
  const points = series.points
    .filter(({ isCarried }) => !isCarried)
    .map(({ at, value }) => ({ at: at.getTime(), total: value }))
  return (
    <ScoreChart
      title={`${series.label} over the course${betterAbove(series)}`}
      name={series.label}
      points={series.points}
      everyDays={series.everyDays}
      min={series.minimum}
      max={series.maximum}
      bands={series.bands}
      bandsMark={series.bandsMark}
      line={
        series.caseness === null
          ? null
          : { value: series.caseness, label: `cut-off ${series.caseness}${series.casenessMark}` }
      }
      range={drawnRange(props.range)}
      marks={marks}
      areMarksNamedAbove={!isFirst}
      pauses={pauses}
      timeSpan={timeSpan}
      isWide
      isCaptionSaidAbove={isSaidAbove}
      caption={instrument ? scoreSentence(instrument, points, props.timeZone) : ''}
    />
  )
}

function betterAbove({ higherIs }: ScoreSeries): string {
  return higherIs === 'better' ? ' (higher is better)' : ''
}

function drawnRange(range: CourseRange | null): ChartRange | null {
  if (!range || range.points.length === 0) return null
  return { points: range.points, words: staffRangeWords(range) }
}
