import { changeFromStart, reliableChange } from '#clinical/change.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { markAfter } from '#clinical/verification.ts'
import { type Person, reasonLines } from '#features/caseload/index.ts'
import type { Context } from '#platform/context.ts'
import type { WeekPoint } from '#ui/charts/small-multiple.tsx'

/** One person among many small drawings. */
export interface WallPerson {
  readonly person: Person
  readonly points: readonly WeekPoint[]
  /** "18 at the start, 11 now: reliably better". */
  readonly words: string
  /** Weeks inside the line without a form. */
  readonly missing: number
  /** Why this person comes first; null for somebody who asks for nothing. */
  readonly why: string | null
}

const weekMilliseconds = 7 * 86_400_000
const fewestWeeks = 8

/** People with their scores of one form, those to review first; nobody is left out silently. */
export function scoreWall(
  ctx: Context,
  people: readonly Person[],
  instrument: Instrument,
): { shown: WallPerson[]; without: Person[]; weeks: number } {
  const inTreatment = people.filter(({ state }) => state !== 'preparing')
  // The list comes in the order of need, and keeps it here.
  const each = inTreatment.map((person) => ({ person, points: weekPoints(person, instrument.id) }))
  const shown = each
    .filter(({ points }) => points.length > 0)
    .map(({ person, points }) => ({
      person,
      points,
      words: wordsOf(instrument, points),
      missing: missingWeeks(points),
      why: isQuiet(person) ? null : (reasonLines(ctx, person)[0]?.why ?? null),
    }))
  return {
    shown,
    without: each.filter(({ points }) => points.length === 0).map(({ person }) => person),
    weeks: Math.max(fewestWeeks, ...shown.map(({ points }) => points.at(-1)?.week ?? 1)),
  }
}

const isQuiet = ({ group }: Person) => group === 'quiet' || group === 'new'

/**
 * The last total of each week since the start. A form from before it stands in the first week, and
 * there the first total stays: it is the one that changes are counted from.
 */
export function weekPoints(person: Person, instrumentId: string): WeekPoint[] {
  const start = person.row.started_at?.getTime()
  if (start === undefined) return []
  const byWeek = new Map<number, number>()
  for (const { instrumentId: id, at, total } of person.row.points) {
    if (id !== instrumentId || total === null) continue
    const week = Math.max(1, Math.floor((at - start) / weekMilliseconds) + 1)
    if (week > 1 || !byWeek.has(week)) byWeek.set(week, total)
  }
  return [...byWeek].map(([week, value]) => ({ week, value })).sort((a, b) => a.week - b.week)
}

function missingWeeks(points: readonly WeekPoint[]): number {
  const [first, last] = [points[0], points.at(-1)]
  return first && last ? last.week - first.week + 1 - points.length : 0
}

function wordsOf(instrument: Instrument, points: readonly WeekPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  if (points.length === 1) return `${first.value} in week ${first.week}`
  const moved = changeFromStart(first.value, last.value) === 0 ? 'the same' : `${last.value}`
  const change = reliableChange(instrument, first.value, last.value)
  const words =
    change === null ? '' : `: ${changeWords[change]}${markAfter(instrument, 'reliable_change')}`
  return `${first.value} at the start, ${moved} in week ${last.week}${words}`
}

const changeWords = {
  improved: 'reliably better',
  worsened: 'reliably worse',
  none: 'no reliable change',
}
