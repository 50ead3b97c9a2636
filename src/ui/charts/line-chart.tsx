import { useId } from 'react'
import { type Place, usePlace } from '#ui/page-settings.tsx'
import { rememberedMarkup } from '#ui/remembered-markup.ts'
import { EmptyChart, FigureContent, RememberedFigure } from './chart-figure.tsx'
import { ChartNotes } from './chart-notes.tsx'
import {
  type ChartMark,
  type ChartRange,
  type ChartSeries,
  frameOf,
  numberMarks,
  type TimeSpan,
} from './geometry.ts'
import { LineDrawing } from './line-drawing.tsx'
import { SeriesTable } from './series-table.tsx'

export interface LineChartProps {
  title: string
  series: readonly ChartSeries[]
  min: number
  max: number
  /** A range of values with a name, drawn as a shaded strip. */
  bands?: readonly { from: number; to: number; label: string }[]
  /** What must be said of all of them, below the drawing. */
  bandsMark?: string
  /** A value with a name, drawn as a dashed line across. */
  lines?: readonly { value: number; label: string }[]
  /** Moments with a name, numbered above the drawing and named below it. */
  marks?: readonly ChartMark[]
  /** The same marks are named under a drawing above: here their numbers are enough. */
  areMarksNamedAbove?: boolean
  /** Stretches of time with a name, such as a pause. */
  spans?: readonly (TimeSpan & { readonly label: string })[]
  /** Where people who started alike usually are. */
  range?: ChartRange | null
  /** The axis of time: charts with the same one line up; nothing outside it is drawn. */
  timeSpan?: TimeSpan | null
  /** What the drawing says, in plain words: it is read aloud with the drawing's name. */
  caption: string
  /** The page says it just above: it is not shown twice. */
  isCaptionSaidAbove?: boolean
  /** Said instead of the drawing while there is nothing to draw. */
  empty?: string
  height?: number
  /** Adds a drawing for larger screens beside the phone's. */
  isWide?: boolean
}

/** Numbers over time. Lines differ by dash and shape and carry their names; gaps stay gaps. */
export function LineChart(given: LineChartProps) {
  const place = usePlace()
  const props = { ...given, ...within(given) }
  const series = props.series.filter(({ points }) => points.length > 0)
  if (series.length === 0) {
    return <EmptyChart title={props.title} words={props.empty ?? 'Nothing to show yet.'} />
  }
  return <RememberedFigure markup={figureOf({ ...props, series, place })} />
}

const figureOf = rememberedMarkup(LineFigure)

function LineFigure(props: LineChartProps & { place: Place }) {
  const id = useId()
  const ids = { title: `${id}t`, caption: `${id}c` }
  const marks = numberMarks(props.marks ?? [])
  const shared = {
    ...props,
    ids,
    marks,
    bands: props.bands ?? [],
    bandsMark: props.bandsMark ?? '',
    lines: props.lines ?? [],
    spans: props.spans ?? [],
    range: props.range ?? null,
    areMarksNamedAbove: props.areMarksNamedAbove ?? false,
    timeSpan: props.timeSpan ?? null,
  }
  const options = {
    hasMarks: marks.length > 0,
    ...(props.height === undefined ? {} : { height: props.height }),
  }
  return (
    <FigureContent
      ids={ids}
      title={props.title}
      caption={props.caption}
      isCaptionSaidAbove={props.isCaptionSaidAbove ?? false}
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
      notes={<ChartNotes {...shared} />}
      table={<SeriesTable {...shared} />}
    />
  )
}

/** What lies on the axis of time; a stretch that reaches beyond it is cut. */
function within({ series, marks = [], spans = [], range = null, timeSpan }: LineChartProps) {
  if (!timeSpan) return { series, marks, spans, range }
  const { from, to } = timeSpan
  // As numbers: compared as dates, each would be asked for its number twice.
  const [first, last] = [from.getTime(), to.getTime()]
  const isOn = ({ at }: { readonly at: Date }) => at.getTime() >= first && at.getTime() <= last
  return {
    series: series.map((each) => ({ ...each, points: each.points.filter(isOn) })),
    marks: marks.filter(isOn),
    spans: spans
      .filter((span) => span.to >= from && span.from <= to)
      .map((span) => ({ ...span, from: span.from < from ? from : span.from })),
    range: range && { ...range, points: range.points.filter(isOn) },
  }
}
