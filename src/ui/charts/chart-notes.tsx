import type { ReactNode } from 'react'
import type { Place } from '#ui/page-settings.tsx'
import { formatTime } from '#ui/time.tsx'
import { type ChartRange, type ChartSeries, missingCount, type NumberedMark } from './geometry.ts'

interface ChartNotesProps {
  place: Place
  series: readonly ChartSeries[]
  marks: readonly NumberedMark[]
  areMarksNamedAbove: boolean
  spans: readonly { readonly from: Date; readonly to: Date; readonly label: string }[]
  range: ChartRange | null
  bands: readonly { readonly from: number; readonly to: number; readonly label: string }[]
  bandsMark: string
  lines: readonly { readonly label: string }[]
}

/** More lines than this are folded: a year has many events, and most are looked up one by one. */
const mostNotes = 6
/** A line that is longer carries its sources: it is folded too, and the drawing stays quiet. */
const longestNote = 120

/** Every sign in a drawing, explained in words below it. */
export function ChartNotes(props: ChartNotesProps) {
  const notes = notesOf(props, dayBy(props.place))
  if (notes.length === 0) return null
  const list = (
    <ul className="hr-chart__notes">
      {notes.map(({ key, sign, words }) => (
        <li key={key}>
          <strong>{sign}</strong> {words}
        </li>
      ))}
    </ul>
  )
  const isShort = notes.every(
    ({ words }) => typeof words !== 'string' || words.length <= longestNote,
  )
  if (notes.length <= mostNotes && isShort) return list
  return (
    <details className="nhsuk-details hr-chart__numbers">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">What the signs mean ({notes.length})</span>
      </summary>
      <div className="nhsuk-details__text">{list}</div>
    </details>
  )
}

interface Note {
  readonly key: string
  readonly sign: ReactNode
  readonly words: ReactNode
}

function notesOf(props: ChartNotesProps, day: (at: Date) => string): Note[] {
  const points = props.series.flatMap((each) => each.points)
  const missing = Math.max(...props.series.map((each) => missingCount(each.points, each.everyDays)))
  return [
    ...bandNotes(props),
    ...(props.range ? [{ key: 'range', sign: 'Light strip', words: props.range.words }] : []),
    ...points.flatMap(({ at, change }) =>
      change
        ? [{ key: `change ${at.getTime()}`, sign: 'Ring', words: `${change}, ${day(at)}` }]
        : [],
    ),
    ...(missing > 0 ? [{ key: 'gap', sign: 'Gap', words: gapWords(missing) }] : []),
    ...(points.some(({ isCarried }) => isCarried)
      ? [{ key: 'hollow', sign: 'Hollow', words: 'not answered then; the form before stands in' }]
      : []),
    ...markNotes(props, day),
    ...props.spans.map((span) => ({
      key: `span ${span.from.getTime()}`,
      sign: 'Shaded',
      words: `${span.label}, ${day(span.from)} to ${day(span.to)}`,
    })),
  ]
}

/** Where bands have names, these and the name of the line stand in words as well. */
function bandNotes({ bands, bandsMark, lines }: ChartNotesProps): Note[] {
  if (bands.length === 0) return []
  const named = bands.map(({ from, to, label }) => `${from} to ${to} ${label}`)
  return [
    ...lines.map(({ label }) => ({ key: `line ${label}`, sign: 'Dashed line', words: label })),
    { key: 'bands', sign: `Strips${bandsMark}`, words: named.join(', ') },
  ]
}

function markNotes({ marks, areMarksNamedAbove }: ChartNotesProps, day: (at: Date) => string) {
  if (areMarksNamedAbove && marks.length > 0) {
    return [{ key: 'marks', sign: 'Numbers', words: 'as in the first drawing' }]
  }
  return marks.map((mark) => ({
    key: `mark ${mark.number}`,
    sign: mark.number,
    words: `${mark.label}, ${day(mark.at)}`,
  }))
}

function gapWords(missing: number): string {
  const often = ['', 'once', 'twice'][missing] ?? `${missing} times`
  return `nothing answered, ${often}`
}

function dayBy({ timeZone, locale }: Place): (at: Date) => string {
  return (at) => formatTime(at, 'short-date', timeZone, locale)
}
