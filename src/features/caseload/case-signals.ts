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
  const { forReview } = courseOnTrack(ctx, factsIn(row), models)
  if (row.state !== 'ended') return forReview
  return forReview.filter((signal) => isForSupervisor(signal))
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
