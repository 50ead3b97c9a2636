import type { ScaleLinear, ScaleTime } from 'd3-scale'
import { line } from 'd3-shape'
import { type ChartPoint, type ChartSeries, pointRadius, splitAtGaps } from './geometry.ts'
import { PointShape } from './point-shape.tsx'

export interface Scales {
  x: ScaleTime<number, number>
  y: ScaleLinear<number, number>
}

const dashes = [undefined, '7 4', '2 4', '12 4 2 4'] as const
/** A year of points is drawn as one path of dots: a shape each would make a heavy page. */
const mostShapes = 20

/** One line with its points; a gap stays a gap. */
export function SeriesLine(props: { series: ChartSeries; index: number; scales: Scales }) {
  const { scales, index, series } = props
  const [left = 0, right = 0] = scales.x.range()
  const radius = pointRadius(series.points.length, right - left)
  const answered = series.points.filter(({ isCarried }) => !isCarried)
  const isDense = answered.length > mostShapes
  const draw = line<ChartPoint>(
    ({ at }) => scales.x(at),
    ({ value }) => scales.y(value),
  ).digits(1)
  const shaped = isDense ? series.points.filter(hasSign) : series.points
  return (
    <g className={`hr-chart__series hr-chart__series--${(index % 4) + 1}`}>
      {splitAtGaps(answered, series.everyDays)
        .filter((piece) => piece.length > 1)
        .map((piece) => (
          <path
            key={piece[0]?.at.getTime()}
            d={draw(piece) ?? ''}
            fill="none"
            strokeDasharray={dashes[index % dashes.length]}
          />
        ))}
      {isDense && (
        <path
          className="hr-chart__dots"
          d={answered.map(({ at, value }) => dotAt(scales.x(at), scales.y(value))).join('')}
          strokeWidth={Math.round(radius * 20) / 10}
        />
      )}
      {shaped.map((point) => (
        <PointSign
          key={point.at.getTime()}
          point={point}
          {...{ index, radius }}
          x={scales.x(point.at)}
          y={scales.y(point.value)}
        />
      ))}
    </g>
  )
}

const hasSign = ({ isCarried, change }: ChartPoint) => Boolean(isCarried || change)

/** A stroke of no length with a round end is a dot. */
function dotAt(x: number, y: number): string {
  return `M${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}h0`
}

interface PointSignProps {
  point: ChartPoint
  x: number
  y: number
  index: number
  radius: number
}

/** A point; hollow where a value was carried over, in a ring where a change became a real one. */
function PointSign({ point, x, y, index, radius }: PointSignProps) {
  if (point.isCarried) return <circle className="hr-chart__hollow" cx={x} cy={y} r={radius} />
  return (
    <>
      {point.change && <circle className="hr-chart__ring" cx={x} cy={y} r={8} />}
      <PointShape x={x} y={y} index={index} radius={radius} />
    </>
  )
}
