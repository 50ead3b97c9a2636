import { type AdverseEvent, latestOf, titleOf } from '#features/adverse-events/index.ts'
import { isHeld } from '#features/contacts/index.ts'
import { staffRangeWords } from '#features/on-track/index.ts'
import {
  AxisCharts,
  axisLines,
  courseSpan,
  goalScale,
  goalSource,
  mergeGoals,
  processSources,
  scoreSentence,
} from '#features/progress/index.ts'
import { type ScoreSeries, scoreSeries } from '#features/scores/index.ts'
import type { Context } from '#platform/context.ts'
import type { ChartMark, ChartRange, TimeSpan } from '#ui/charts/geometry.ts'
import { ScoreChart } from '#ui/charts/score-chart.tsx'
import { nameOfModule } from './module-words.ts'
import type { PersonRecord } from './record.ts'

interface TimeAxisProps {
  ctx: Context
  record: PersonRecord
}

/** Scores, ratings and goals of a course below each other, on one axis of time. */
export function TimeAxis({ ctx, record }: TimeAxisProps) {
  const series = drawnSeries(ctx, record)
  const lines = axisLines(processSources(ctx.content, record.programme), record.ratings)
  const goals = goalsOf(record)
  const marks = marksOf(ctx, record)
  const timeSpan = courseSpan(record.course, ctx.now, [
    ...marks.map(({ at }) => at),
    ...[...series, ...lines, ...goals].flatMap(({ points }) => points.map(({ at }) => at)),
    ...series.flatMap(({ instrumentId }) =>
      (record.ranges.get(instrumentId)?.points ?? []).map(({ at }) => at),
    ),
  ])
  return (
    <div className="hr-axis">
      {series.map((each, index) => (
        <Drawing
          key={each.instrumentId}
          {...{ ctx, record, timeSpan, marks }}
          series={each}
          isFirst={index === 0}
        />
      ))}
      <AxisCharts
        lines={lines}
        goals={goals}
        goalScale={goalScale(ctx.content)}
        timeSpan={timeSpan}
      />
    </div>
  )
}

/** What was asked once is said in the panel; a drawing is for what is asked again. */
function drawnSeries(ctx: Context, record: PersonRecord): ScoreSeries[] {
  const { forms, weeklyForms: weekly } = record
  return scoreSeries(ctx.content, forms, weekly).filter(
    ({ instrumentId, points }) => weekly.includes(instrumentId) || points.length > 1,
  )
}

function goalsOf(record: PersonRecord) {
  const rated = record.ratings.filter(({ series }) => series === goalSource.series)
  return mergeGoals(
    record.goals.map(({ id, values }) => ({
      goal: String(values[goalSource.field] ?? ''),
      points: rated.filter(({ entryId }) => entryId === id),
    })),
  )
}

interface DrawingProps extends TimeAxisProps {
  series: ScoreSeries
  timeSpan: TimeSpan | null
  marks: readonly ChartMark[]
  isFirst: boolean
}

function Drawing({ ctx, record, series, timeSpan, marks, isFirst }: DrawingProps) {
  const instrument = ctx.content.instruments.get(series.instrumentId)
  const points = series.points.map(({ at, value }) => ({ at: at.getTime(), total: value }))
  return (
    <ScoreChart
      title={`${series.label} over the course${betterAbove(series)}`}
      name={series.label}
      points={series.points}
      everyDays={series.everyDays}
      min={series.minimum}
      max={series.maximum}
      bands={series.bands}
      line={
        series.caseness === null
          ? null
          : { value: series.caseness, label: `cut-off ${series.caseness}${series.casenessMark}` }
      }
      range={rangeOf(record, series)}
      marks={marks}
      areMarksNamedAbove={!isFirst}
      pauses={record.pauses.map(({ from, to }) => ({
        from: new Date(from),
        to: to === null ? ctx.now : new Date(to),
      }))}
      timeSpan={timeSpan}
      isWide
      caption={instrument ? scoreSentence(instrument, points, ctx.service.timeZone) : ''}
    />
  )
}

function betterAbove({ higherIs }: ScoreSeries): string {
  return higherIs === 'better' ? ' (higher is better)' : ''
}

function rangeOf(record: PersonRecord, { instrumentId }: ScoreSeries): ChartRange | null {
  const range = record.ranges.get(instrumentId)
  if (!range || range.points.length === 0) return null
  return { points: range.points, words: staffRangeWords(range) }
}

/** What happened beside the scores: modules, calls, changes of medicine, adverse events. */
function marksOf(ctx: Context, record: PersonRecord): ChartMark[] {
  const opened = [...record.modules.states.values()].flatMap(({ moduleId, openedAt }) =>
    openedAt === null
      ? []
      : [{ at: new Date(openedAt), label: `${nameOfModule(record, moduleId)} opened` }],
  )
  return [
    ...opened,
    ...record.contacts
      .filter(({ outcome }) => isHeld(outcome))
      .map(({ happenedAt }) => ({ at: happenedAt, label: 'Call' })),
    ...record.notes
      .filter(({ isMedication }) => isMedication)
      .map(({ at }) => ({ at, label: 'Change of medicine noted' })),
    ...record.events.map((event) => ({
      at: momentOf(event),
      label: titleOf(ctx.content.protocols.adverseEvents, event),
    })),
  ]
}

function momentOf(event: AdverseEvent): Date {
  const day = latestOf(event)?.happenedOn
  return day ? new Date(`${day}T12:00:00Z`) : event.recordedAt
}
