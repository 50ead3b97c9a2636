import type { Content, Programme } from '#content/types.ts'
import type { ChartPoint as RatedPoint } from '#features/entries/index.ts'
import type { CourseRange } from '#features/expected-range/index.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import {
  AxisCharts,
  axisLines,
  courseSpan,
  goalScale,
  goalSource,
  isDrawnIn,
  latestStretch,
  mergeGoals,
  processSources,
} from '#features/progress/index.ts'
import { type ScoreSeries, scoreSeries } from '#features/scores/index.ts'
import type { ChartMark, ChartPoint, TimeSpan } from '#ui/charts/geometry.ts'
import { type Place, PlaceProvider } from '#ui/page-settings.tsx'
import { rememberedMarkup } from '#ui/remembered-markup.ts'
import { Time } from '#ui/time.tsx'
import { ScoreDrawing } from './score-drawing.tsx'

/** All that the drawings rest on. */
interface AxisProps {
  readonly content: Content
  readonly programme: Programme
  readonly forms: readonly MeasureResponse[]
  readonly ratings: readonly RatedPoint[]
  readonly weeklyForms: readonly string[]
  readonly place: Place
  /** Its last minute. */
  readonly today: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  /** A review without a form of its own week has the total of before, drawn hollow. */
  readonly carried: readonly {
    readonly instrumentId: string
    readonly points: readonly { readonly at: Date; readonly value: number }[]
  }[]
  readonly ranges: readonly { readonly instrumentId: string; readonly range: CourseRange }[]
  readonly goals: readonly { readonly entryId: string; readonly goal: string }[]
  readonly marks: readonly ChartMark[]
  readonly pauses: readonly TimeSpan[]
  readonly isWhole: boolean
  readonly saidAbove: readonly string[]
}

/** Drawn once for each state of the record and each day, however long the course. */
export const axisMarkup = rememberedMarkup(AxisDrawings, [
  'content',
  'programme',
  'forms',
  'ratings',
])

function AxisDrawings(props: AxisProps) {
  const { place, today, marks, pauses } = props
  const series = drawnSeries(props)
  const lines = axisLines(processSources(props.content, props.programme), props.ratings)
  const goals = goalLines(props)
  const whole = courseSpan(props, today, [
    ...marks.map(({ at }) => at),
    ...[...series, ...lines, ...goals].flatMap(({ points }) => points.map(({ at }) => at)),
    ...series.flatMap(({ instrumentId }) =>
      (rangeOf(props, instrumentId)?.points ?? []).map(({ at }) => at),
    ),
  ])
  const timeSpan = whole && !props.isWhole ? latestStretch(whole, place.timeZone) : whole
  const first = series.find((each) => isDrawnIn(timeSpan, each))
  return (
    <PlaceProvider place={place}>
      {whole && timeSpan && timeSpan.from > whole.from && <CutNote from={timeSpan.from} />}
      {series.map((each) => (
        <ScoreDrawing
          key={`${each.instrumentId} ${each.partId ?? ''}`}
          {...{ timeSpan, marks, pauses }}
          instrument={props.content.instruments.get(each.instrumentId)}
          timeZone={place.timeZone}
          range={rangeOf(props, each.instrumentId)}
          series={each}
          isFirst={each === first}
          isSaidAbove={each.partId === null && props.saidAbove.includes(each.instrumentId)}
        />
      ))}
      <AxisCharts
        lines={lines}
        goals={goals}
        goalScale={goalScale(props.content)}
        areMarksNamedAbove={first !== undefined}
        {...{ timeSpan, marks, pauses }}
      />
    </PlaceProvider>
  )
}

function CutNote({ from }: { from: Date }) {
  return (
    <p className="hr-quiet">
      Drawn from <Time at={from} style="day" />.{' '}
      <a href="?draw=whole#forms">Draw the whole course</a>
    </p>
  )
}

function rangeOf({ ranges }: AxisProps, instrumentId: string): CourseRange | null {
  return ranges.find((each) => each.instrumentId === instrumentId)?.range ?? null
}

/** What was asked once is said in the panel; a drawing is for what is asked again. */
function drawnSeries({ content, forms, weeklyForms, carried }: AxisProps): ScoreSeries[] {
  return scoreSeries(content, forms, weeklyForms)
    .filter(({ instrumentId, points }) => weeklyForms.includes(instrumentId) || points.length > 1)
    .map((series) => {
      const added = carried.find(({ instrumentId }) => instrumentId === series.instrumentId)
      return withCarried(series, added?.points ?? [])
    })
}

function withCarried(
  series: ScoreSeries,
  carried: AxisProps['carried'][number]['points'],
): ScoreSeries {
  if (carried.length === 0) return series
  const points: ChartPoint[] = carried.map((point) => ({ ...point, isCarried: true }))
  return {
    ...series,
    points: [...series.points, ...points].sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}

function goalLines({ goals, ratings }: AxisProps) {
  const rated = ratings.filter(({ series }) => series === goalSource.series)
  return mergeGoals(
    goals.map(({ entryId, goal }) => ({
      goal,
      points: rated.filter((point) => point.entryId === entryId),
    })),
  )
}
