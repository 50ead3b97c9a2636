import { staffRangeWords } from '#features/expected-range/index.ts'
import { scoreSentence } from '#features/progress/index.ts'
import type { ScoreSeries } from '#features/scores/index.ts'
import type { Context } from '#platform/context.ts'
import type { ChartMark, ChartRange, TimeSpan } from '#ui/charts/geometry.ts'
import { ScoreChart } from '#ui/charts/score-chart.tsx'
import type { PersonRecord } from './record.ts'

interface DrawingProps {
  ctx: Pick<Context, 'content' | 'now'> & { readonly service: Pick<Context['service'], 'timeZone'> }
  record: Pick<PersonRecord, 'ranges'>
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
  const { ctx, record, series, timeSpan, marks, pauses, isFirst, isSaidAbove } = props
  const found = ctx.content.instruments.get(series.instrumentId)
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
      range={rangeOf(record, series)}
      marks={marks}
      areMarksNamedAbove={!isFirst}
      pauses={pauses}
      timeSpan={timeSpan}
      isWide
      isCaptionSaidAbove={isSaidAbove}
      caption={instrument ? scoreSentence(instrument, points, ctx.service.timeZone) : ''}
    />
  )
}

function betterAbove({ higherIs }: ScoreSeries): string {
  return higherIs === 'better' ? ' (higher is better)' : ''
}

function rangeOf(record: DrawingProps['record'], { instrumentId }: ScoreSeries): ChartRange | null {
  const range = record.ranges.get(instrumentId)
  if (!range || range.points.length === 0) return null
  return { points: range.points, words: staffRangeWords(range) }
}
