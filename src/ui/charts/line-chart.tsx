import { useId } from 'react'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatTime } from '#ui/time.tsx'
import { ChartFigure, ChartTable, EmptyChart } from './chart-figure.tsx'
import {
  type ChartMark,
  type ChartSeries,
  frameOf,
  type NumberedMark,
  numberMarks,
  plainNumber,
} from './geometry.ts'
import { LineDrawing } from './line-drawing.tsx'

export interface LineChartProps {
  title: string
  series: readonly ChartSeries[]
  min: number
  max: number
  /** A range of values with a name, drawn as a shaded strip. */
  bands?: readonly { from: number; to: number; label: string }[]
  /** A value with a name, drawn as a dashed line across. */
  lines?: readonly { value: number; label: string }[]
  /** Moments with a name, numbered above the drawing and named below it. */
  marks?: readonly ChartMark[]
  /** Stretches of time with a name, such as a pause. */
  spans?: readonly { from: Date; to: Date; label: string }[]
  /** What the drawing says, in plain words: it is read aloud with the drawing's name. */
  caption: string
  /** Said instead of the drawing while there is nothing to draw. */
  empty?: string
  height?: number
  /** Adds a drawing for larger screens beside the phone's. */
  isWide?: boolean
}

/** Numbers over time. Lines differ by dash and shape and carry their names; gaps stay gaps. */
export function LineChart(props: LineChartProps) {
  const id = useId()
  const ids = { title: `${id}t`, caption: `${id}c` }
  const series = props.series.filter(({ points }) => points.length > 0)
  if (series.length === 0) {
    return <EmptyChart title={props.title} words={props.empty ?? 'Nothing to show yet.'} />
  }
  const marks = numberMarks(props.marks ?? [])
  const shared = {
    ...props,
    ids,
    series,
    marks,
    bands: props.bands ?? [],
    lines: props.lines ?? [],
    spans: props.spans ?? [],
  }
  const options = {
    hasMarks: marks.length > 0,
    ...(props.height === undefined ? {} : { height: props.height }),
  }
  return (
    <ChartFigure
      ids={ids}
      title={props.title}
      caption={props.caption}
      drawings={
        <>
          <LineDrawing
            {...shared}
            frame={frameOf('narrow', options)}
            isOnly={props.isWide !== true}
          />
          {props.isWide && (
            <LineDrawing {...shared} frame={frameOf('wide', options)} isOnly={false} />
          )}
        </>
      }
      notes={<MarkNotes marks={marks} spans={shared.spans} />}
      table={<SeriesTable title={props.title} series={series} />}
    />
  )
}

function MarkNotes(props: {
  marks: readonly NumberedMark[]
  spans: readonly { from: Date; to: Date; label: string }[]
}) {
  const { timeZone, locale } = usePageSettings()
  const day = (at: Date) => formatTime(at, 'short-date', timeZone, locale)
  if (props.marks.length === 0 && props.spans.length === 0) return null
  return (
    <ul className="hr-chart__notes">
      {props.marks.map((mark) => (
        <li key={mark.number}>
          <strong>{mark.number}</strong> {mark.label}, {day(mark.at)}
        </li>
      ))}
      {props.spans.map((span) => (
        <li key={span.from.getTime()}>
          <strong>Shaded</strong> {span.label}, {day(span.from)} to {day(span.to)}
        </li>
      ))}
    </ul>
  )
}

function SeriesTable(props: { title: string; series: readonly ChartSeries[] }) {
  const { timeZone, locale } = usePageSettings()
  const moments = props.series.flatMap(({ points }) => points.map(({ at }) => at.getTime()))
  const rows = [...new Set(moments)].sort((a, b) => a - b)
  return (
    <ChartTable
      title={props.title}
      columns={['Day', ...props.series.map(({ label }) => label)]}
      rows={rows.map((moment) => [
        formatTime(new Date(moment), 'date', timeZone, locale),
        ...props.series.map(({ points }) => {
          const point = points.find(({ at }) => at.getTime() === moment)
          return point ? plainNumber(point.value) : ''
        }),
      ])}
    />
  )
}
