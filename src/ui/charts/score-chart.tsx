import type { ChartMark, ChartPoint, ChartRange, TimeSpan } from './geometry.ts'
import { LineChart } from './line-chart.tsx'

interface ScoreChartProps {
  title: string
  /** The name of the questionnaire, such as PHQ-9. */
  name: string
  points: readonly ChartPoint[]
  min: number
  max: number
  /** The score from which the service counts the problem as present, with words for it. */
  line?: { value: number; label: string } | null
  marks?: readonly ChartMark[]
  areMarksNamedAbove?: boolean
  pauses?: readonly TimeSpan[]
  /** The published words for parts of the scale, for staff. */
  bands?: readonly { from: number; to: number; label: string }[]
  bandsMark?: string
  range?: ChartRange | null
  timeSpan?: TimeSpan | null
  everyDays?: number
  caption: string
  isCaptionSaidAbove?: boolean
  empty?: string
  height?: number
  isWide?: boolean
}

/** The totals of one questionnaire over a course: one drawing, for a person and their therapist. */
export function ScoreChart({
  name,
  points,
  line,
  pauses,
  everyDays = 7,
  ...rest
}: ScoreChartProps) {
  return (
    <LineChart
      {...rest}
      series={[{ label: name, points, everyDays }]}
      lines={line ? [line] : []}
      spans={(pauses ?? []).map((pause) => ({ ...pause, label: 'Paused' }))}
    />
  )
}
