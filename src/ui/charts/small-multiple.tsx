import { cutTo, plainNumber } from './geometry.ts'

export interface WeekPoint {
  /** Whole weeks after the first form, which is 0. */
  readonly week: number
  readonly value: number
  /** A real change since the first form begins here; in words. */
  readonly change: string | null
}

/** Something that happened beside the scores. */
export interface WeekMark {
  /** Weeks after the first form, parts included. */
  readonly at: number
  /** A module is a stroke on the axis, an event a triangle above it. */
  readonly kind: 'module' | 'event'
  readonly label: string
}

interface SmallMultipleProps {
  points: readonly WeekPoint[]
  marks: readonly WeekMark[]
  /** The last week of the axis: the same for everybody on the page. */
  weeks: number
  min: number
  max: number
  /** The cut-off, drawn dashed. */
  line: number | null
  /** What it shows, in words. */
  label: string
}

const [width, height] = [200, 92]
const inside = { left: 22, right: 192, top: 8, bottom: 74 }

/** One of many small drawings on the same axes; as little markup as will say it. */
export function SmallMultiple(props: SmallMultipleProps) {
  const { points, marks, weeks, min, max, line, label } = props
  const x = (week: number) =>
    round(inside.left + (Math.min(week, weeks) / weeks) * (inside.right - inside.left))
  const y = (value: number) => round(heightOf(value, min, max))
  const last = points.at(-1)
  return (
    <svg
      className="hr-small-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={cutTo(label, 200)}
      direction="ltr"
    >
      <path
        className="hr-small__frame"
        d={`M${inside.left} ${inside.top}V${inside.bottom}H${inside.right}`}
      />
      {line !== null && (
        <path className="hr-small__line" d={`M${inside.left} ${y(line)}H${inside.right}`} />
      )}
      <text x={inside.left - 4} y={inside.top + 8} textAnchor="end">
        {plainNumber(max)}
      </text>
      <text x={inside.left - 4} y={inside.bottom} textAnchor="end">
        {plainNumber(min)}
      </text>
      <text x={inside.left} y={height - 4}>
        first form
      </text>
      <text x={inside.right} y={height - 4} textAnchor="end">
        week {weeks}
      </text>
      <Marks marks={marks} x={x} />
      <path className="hr-small__series" d={pathOf(points, x, y)} />
      {points
        .filter(({ change }) => change !== null)
        .map(({ week, value }) => (
          <circle key={week} className="hr-small__ring" cx={x(week)} cy={y(value)} r="6" />
        ))}
      {last && <circle cx={x(last.week)} cy={y(last.value)} r="3.5" />}
    </svg>
  )
}

/** One path for each kind: a person may have thirty of them. */
function Marks({ marks, x }: Pick<SmallMultipleProps, 'marks'> & { x: (week: number) => number }) {
  const of = (kind: WeekMark['kind'], shape: (at: number) => string) =>
    marks
      .filter((mark) => mark.kind === kind)
      .map(({ at }) => shape(x(at)))
      .join('')
  const { bottom, top } = inside
  const strokes = of('module', (at) => `M${at} ${bottom}v-7`)
  const triangles = of('event', (at) => `M${at} ${top}l-3.5 -6h7z`)
  return (
    <>
      {strokes && <path className="hr-small__module" d={strokes} />}
      {triangles && <path className="hr-small__event" d={triangles} />}
    </>
  )
}

/** A week that is missing breaks the line; a lone point is drawn as a short stroke. */
function pathOf(
  points: readonly WeekPoint[],
  x: (week: number) => number,
  y: (value: number) => number,
): string {
  return points
    .map(({ week, value }, index) => {
      const isJoined = week - (points[index - 1]?.week ?? Number.NEGATIVE_INFINITY) <= 1
      return `${isJoined ? 'L' : 'M'}${x(week)} ${y(value)}${isJoined ? '' : 'h.1'}`
    })
    .join('')
}

function heightOf(value: number, min: number, max: number): number {
  const share = (Math.min(max, Math.max(min, value)) - min) / Math.max(1, max - min)
  return inside.bottom - share * (inside.bottom - inside.top)
}

const round = (value: number) => Math.round(value * 10) / 10
