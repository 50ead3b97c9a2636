import { activeDays, wholeWeeks } from '#clinical/active-days.ts'
import { changeFromStart, changesBegun, reliableChange } from '#clinical/change.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { scoreCourse } from '#clinical/score-course.ts'
import { markAfter } from '#clinical/verification.ts'
import { type Person, pausedRanges, reasonLines } from '#features/caseload/index.ts'
import type { Context } from '#platform/context.ts'
import type { WeekMark, WeekPoint } from '#ui/charts/small-multiple.tsx'
import type { WallMark } from './wall-marks.ts'

/** One person among many small drawings. */
export interface WallPerson {
  readonly person: Person
  readonly points: readonly WeekPoint[]
  /** Modules and events, in weeks after the first form. */
  readonly marks: readonly WeekMark[]
  /** "18 at first, 11 after 4 weeks: reliably better". */
  readonly words: string
  /** Weeks inside the line without a form. */
  readonly missing: number
  /** Why this person comes first; null for somebody who asks for nothing. */
  readonly why: string | null
}

export interface ScoreWall {
  readonly shown: readonly WallPerson[]
  readonly without: readonly Person[]
  /** The last week of the axis, which begins at everybody's first form. */
  readonly weeks: number
}

const fewestWeeks = 8

/** People with their scores of one form, those to review first; nobody is left out silently. */
export function scoreWall(
  ctx: Context,
  people: readonly Person[],
  instrument: Instrument,
  happened: ReadonlyMap<string, readonly WallMark[]>,
): ScoreWall {
  const inTreatment = people.filter(({ state }) => state !== 'preparing')
  // The list comes in the order of need, and keeps it here.
  const each = inTreatment.map((person) => ({
    person,
    axis: weekAxis(ctx, person, instrument.id),
  }))
  const shown = each.flatMap(({ person, axis }) => {
    if (axis === null) return []
    const points = weekPoints(axis, instrument)
    return {
      person,
      points,
      marks: weekMarks(axis, happened.get(person.courseId) ?? []),
      words: wordsOf(instrument, points),
      missing: (points.at(-1)?.week ?? 0) + 1 - points.length,
      why: isQuiet(person) ? null : (reasonLines(ctx, person)[0]?.why ?? null),
    }
  })
  return {
    shown,
    without: each.filter(({ axis }) => axis === null).map(({ person }) => person),
    weeks: Math.max(fewestWeeks, ...shown.map(({ points }) => points.at(-1)?.week ?? 0)),
  }
}

const isQuiet = ({ group }: Person) => group === 'quiet' || group === 'new'

/** Where a moment stands for one person: in weeks after their first form, without pauses. */
interface WeekAxis {
  readonly scored: readonly { readonly at: number; readonly total: number }[]
  readonly weekOf: (at: number) => number
  /** The same with parts of a week. */
  readonly placeOf: (at: number) => number
}

/** The weeks that signals and the expected range count by; null for somebody without a form. */
function weekAxis(ctx: Context, { row }: Person, instrumentId: string): WeekAxis | null {
  const own = row.points.filter((point) => point.instrumentId === instrumentId)
  const { points: scored, first } = scoreCourse(own)
  if (row.started_at === null || first === null) return null
  const span = { pausedRanges: pausedRanges(row.pauses), timeZone: ctx.service.timeZone }
  return {
    scored,
    weekOf: (at) => wholeWeeks({ ...span, from: first.at, to: at }),
    placeOf: (at) => activeDays({ ...span, from: first.at, to: at }) / 7,
  }
}

/**
 * The last total of each week. In the first week the first total stays: it is the one that changes
 * are counted from.
 */
function weekPoints({ scored, weekOf }: WeekAxis, instrument: Instrument): WeekPoint[] {
  const byWeek = new Map<number, number>()
  for (const { at, total } of scored) {
    const week = weekOf(at)
    if (week > 0 || !byWeek.has(week)) byWeek.set(week, total)
  }
  const points = [...byWeek].sort(([one], [other]) => one - other)
  const begun = changesBegun(
    instrument,
    points.map(([, total]) => total),
  )
  const mark = markAfter(instrument, 'reliable_change')
  return points.map(([week, value], place) => {
    const change = begun[place]
    return { week, value, change: change ? `${changeWords[change]}${mark}` : null }
  })
}

/** What happened before the first form stands at it. */
function weekMarks({ placeOf }: WeekAxis, marks: readonly WallMark[]): WeekMark[] {
  return marks.map(({ at, kind, label }) => ({ at: placeOf(at), kind, label }))
}

function wordsOf(instrument: Instrument, points: readonly WeekPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  if (points.length === 1) return `${first.value} at first`
  const moved = changeFromStart(first.value, last.value) === 0 ? 'the same' : `${last.value}`
  const change = reliableChange(instrument, first.value, last.value)
  const words =
    change === null ? '' : `: ${changeWords[change]}${markAfter(instrument, 'reliable_change')}`
  return `${first.value} at first, ${moved} after ${weeksWords(last.week)}${words}`
}

export function weeksWords(weeks: number): string {
  return `${weeks} ${weeks === 1 ? 'week' : 'weeks'}`
}

const changeWords = {
  improved: 'reliably better',
  worsened: 'reliably worse',
  none: 'no reliable change',
}
