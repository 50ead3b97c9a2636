import type { Instant } from './calendar.ts'
import {
  endOfNextWorkingDay,
  isServiceOpen,
  lastClosing,
  type ServiceHours,
} from './safety-clock.ts'

/**
 * What a call came to. `contact`: somebody spoke with the person. `attempt`: their telephone rang,
 * or they asked for another time. `step`: something was done that did not reach their telephone.
 */
export type CallReach = 'contact' | 'attempt' | 'step'

export interface RecordedCall {
  readonly at: Instant
  readonly reach: CallReach
}

/** How far the people of a service have come in speaking with somebody. */
export interface ContactState {
  /** What the contact answers: the signal, or a later call for help. */
  readonly since: Instant
  readonly contactCount: number
  readonly lastContactAt: Instant | null
  /** Calls that did not reach the person, since somebody last spoke with them. */
  readonly triesSince: number
  /** Those of them that rang at the person's own telephone. */
  readonly attemptsSince: number
}

/** How long the next contact may wait once somebody has spoken with the person. */
export interface FollowUpRules {
  readonly firstWithinHours: number
  readonly thenWithinDays: number
}

/**
 * Sums up the calls of a safety item, in any order, since it was raised; a call for help makes all
 * earlier ones count no more, because nobody has spoken with the person about it (safety protocol,
 * section 6: contact answers the signal).
 */
export function contactState(
  calls: readonly RecordedCall[],
  raisedAt: Instant,
  helpAskedAt: Instant | null,
): ContactState {
  const since = Math.max(raisedAt, helpAskedAt ?? raisedAt)
  const counted = calls.filter(({ at }) => at >= since)
  const contacts = counted.filter(({ reach }) => reach === 'contact').map(({ at }) => at)
  const lastContactAt = contacts.length > 0 ? Math.max(...contacts) : null
  const tries = counted.filter(
    ({ at, reach }) => reach !== 'contact' && (lastContactAt === null || at >= lastContactAt),
  )
  return {
    since,
    contactCount: contacts.length,
    lastContactAt,
    triesSince: tries.length,
    attemptsSince: tries.filter(({ reach }) => reach === 'attempt').length,
  }
}

/** Who asks for another time, and what they may rest on. */
export interface Asking {
  readonly now: Instant
  /** A supervisor or duty clinician who does not treat the person themselves. */
  readonly isSenior: boolean
  /** The answer is unchanged, and a plan made with the person was reviewed. */
  readonly isUnchangedWithReviewedPlan: boolean
  /** `any`: the service answers day and night, so no hour is closed. */
  readonly hours: 'working' | 'any'
}

/**
 * Gives the latest moment to which the clock of the next contact may be set, or null when it may
 * not be moved. Until somebody has spoken with the person it is the end of the next working day
 * after the signal, for who tried or who has an unchanged answer with a reviewed plan; only a
 * senior colleague may set it a working day further on. After that it is 72 hours from the first
 * contact, then a week from each (safety protocol, section 6, steps 2 and 6; the numbers stand in
 * protocols/safety.yaml).
 */
export function latestNextContact(
  state: ContactState,
  asking: Asking,
  rules: FollowUpRules,
  hours: ServiceHours,
): Instant | null {
  const { lastContactAt, contactCount } = state
  if (lastContactAt === null) return latestWithoutContact(state, asking, hours)
  const within = contactCount === 1 ? rules.firstWithinHours : rules.thenWithinDays * 24
  const latest = lastContactAt + within * 3_600_000
  if (asking.hours === 'any' || isServiceOpen(latest, hours)) return latest
  // Over a weekend the last closing before it; over longer holidays the first day after them.
  const closing = lastClosing(latest, hours)
  const nextDay = endOfNextWorkingDay(lastContactAt, hours)
  return closing >= nextDay ? closing : nextDay
}

function latestWithoutContact(
  { since, attemptsSince }: ContactState,
  asking: Asking,
  hours: ServiceHours,
): Instant | null {
  if (attemptsSince === 0 && !asking.isUnchangedWithReviewedPlan) return null
  return endOfNextWorkingDay(asking.isSenior ? asking.now : since, hours)
}
