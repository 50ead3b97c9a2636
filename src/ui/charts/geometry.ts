/** Where things stand in a drawing: pure arithmetic, so that it can be tried without a page. */

export interface ChartPoint {
  readonly at: Date
  readonly value: number
  /** Not answered then: the value of the form before stands in, and is drawn hollow. */
  readonly isCarried?: boolean
  /** From here on the change since the start is larger than chance; in words for the notes. */
  readonly change?: string | null
}

export interface ChartSeries {
  readonly label: string
  readonly points: readonly ChartPoint[]
  /** How many days usually lie between two points; 7 unless said otherwise. */
  readonly everyDays?: number
}

export interface ChartMark {
  readonly at: Date
  readonly label: string
}

/** Where people who started alike usually are, drawn lightly behind the line. */
export interface ChartRange {
  readonly points: readonly RangePoint[]
  /** What it is and where it comes from, in plain words. */
  readonly words: string
}

export interface RangePoint {
  readonly at: Date
  readonly low: number
  readonly middle: number
  readonly high: number
}

export interface TimeSpan {
  readonly from: Date
  readonly to: Date
}

export interface Frame {
  readonly size: 'narrow' | 'wide'
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface NumberedMark extends ChartMark {
  readonly number: number
}

export interface MarkGroup {
  readonly x: number
  /** "3", or "3-5" where marks stand too near each other to be told apart. */
  readonly text: string
}

/** Text is 16 units high: on a phone 320 pixels wide the drawing is about 245, and the text 12. */
export const textUnits = 16

const dayMilliseconds = 86_400_000
const usualDays = 7
// Between two forms a week apart there may be ten days; where a week is missing there are twelve.
const joinedOver = 1.5

/** A phone's drawing is 320 units wide; the one for a larger screen has room for more dates. */
export function frameOf(
  size: Frame['size'],
  options: { height?: number; hasMarks?: boolean } = {},
): Frame {
  const isWide = size === 'wide'
  return {
    size,
    width: isWide ? 640 : 320,
    height: options.height ?? (isWide ? 260 : 210),
    left: 34,
    right: isWide ? 24 : 16,
    top: options.hasMarks ? 44 : 24,
    bottom: 30,
  }
}

/** Missed weeks stay a gap: points further apart than one and a half times usual are not joined. */
export function splitAtGaps(points: readonly ChartPoint[], everyDays = usualDays): ChartPoint[][] {
  const joinedWithin = everyDays * joinedOver * dayMilliseconds
  const pieces: ChartPoint[][] = []
  for (const point of [...points].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const piece = pieces.at(-1)
    const before = piece?.at(-1)
    const apart = before ? point.at.getTime() - before.at.getTime() : Number.POSITIVE_INFINITY
    if (piece && apart <= joinedWithin) piece.push(point)
    else pieces.push([point])
  }
  return pieces
}

/** How many weeks are missing inside a line; what is carried over counts as missing. */
export function missingCount(points: readonly ChartPoint[], everyDays = usualDays): number {
  const carried = points.filter(({ isCarried }) => isCarried).length
  const pieces = splitAtGaps(points, everyDays)
  const gaps = pieces.slice(1).map((piece, index) => {
    const apart = timeOf(piece[0]) - timeOf(pieces[index]?.at(-1))
    return Math.round(apart / (everyDays * dayMilliseconds)) - 1
  })
  return gaps.reduce((sum, gap) => sum + Math.max(1, gap), carried)
}

const timeOf = (point: ChartPoint | undefined) => point?.at.getTime() ?? 0

/** The usual distance of points that have no rhythm of their own: the middle one of those seen. */
export function usualDistance(points: readonly { readonly at: Date }[]): number {
  const times = points.map(({ at }) => at.getTime()).sort((a, b) => a - b)
  const distances = times
    .slice(1)
    .map((time, index) => (time - (times[index] ?? time)) / dayMilliseconds)
    .sort((a, b) => a - b)
  return Math.max(usualDays, distances[Math.floor(distances.length / 2)] ?? usualDays)
}

/** Points of a year must not melt into a band: the closer they stand, the smaller they are. */
export function pointRadius(count: number, width: number): number {
  return Math.min(4.5, Math.max(1.6, (width / Math.max(1, count)) * 0.34))
}

/** The usual range at a moment, when one was worked out for about then. */
export function rangeAt(range: ChartRange | null | undefined, at: Date): RangePoint | null {
  const near = (point: RangePoint) => Math.abs(point.at.getTime() - at.getTime())
  const nearest = (range?.points ?? []).reduce<RangePoint | null>(
    (best, point) => (best === null || near(point) < near(best) ? point : best),
    null,
  )
  return nearest && near(nearest) <= 4 * dayMilliseconds ? nearest : null
}

/** From the first to the last moment; a single moment gets a few days on either side. */
export function timeSpan(moments: readonly Date[]): [Date, Date] {
  const times = moments.map((at) => at.getTime())
  const first = Math.min(...times)
  const last = Math.max(...times)
  if (last - first >= dayMilliseconds) return [new Date(first), new Date(last)]
  return [new Date(first - 3 * dayMilliseconds), new Date(last + 3 * dayMilliseconds)]
}

/** Evenly spaced days to name on the axis, the first and the last among them. */
export function timeTicks([from, to]: readonly [Date, Date], most: number): Date[] {
  const days = (to.getTime() - from.getTime()) / dayMilliseconds
  const count = Math.max(2, Math.min(most, Math.floor(days / 7) + 1))
  const step = (to.getTime() - from.getTime()) / (count - 1)
  return Array.from({ length: count }, (_, index) => new Date(from.getTime() + index * step))
}

/** Moves labels apart, in the order of their heights, and keeps them inside the drawing. */
export function spreadLabels(
  heights: readonly number[],
  apart: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const order = heights.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y)
  let floor = top
  for (const label of order) {
    label.y = Math.max(label.y, floor)
    floor = label.y + apart
  }
  let ceiling = bottom
  for (const label of order.toReversed()) {
    label.y = Math.min(label.y, ceiling)
    ceiling = label.y - apart
  }
  return order.sort((a, b) => a.index - b.index).map(({ y }) => y)
}

export function numberMarks(marks: readonly ChartMark[]): NumberedMark[] {
  return [...marks]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((mark, index) => ({ ...mark, number: index + 1 }))
}

/** Marks nearer than a number is wide become one, such as "2-3". */
export function groupMarks(marks: readonly { x: number; number: number }[]): MarkGroup[] {
  const groups: { xs: number[]; first: number; last: number }[] = []
  for (const { x, number } of marks) {
    const group = groups.at(-1)
    const before = group?.xs.at(-1)
    if (group && before !== undefined && x - before < 2 * textUnits) {
      group.xs.push(x)
      group.last = number
    } else groups.push({ xs: [x], first: number, last: number })
  }
  return groups.map(({ xs, first, last }) => ({
    x: xs.reduce((sum, x) => sum + x, 0) / xs.length,
    text: first === last ? `${first}` : `${first}-${last}`,
  }))
}

/** At most one decimal: a mean of 4.1666 is no better than 4.2. */
export function plainNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** What fits on one line of a drawing; the table beside it has all of it. */
export function cutTo(text: string, letters: number): string {
  if (text.length <= letters) return text
  // What stands in brackets at the end is said of the words before it, and must not be lost.
  const end = / \([^()]+\)$/.exec(text)?.[0] ?? ''
  const kept = end.length < letters / 2 ? end : ''
  return `${text.slice(0, letters - 1 - kept.length).trimEnd()}…${kept}`
}
