import { area, line } from 'd3-shape'
import type { ChartRange, RangePoint } from './geometry.ts'

interface RangeBandProps {
  range: ChartRange
  x: (at: Date) => number
  y: (value: number) => number
}

/** A light strip with dashed edges, so that it is seen in print and in few colours as well. */
export function RangeBand({ range, x, y }: RangeBandProps) {
  const strip = area<RangePoint>()
    .x(({ at }) => round(x(at)))
    .y0(({ low }) => round(y(low)))
    .y1(({ high }) => round(y(high)))
  const edge = (value: (point: RangePoint) => number) =>
    line<RangePoint>(
      ({ at }) => round(x(at)),
      (point) => round(y(value(point))),
    )(range.points) ?? ''
  return (
    <g>
      <path className="hr-chart__range" d={strip(range.points) ?? ''} />
      <path className="hr-chart__range-edge" d={edge(({ low }) => low)} strokeDasharray="3 3" />
      <path className="hr-chart__range-edge" d={edge(({ high }) => high)} strokeDasharray="3 3" />
      <path
        className="hr-chart__range-edge"
        d={edge(({ middle }) => middle)}
        strokeDasharray="1 4"
      />
    </g>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
