import { cutTo, plainNumber } from './geometry.ts'

export interface WeekPoint {
  /** Counted from 1, since treatment started. */
  readonly week: number
  readonly value: number
}

interface SmallMultipleProps {
  points: readonly WeekPoint[]
  /** How many weeks the axis holds: the same for everybody on the page. */
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
export function SmallMultiple({ points, weeks, min, max, line, label }: SmallMultipleProps) {
  const x = (week: number) =>
    round(inside.left + ((week - 1) / Math.max(1, weeks - 1)) * (inside.right - inside.left))
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
        week 1
      </text>
      <text x={inside.right} y={height - 4} textAnchor="end">
        {weeks}
      </text>
      <path className="hr-small__series" d={pathOf(points, x, y)} />
      {last && <circle cx={x(last.week)} cy={y(last.value)} r="3.5" />}
    </svg>
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
