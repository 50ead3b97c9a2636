import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatTime } from '#ui/time.tsx'
import type { ChartIds } from './chart-figure.tsx'
import {
  type ChartPoint,
  type ChartSeries,
  cutTo,
  type Frame,
  groupMarks,
  type NumberedMark,
  plainNumber,
  splitAtGaps,
  spreadLabels,
  textUnits,
  timeSpan,
  timeTicks,
} from './geometry.ts'
import { PointShape } from './point-shape.tsx'

interface LineDrawingProps {
  ids: ChartIds
  title: string
  frame: Frame
  /** No other drawing stands in for this one at another width. */
  isOnly: boolean
  series: readonly ChartSeries[]
  min: number
  max: number
  bands: readonly { from: number; to: number; label: string }[]
  lines: readonly { value: number; label: string }[]
  marks: readonly NumberedMark[]
  spans: readonly { from: Date; to: Date; label: string }[]
}

interface Scales {
  x: ScaleTime<number, number>
  y: ScaleLinear<number, number>
}

const dashes = [undefined, '7 4', '2 4', '12 4 2 4'] as const

/** One drawing in a fixed frame, without a script or a style of its own. */
export function LineDrawing(props: LineDrawingProps) {
  const { frame, series } = props
  const scales = scalesOf(props)
  const className = props.isOnly ? 'hr-chart__svg' : `hr-chart__svg hr-chart__svg--${frame.size}`
  return (
    <svg
      className={className}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-labelledby={`${props.ids.title} ${props.ids.caption}`}
      fontSize={textUnits}
    >
      <title>{props.title}</title>
      <Backdrop {...props} scales={scales} />
      <ValueAxis {...props} scales={scales} />
      <TimeAxis frame={frame} scales={scales} />
      <Marks marks={props.marks} frame={frame} scales={scales} />
      {series.map(({ label, points }, index) => (
        <SeriesLine key={label} points={points} index={index} scales={scales} />
      ))}
      <LastLabels series={series} frame={frame} scales={scales} />
    </svg>
  )
}

function scalesOf(props: LineDrawingProps): Scales {
  const { frame, series, marks, spans, min, max } = props
  const moments = [
    ...series.flatMap(({ points }) => points.map(({ at }) => at)),
    ...marks.map(({ at }) => at),
    ...spans.flatMap(({ from, to }) => [from, to]),
  ]
  const inset = 10
  return {
    x: scaleUtc()
      .domain(timeSpan(moments))
      .range([frame.left + inset, frame.width - frame.right]),
    y: scaleLinear()
      .domain([min, max === min ? min + 1 : max])
      .range([frame.height - frame.bottom, frame.top])
      .clamp(true),
  }
}

function Backdrop(props: LineDrawingProps & { scales: Scales }) {
  const { frame, scales, bands, spans } = props
  const inside = frame.width - frame.left - frame.right
  return (
    <g>
      {bands.map((band) => (
        <g key={band.label}>
          <rect
            className="hr-chart__band"
            x={frame.left}
            y={scales.y(band.to)}
            width={inside}
            height={scales.y(band.from) - scales.y(band.to)}
          />
          <text className="hr-chart__quiet" x={frame.left + 8} y={scales.y(band.to) + textUnits}>
            {cutTo(band.label, lettersIn(inside))}
          </text>
        </g>
      ))}
      {spans.map((span) => (
        <rect
          key={span.from.getTime()}
          className="hr-chart__span"
          x={scales.x(span.from)}
          y={frame.top}
          width={Math.max(2, scales.x(span.to) - scales.x(span.from))}
          height={frame.height - frame.top - frame.bottom}
        />
      ))}
    </g>
  )
}

function ValueAxis(props: LineDrawingProps & { scales: Scales }) {
  const { frame, scales, lines } = props
  const right = frame.width - frame.right
  return (
    <g>
      {scales.y.ticks(valueTicks(frame)).map((value) => (
        <g key={value}>
          <line
            className="hr-chart__grid"
            x1={frame.left}
            x2={right}
            y1={scales.y(value)}
            y2={scales.y(value)}
          />
          <text
            className="hr-chart__quiet"
            x={frame.left - 6}
            y={scales.y(value) + 5}
            textAnchor="end"
          >
            {plainNumber(value)}
          </text>
        </g>
      ))}
      {lines.map(({ value, label }) => (
        <g key={label}>
          <line
            className="hr-chart__reference"
            strokeDasharray="5 4"
            x1={frame.left}
            x2={right}
            y1={scales.y(value)}
            y2={scales.y(value)}
          />
          <text className="hr-chart__on-line" x={frame.left + 6} y={scales.y(value) + textUnits}>
            {cutTo(label, lettersIn(right - frame.left))}
          </text>
        </g>
      ))}
    </g>
  )
}

