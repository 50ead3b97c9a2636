import { activeDays, isPausedAt, type PausedRange } from './active-days.ts'
import type { Instant } from './calendar.ts'

/** A step of the non-engagement protocol, on a day counted from the last meaningful action. */
export interface EngagementStep {
  readonly day: number
  readonly who: string
  readonly actionId: string
}

export type HalvingReason = 'open_safety_item' | 'rising_score' | 'severe_score'

/** Every reason that may halve the days, for content to be checked against. */
export const halvingReasons: readonly HalvingReason[] = [
  'open_safety_item',
  'rising_score',
  'severe_score',
]

export interface Circumstances {
  readonly hasOpenSafetyItem: boolean
  /** Points by which the last total is above the first; null when it cannot be said. */
  readonly change: number | null
  readonly lastTotal: number | null
  /**
   * A rise of this many points counts as rising (the instrument's reliable change); null when it
   * has none.
   */
  readonly risingFrom: number | null
  /** A last total of this much counts as severe (PHQ-9: 20). */
  readonly severeFrom: number
}

export interface EngagementQuestion {
  readonly now: Instant
  /** The last sign-in, entry or message of the patient, or the start of the course. */
  readonly lastActionAt: Instant
  readonly pausedRanges: readonly PausedRange[]
  readonly timeZone: string
  readonly steps: readonly EngagementStep[]
  /** Why the days are halved now; empty when they are not. */
  readonly halvedFor: readonly HalvingReason[]
}

export interface EngagementState {
  readonly daysSilent: number
  readonly isHalved: boolean
  /** During a pause no step is to be taken, and the days stand still. */
  readonly isPaused: boolean
  /** Every step whose day has come, earliest first; none while paused. */
  readonly reached: readonly EngagementStep[]
  /** The latest of them. */
  readonly current: EngagementStep | null
  readonly next: { readonly step: EngagementStep; readonly inDays: number } | null
}

/**
 * Lists why the days of the protocol are halved: an open safety item, a total that rose from the
 * start by at least `risingFrom` points, or a last total of at least `severeFrom` (therapist
 * guidance, section 8; design default).
 */
export function halvingReasonsOf(circumstances: Circumstances): HalvingReason[] {
  const { hasOpenSafetyItem, change, lastTotal, risingFrom, severeFrom } = circumstances
  const isRising = change !== null && risingFrom !== null && change >= risingFrom
  const isSevere = lastTotal !== null && lastTotal >= severeFrom
  return [
    ...(hasOpenSafetyItem ? (['open_safety_item'] as const) : []),
    ...(isRising ? (['rising_score'] as const) : []),
    ...(isSevere ? (['severe_score'] as const) : []),
  ]
}

/**
 * Gives the steps of the non-engagement protocol that calendar days of silence have reached,
 * halving each step's day (rounded up) when there is a reason to, and counting no day of pause
 * (therapist guidance, section 8: days 3 to 28).
 */
export function engagementState(question: EngagementQuestion): EngagementState {
  const { now, lastActionAt, pausedRanges, timeZone } = question
  const daysSilent = activeDays({ from: lastActionAt, to: now, pausedRanges, timeZone })
  const isPaused = isPausedAt(now, pausedRanges)
  const isHalved = question.halvedFor.length > 0
  const dayOf = (step: EngagementStep): number => (isHalved ? Math.ceil(step.day / 2) : step.day)
  const steps = [...question.steps].sort((a, b) => a.day - b.day)
  const reached = isPaused ? [] : steps.filter((step) => dayOf(step) <= daysSilent)
  const next = isPaused ? undefined : steps.find((step) => dayOf(step) > daysSilent)
  return {
    daysSilent,
    isHalved,
    isPaused,
    reached,
    current: reached.at(-1) ?? null,
    next: next ? { step: next, inDays: dayOf(next) - daysSilent } : null,
  }
}
