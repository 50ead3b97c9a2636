import type { Place } from '#ui/page-settings.tsx'
import { formatTime } from '#ui/time.tsx'
import { ChartTable } from './chart-figure.tsx'
import {
  type ChartPoint,
  type ChartRange,
  type ChartSeries,
  plainNumber,
  rangeAt,
} from './geometry.ts'

interface SeriesTableProps {
  title: string
  series: readonly ChartSeries[]
  range: ChartRange | null
  place: Place
}

/** The same numbers as in the drawing, a row a day, with what a sign beside a point says. */
export function SeriesTable({ title, series, range, place }: SeriesTableProps) {
  const byMoment = series.map(({ points }) => new Map(points.map((p) => [p.at.getTime(), p])))
  const moments = [...new Set(byMoment.flatMap((points) => [...points.keys()]))]
  return (
    <ChartTable
      title={title}
      columns={['Day', ...series.map(({ label }) => label), ...(range ? ['Usual range'] : [])]}
      rows={moments
        .sort((a, b) => a - b)
        .map((moment) => [
          formatTime(new Date(moment), 'date', place.timeZone, place.locale),
          ...byMoment.map((points) => cellOf(points.get(moment))),
          ...(range ? [rangeWords(range, new Date(moment))] : []),
        ])}
    />
  )
}

function cellOf(point: ChartPoint | undefined): string {
  if (!point) return ''
  const notes = [point.isCarried ? 'carried over' : '', point.change ?? ''].filter(Boolean)
  return [plainNumber(point.value), ...notes].join(', ')
}

function rangeWords(range: ChartRange, at: Date): string {
  const point = rangeAt(range, at)
  return point ? `${plainNumber(point.low)} to ${plainNumber(point.high)}` : ''
}