function TimeAxis(props: { frame: Frame; scales: Scales }) {
  const { timeZone, locale } = usePageSettings()
  const { frame, scales } = props
  const [from, to] = scales.x.domain()
  if (!from || !to) return null
  const ticks = timeTicks([from, to], frame.size === 'wide' ? 6 : 3)
  return (
    <g className="hr-chart__quiet">
      {ticks.map((tick, index) => (
        <text
          key={tick.getTime()}
          x={index === 0 ? frame.left : scales.x(tick)}
          y={frame.height - 8}
          textAnchor={index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}
        >
          {formatTime(tick, 'short-date', timeZone, locale)}
        </text>
      ))}
    </g>
  )
}

function Marks(props: { marks: readonly NumberedMark[]; frame: Frame; scales: Scales }) {
  const { marks, frame, scales } = props
  const placed = marks.map((mark) => ({ x: scales.x(mark.at), number: mark.number }))
  return (
    <g>
      {placed.map(({ x, number }) => (
        <line
          key={number}
          className="hr-chart__mark"
          strokeDasharray="1 3"
          x1={x}
          x2={x}
          y1={22}
          y2={frame.height - frame.bottom}
        />
      ))}
      {groupMarks(placed).map(({ x, text }) => (
        <text key={text} className="hr-chart__mark-number" x={x} y={16} textAnchor="middle">
          {text}
        </text>
      ))}
    </g>
  )
}

function SeriesLine(props: { points: readonly ChartPoint[]; index: number; scales: Scales }) {
  const { scales, index } = props
  const draw = line<ChartPoint>(
    ({ at }) => scales.x(at),
    ({ value }) => scales.y(value),
  )
  return (
    <g className={`hr-chart__series hr-chart__series--${(index % 4) + 1}`}>
      {splitAtGaps(props.points)
        .filter((piece) => piece.length > 1)
        .map((piece) => (
          <path
            key={piece[0]?.at.getTime()}
            d={draw(piece) ?? ''}
            fill="none"
            strokeDasharray={dashes[index % dashes.length]}
          />
        ))}
      {props.points.map(({ at, value }) => (
        <PointShape key={at.getTime()} x={scales.x(at)} y={scales.y(value)} index={index} />
      ))}
    </g>
  )
}

/** The latest value stands at its point; with several lines, each line's name beside it. */
function LastLabels(props: { series: readonly ChartSeries[]; frame: Frame; scales: Scales }) {
  const { series, frame, scales } = props
  const lasts = series.flatMap(({ label, points }) => {
    const point = points.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
    return point ? [{ label, x: scales.x(point.at), y: scales.y(point.value) - 10, point }] : []
  })
  const heights = spreadLabels(
    lasts.map(({ y }) => y),
    textUnits + 4,
    [frame.top - 6, frame.height - frame.bottom - 8],
  )
  return (
    <g className="hr-chart__last">
      {lasts.map(({ label, x, point }, index) => (
        <text
          key={label}
          x={Math.min(x + 6, frame.width - 4)}
          y={heights[index]}
          textAnchor={x < frame.width / 2 ? 'start' : 'end'}
        >
          {series.length > 1
            ? `${cutTo(label, lettersIn(frame.width / 2) - 3)} ${plainNumber(point.value)}`
            : plainNumber(point.value)}
        </text>
      ))}
    </g>
  )
}

/** As many values as leave room for the letters of each. */
function valueTicks(frame: Frame): number {
  return Math.max(2, Math.floor((frame.height - frame.top - frame.bottom) / 40))
}

/** A letter is about half as wide as the text is high. */
function lettersIn(units: number): number {
  return Math.floor(units / (textUnits * 0.52))
}
