import { scaleLinear, scaleUtc } from 'd3-scale'
import type { Place } from '#ui/page-settings.tsx'
import { formatTime } from '#ui/time.tsx'
import type { ChartIds } from './chart-figure.tsx'
import {
  type ChartRange,
  type ChartSeries,
  cutTo,
  type Frame,
  groupMarks,
  type NumberedMark,
  plainNumber,
  spreadLabels,
  type TimeSpan,
  textUnits,
  timeSpan,
  timeTicks,
} from './geometry.ts'
import { RangeBand } from './range-band.tsx'
import { type Scales, SeriesLine } from './series-line.tsx'

interface LineDrawingProps {
  ids: ChartIds
  place: Place
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
  range: ChartRange | null
  timeSpan: TimeSpan | null
}

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
      direction="ltr"
      aria-labelledby={`${props.ids.title} ${props.ids.caption}`}
      fontSize={textUnits}
    >
      <title>{props.title}</title>
      <Backdrop {...props} scales={scales} />
      {props.range && <RangeBand range={props.range} x={scales.x} y={scales.y} />}
      <BandNames {...props} scales={scales} />
      <ValueAxis {...props} scales={scales} />
      <TimeAxis place={props.place} frame={frame} scales={scales} />
      <Marks marks={props.marks} frame={frame} scales={scales} />
      {series.map((one, index) => (
        <SeriesLine key={one.label} series={one} index={index} scales={scales} />
      ))}
      <LastLabels series={series} frame={frame} scales={scales} />
    </svg>
  )
}

function scalesOf(props: LineDrawingProps): Scales {
  const { frame, series, marks, spans, min, max, timeSpan: given } = props
  const moments = [
    ...(given ? [given.from, given.to] : []),
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
        <rect
          key={band.label}
          className="hr-chart__band"
          x={frame.left}
          y={scales.y(band.to)}
          width={inside}
          height={scales.y(band.from) - scales.y(band.to)}
        />
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

/** After the range, which would lie over them. */
function BandNames({ frame, scales, bands }: LineDrawingProps & { scales: Scales }) {
  if (frame.size !== 'wide') return null
  const inside = frame.width - frame.left - frame.right
  return bands.map((band) => (
    <text
      key={band.label}
      className="hr-chart__band-name"
      x={frame.left + 4}
      y={scales.y(band.from) - 4}
    >
      {cutTo(band.label, lettersIn(inside / 2))}
    </text>
  ))
}

function ValueAxis(props: LineDrawingProps & { scales: Scales }) {
  const { frame, scales, lines } = props
  // Where bands have names there is no room for another: the line's is among the notes.
  const isNamed = props.bands.length === 0
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
          {isNamed && (
            <text className="hr-chart__on-line" x={frame.left + 6} y={scales.y(value) + textUnits}>
              {cutTo(label, lettersIn(right - frame.left))}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

function TimeAxis(props: { place: Place; frame: Frame; scales: Scales }) {
  const { place, frame, scales } = props
  const [from, to] = scales.x.domain()
  if (!from || !to) return null
  const ticks = timeTicks([from, to], frame.size === 'wide' ? 6 : 3)
  const style = isLong(from, to) ? 'month-year' : 'short-date'
  return (
    <g className="hr-chart__quiet">
      {ticks.map((tick, index) => (
        <text
          key={tick.getTime()}
          x={index === 0 ? frame.left : scales.x(tick)}
          y={frame.height - 8}
          textAnchor={index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}
        >
          {formatTime(tick, style, place.timeZone, place.locale)}
        </text>
      ))}
    </g>
  )
}

/** Over so long a time a day without its year would be two days. */
function isLong(from: Date, to: Date): boolean {
  return to.getTime() - from.getTime() > 300 * 86_400_000
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
