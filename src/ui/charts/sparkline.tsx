import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import { type ChartPoint, splitAtGaps, timeSpan } from './geometry.ts'

interface SparklineProps {
  points: readonly ChartPoint[]
  min: number
  max: number
  /** What it shows, in words: "PHQ-9 from 17 to 12 in 4 weeks". */
  label: string
  width?: number
  height?: number
}

/** A line the height of a word, for a row of a list; the numbers stand in words beside it. */
export function Sparkline({ points, min, max, label, width = 96, height = 26 }: SparklineProps) {
  if (points.length === 0) return null
  const x = scaleUtc()
    .domain(timeSpan(points.map(({ at }) => at)))
    .range([4, width - 4])
  const y = scaleLinear()
    .domain([min, max === min ? min + 1 : max])
    .range([height - 4, 4])
    .clamp(true)
  const draw = line<ChartPoint>(
    ({ at }) => x(at),
    ({ value }) => y(value),
  )
  const pieces = splitAtGaps(points)
  const last = pieces.at(-1)?.at(-1)
  return (
    <svg
      className="hr-sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {pieces.map((piece) => (
        <path key={piece[0]?.at.getTime()} d={draw(piece) ?? ''} fill="none" />
      ))}
      {last && <circle cx={x(last.at)} cy={y(last.value)} r={3} />}
    </svg>
  )
}
