import { type AdverseEvent, latestOf, titleOf } from '#features/adverse-events/index.ts'
import { isHeld } from '#features/contacts/index.ts'
import {
  AxisCharts,
  axisLines,
  courseSpan,
  goalScale,
  goalSource,
  isDrawnIn,
  lastMinuteOfToday,
  latestStretch,
  mergeGoals,
  processSources,
} from '#features/progress/index.ts'
import { type ScoreSeries, scoreSeries } from '#features/scores/index.ts'
import type { Context } from '#platform/context.ts'
import type { ChartMark } from '#ui/charts/geometry.ts'
import { Time } from '#ui/time.tsx'
import { nameOfModule } from './module-words.ts'
import type { PersonRecord } from './record.ts'
import { ScoreDrawing } from './score-drawing.tsx'

interface TimeAxisProps {
  ctx: Context
  record: PersonRecord
  /** The whole course, however long; otherwise the latest half year of it. */
  isWhole: boolean
  /** The forms whose sentence stands above, to be put into the answer. */
  saidAbove: readonly string[]
}

/** Scores, ratings and goals of a course below each other, on one axis of time. */
export function TimeAxis({ ctx, record, isWhole, saidAbove }: TimeAxisProps) {
  const series = drawnSeries(ctx, record)
  const lines = axisLines(processSources(ctx.content, record.programme), record.ratings)
  const goals = goalsOf(record)
  const marks = marksOf(ctx, record)
  const today = lastMinuteOfToday(ctx)
  const whole = courseSpan(record.course, today, [
    ...marks.map(({ at }) => at),
    ...[...series, ...lines, ...goals].flatMap(({ points }) => points.map(({ at }) => at)),
    ...series.flatMap(({ instrumentId }) =>
      (record.ranges.get(instrumentId)?.points ?? []).map(({ at }) => at),
    ),
  ])
  const timeSpan = whole && !isWhole ? latestStretch(whole, ctx.service.timeZone) : whole
  const first = series.find((each) => isDrawnIn(timeSpan, each))
  const pauses = record.pauses.map(({ from, to }) => ({
    from: new Date(from),
    to: to === null ? today : new Date(to),
  }))
  const isCut = whole !== null && timeSpan !== null && timeSpan.from > whole.from
  return (
    <div className="hr-axis">
      {isCut && (
        <p className="hr-quiet">
          Drawn from <Time at={timeSpan.from} style="day" />.{' '}
          <a href="?draw=whole#forms">Draw the whole course</a>
        </p>
      )}
      {series.map((each) => (
        <ScoreDrawing
          key={`${each.instrumentId} ${each.partId ?? ''}`}
          {...{ ctx, record, timeSpan, marks, pauses }}
          series={each}
          isFirst={each === first}
          isSaidAbove={each.partId === null && saidAbove.includes(each.instrumentId)}
        />
      ))}
      <AxisCharts
        lines={lines}
        goals={goals}
        goalScale={goalScale(ctx.content)}
        areMarksNamedAbove={first !== undefined}
        {...{ timeSpan, marks, pauses }}
      />
    </div>
  )
}

/** What was asked once is said in the panel; a drawing is for what is asked again. */
function drawnSeries(ctx: Context, record: PersonRecord): ScoreSeries[] {
  const { forms, weeklyForms: weekly } = record
  return scoreSeries(ctx.content, forms, weekly)
    .filter(({ instrumentId, points }) => weekly.includes(instrumentId) || points.length > 1)
    .map((series) => withCarried(record, series))
}

/** A review without a form of its own week has the total of before, drawn hollow. */
function withCarried({ formQuality }: PersonRecord, series: ScoreSeries): ScoreSeries {
  const carried = formQuality.get(series.instrumentId)?.carriedTo ?? []
  if (carried.length === 0) return series
  const points = carried.map(({ contactAt, total }) => ({
    at: new Date(contactAt),
    value: total,
    isCarried: true,
  }))
  return {
    ...series,
    points: [...series.points, ...points].sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
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
