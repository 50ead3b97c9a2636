import { scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { rememberedMarkup } from '#ui/remembered-markup.ts'
import {
  type ChartIds,
  ChartTable,
  EmptyChart,
  FigureContent,
  RememberedFigure,
} from './chart-figure.tsx'
import { cutTo, plainNumber, textUnits } from './geometry.ts'

export interface ChartBar {
  readonly label: string
  readonly value: number
  /** How many records the value comes from. */
  readonly count: number
}

export interface BarChartProps {
  title: string
  bars: readonly ChartBar[]
  min: number
  max: number
  caption: string
  empty?: string
  /** What the value is, for the table: "Mood". */
  valueName?: string
  isWide?: boolean
}

const rowHeight = 50
const barHeight = 16
const valueWidth = 42

/** Values side by side, each bar under its own name. */
export function BarChart(props: BarChartProps) {
  if (props.bars.length === 0) {
    return <EmptyChart title={props.title} words={props.empty ?? 'Nothing to show yet.'} />
  }
  return <RememberedFigure markup={figureOf(props)} />
}

const figureOf = rememberedMarkup(BarFigure)

function BarFigure(props: BarChartProps) {
  const id = useId()
  const ids = { title: `${id}t`, caption: `${id}c` }
  return (
    <FigureContent
      ids={ids}
      title={props.title}
      caption={props.caption}
      drawings={
        <>
          <BarDrawing
            {...props}
            ids={ids}
            width={320}
            className={props.isWide ? 'hr-chart__svg hr-chart__svg--narrow' : 'hr-chart__svg'}
          />
          {props.isWide && (
            <BarDrawing
              {...props}
              ids={ids}
              width={640}
              className="hr-chart__svg hr-chart__svg--wide"
            />
          )}
        </>
      }
      table={
        <ChartTable
          title={props.title}
          columns={['', props.valueName ?? 'Value', 'How many']}
          rows={props.bars.map(({ label, value, count }) => [label, plainNumber(value), count])}
        />
      }
    />
  )
}

function BarDrawing(props: BarChartProps & { ids: ChartIds; width: number; className: string }) {
  const { bars, min, max, width } = props
  const length = scaleLinear()
    .domain([min, max === min ? min + 1 : max])
    .range([0, width - valueWidth])
    .clamp(true)
  return (
    <svg
      className={props.className}
      viewBox={`0 0 ${width} ${bars.length * rowHeight}`}
      role="img"
      aria-labelledby={`${props.ids.title} ${props.ids.caption}`}
      fontSize={textUnits}
    >
      <title>{props.title}</title>
      {bars.map(({ label, value, count }, index) => (
        <g key={label} transform={`translate(0 ${index * rowHeight})`}>
          <text y={textUnits}>
            {cutTo(label, Math.floor(width / 8.4) - 6)}
            <tspan className="hr-chart__quiet"> ({count})</tspan>
          </text>
          <rect
            className="hr-chart__track"
            y={textUnits + 7}
            width={width - valueWidth}
            height={barHeight}
          />
          <rect
            className="hr-chart__bar"
            y={textUnits + 7}
            width={Math.max(2, length(value))}
            height={barHeight}
          />
          <text className="hr-chart__last" x={width - valueWidth + 8} y={textUnits + 7 + 13}>
            {plainNumber(value)}
          </text>
        </g>
      ))}
    </svg>
  )
}
