import type { PausedRange } from '#clinical/active-days.ts'
import type { RangeModels } from '#features/expected-range/index.ts'
import {
  type AskedSignal,
  type CourseFacts,
  courseOnTrack,
  formQuality,
  isForSupervisor,
} from '#features/on-track/index.ts'
import { type Silence, silenceOf } from '#features/reminders/index.ts'
import type { Context } from '#platform/context.ts'
import type { CaseRow } from './case-row.ts'
import type { Person } from './people.ts'

const none: readonly AskedSignal[] = []

/**
 * What the scores of somebody in treatment ask for, with what was decided about it: also in a
 * pause; and after the end, while the supervisor has not answered.
 */
export function signalsIn(ctx: Context, row: CaseRow, models: RangeModels): readonly AskedSignal[] {
  if (row.points.length < 2) return none
  const forReview = rememberedSignals(ctx, row, models)
  if (row.state !== 'ended') return forReview
  return forReview.filter((signal) => isForSupervisor(signal))
}

interface Remembered {
  readonly rest: readonly unknown[]
  readonly forReview: readonly AskedSignal[]
}

/** By the forms of one state of a record, which are remembered as one list (`historiesOf`). */
const remembered = new WeakMap<CaseRow['points'], Remembered>()

/**
 * What scores ask for is worked out from them and from no clock. It is remembered with the forms,
 * and holds for as long as all else that it rests on is the same.
 */
function rememberedSignals(ctx: Context, row: CaseRow, models: RangeModels) {
  const { points, modules, pauses, decisions, asked_beside: beside } = row
  const rest = [
    ...[ctx.content, ctx.service.timeZone, models, modules, pauses],
    ...[row.reviews, row.programme_id, row.track],
    ...[row.started_at?.getTime(), row.ended_at?.getTime()],
    ...[writtenOut(beside), writtenOut(decisions)],
  ]
  const known = remembered.get(points)
  if (known && rest.every((each, index) => each === known.rest[index])) return known.forReview
  const { forReview } = courseOnTrack(ctx, factsIn(row), models)
  remembered.set(points, { rest, forReview })
  return forReview
}

function writtenOut(list: readonly unknown[]): string {
  return list.length === 0 ? '' : JSON.stringify(list)
}

/** How complete the forms are that these signals rest on. */
export function qualityIn(ctx: Context, { row }: Person): ReturnType<typeof formQuality> {
  return formQuality(ctx, factsIn(row), { contacts: [], endedAt: row.ended_at })
}

function factsIn(row: CaseRow): CourseFacts {
  return {
    startedAt: row.started_at,
    endedAt: row.ended_at,
    programmeId: row.programme_id,
    track: row.track,
    askedBeside: row.asked_beside,
    points: row.points,
    finishedModules: [...new Set(row.modules.map(({ moduleId }) => moduleId))],
    sessionCount: row.reviews,
    pauses: pausedRanges(row.pauses),
    decisions: row.decisions,
  }
}

/** The step that a person has to take now for somebody who has gone quiet. */
export function silenceIn(ctx: Context, row: CaseRow): Silence | null {
  if (row.state !== 'active' || !row.started_at) return null
  return silenceOf(ctx, {
    lastActionAt: new Date(row.lastActionAt ?? row.started_at),
    lastContactAt: row.lastContactAt === null ? null : new Date(row.lastContactAt),
    hasOpenSafetyItem: row.safety_items.length > 0,
    pausedRanges: pausedRanges(row.pauses),
    points: row.points,
  })
}

/** The pauses of a row as stretches of time. */
export function pausedRanges(events: CaseRow['pauses']): PausedRange[] {
  const ranges: { from: number; to: number | null }[] = []
  for (const { kind, at } of events) {
    const open = ranges.at(-1)
    if (kind === 'paused') ranges.push({ from: at, to: null })
    else if (open?.to === null) open.to = at
  }
  return ranges
}
