import type { ChartMark, TimeSpan } from '#ui/charts/geometry.ts'
import { LineChart } from '#ui/charts/line-chart.tsx'
import type { AxisLine, GoalLine } from './axis-lines.ts'

interface AxisChartsProps extends Around {
  lines: readonly AxisLine[]
  goals: readonly GoalLine[]
  goalScale: { readonly min: number; readonly max: number } | null
  /** A drawing above names the marks already; otherwise the first of these does. */
  areMarksNamedAbove: boolean
}

/** What every drawing on one axis of time has beside its own numbers. */
interface Around {
  timeSpan: TimeSpan | null
  marks: readonly ChartMark[]
  pauses: readonly TimeSpan[]
}

/** Goals in one drawing are told apart by dash and shape; there are four of each. */
const mostInOne = 4

/** Ratings and goals below the scores, on the same axis of time and with the same marks. */
export function AxisCharts(props: AxisChartsProps) {
  const { lines, goalScale, areMarksNamedAbove } = props
  const drawn = lines.filter((line) => isDrawnIn(props.timeSpan, line))
  return (
    <>
      {lines.map((line) => (
        <LineChart
          key={line.name}
          title={line.label}
          series={[{ label: line.label, points: line.points }]}
          min={line.min}
          max={line.max}
          height={150}
          {...around(props)}
          areMarksNamedAbove={areMarksNamedAbove || line !== drawn[0]}
          caption={ratingSentence(line)}
          isWide
        />
      ))}
      {goalScale && (
        <GoalCharts
          {...props}
          scale={goalScale}
          areMarksNamedAbove={areMarksNamedAbove || drawn.length > 0}
        />
      )}
    </>
  )
}

/** Something of it lies on the axis: otherwise a sentence stands for the drawing. */
export function isDrawnIn(
  timeSpan: TimeSpan | null,
  { points }: { readonly points: readonly { readonly at: Date }[] },
): boolean {
  return points.some(({ at }) => timeSpan === null || (at >= timeSpan.from && at <= timeSpan.to))
}

function around({ timeSpan, marks, pauses }: Around) {
  return { timeSpan, marks, spans: pauses.map((pause) => ({ ...pause, label: 'Paused' })) }
}

interface GoalChartsProps extends Around {
  goals: readonly GoalLine[]
  scale: { readonly min: number; readonly max: number }
  areMarksNamedAbove: boolean
}

function GoalCharts(props: GoalChartsProps) {
  const { scale, timeSpan, areMarksNamedAbove } = props
  const rated = props.goals.filter(({ points }) => points.length > 0)
  const groups = Array.from({ length: Math.ceil(rated.length / mostInOne) }, (_, index) =>
    rated.slice(index * mostInOne, (index + 1) * mostInOne),
  )
  const first = groups.find((goals) => goals.some((goal) => isDrawnIn(timeSpan, goal)))
  return groups.map((goals, index) => (
    <LineChart
      key={goals[0]?.goal}
      title={index === 0 ? 'Goals' : 'More goals'}
      series={goals.map(({ goal, points }) => ({ label: goal, points }))}
      min={scale.min}
      max={scale.max}
      height={170}
      {...around(props)}
      areMarksNamedAbove={areMarksNamedAbove || goals !== first}
      caption={
        `Higher is nearer: ${scale.min} is “cannot do it at all”, ` +
        `${scale.max} is “can do it any time”. ${goals.map(goalWords).join(' ')}`
      }
      isWide
    />
  ))
}

/** "Walk the dog: 2 at first, 6 now." */
function goalWords({ goal, points }: GoalLine): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  return points.length === 1
    ? `${goal}: ${first.value} so far.`
    : `${goal}: ${first.value} at first, ${last.value} now.`
}

function ratingSentence({ points, min, max, isWeeklyMean }: AxisLine): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  const scale = `on a scale from ${min} to ${max}${isWeeklyMean ? ', each week on average' : ''}`
  return points.length === 1
    ? `${rounded(last.value)} so far, ${scale}.`
    : `${rounded(first.value)} at first, ${rounded(last.value)} now, ${scale}.`
}

const rounded = (value: number) => Math.round(value * 10) / 10
