import type { PausedRange } from '#clinical/active-days.ts'
import { addDays, localDate, startOfDay } from '#clinical/calendar.ts'
import type { EngagementStep } from '#clinical/engagement.ts'
import { type ScorePoint, scoreCourse } from '#clinical/score-course.ts'
import type { Context } from '#platform/context.ts'
import { severeScore, stateOf } from './engagement-facts.ts'

/** A step of the protocol for silence that a person has to take. */
export interface Silence {
  readonly step: EngagementStep
  readonly label: string
  readonly say: string
  readonly days: number
  readonly since: number
  readonly isHalved: boolean
}

/** What a list knows of one course in treatment. */
export interface SilenceFacts {
  readonly lastActionAt: Date
  /** When anybody was last in touch with them, or tried to be. */
  readonly lastContactAt: Date | null
  readonly hasOpenSafetyItem: boolean
  readonly pausedRanges: readonly PausedRange[]
  readonly points: readonly (ScorePoint & { readonly instrumentId: string })[]
}

const dayMs = 86_400_000

/**
 * The step that a person, not a reminder, has to take now; null once somebody has been in touch.
 */
export function silenceOf(ctx: Context, facts: SilenceFacts): Silence | null {
  const { steps } = ctx.content.protocols.engagement
  const soonest = Math.ceil(Math.min(...steps.map(({ day }) => day)) / 2)
  const since = facts.lastActionAt.getTime()
  // Not even a halved step has come by then: most people need no more thought than this.
  if (ctx.now.getTime() - since < (soonest - 1) * dayMs) return null
  const state = stateOf(ctx, { ...facts, ...totalsOf(ctx, facts) })
  const step = state.current
  const words = steps.find(({ day }) => day === step?.day)
  if (!step || !words || step.who === 'system') return null
  const day = state.isHalved ? Math.ceil(step.day / 2) : step.day
  const zone = ctx.service.timeZone
  const today = localDate(ctx.now.getTime(), zone)
  const reachedAt = startOfDay(addDays(today, day - state.daysSilent), zone)
  if (facts.lastContactAt && facts.lastContactAt.getTime() >= reachedAt) return null
  return {
    step,
    label: words.label,
    say: words.say,
    days: state.daysSilent,
    since,
    isHalved: state.isHalved,
  }
}

function totalsOf(ctx: Context, { points }: SilenceFacts) {
  const instrumentId = severeScore(ctx)?.instrumentId
  const { first, last } = scoreCourse(points.filter((point) => point.instrumentId === instrumentId))
  return { firstTotal: first?.total ?? null, lastTotal: (last ?? first)?.total ?? null }
}
