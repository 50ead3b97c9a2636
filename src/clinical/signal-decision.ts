import type { Instant } from './calendar.ts'
import type { ReviewCode, ReviewSignal } from './on-track.ts'
import type { ScorePoint } from './score-course.ts'

/** What can be decided about a signal. `agreed` is a supervisor's yes to what was decided. */
export const decisionCodes = [
  'continue',
  'call',
  'change_module',
  'supervision',
  'step_up',
  'other',
] as const
export type DecisionCode = (typeof decisionCodes)[number]

export interface SignalDecision {
  readonly instrumentId: string
  readonly code: ReviewCode
  /** The moment of the form that showed the signal. */
  readonly since: Instant
  readonly decision: DecisionCode
  readonly role: 'therapist' | 'supervisor'
  readonly at: Instant
}

export interface DecisionRules {
  /** A decision on a signal that goes on is asked for again after this many days. */
  readonly holdsDays: number
}

const dayMs = 86_400_000

/**
 * Gives the latest decision that still answers a signal: one about the same thing (or something
 * more serious of the same kind), on this form or one at most `holdsDays` days older, while the
 * total has not risen reliably since (design default: a decision is looked at again every four
 * weeks); null when somebody has to decide.
 */
export function standingDecision<D extends SignalDecision>(
  signal: ReviewSignal,
  decisions: readonly D[],
  facts: {
    readonly points: readonly (ScorePoint & { readonly instrumentId: string })[]
    /** Points from which a rise since the decision asks anew; null when the scale has none. */
    readonly risesFrom: number | null
    readonly rules: DecisionRules
  },
): D | null {
  const standing = decisions
    .filter((decision) => decision.instrumentId === signal.instrumentId)
    .filter((decision) => covers(decision.code, signal.code))
    .filter(({ since }) => isRecent(since, signal.since, facts.rules.holdsDays))
    .filter(({ since }) => !hasRisen(signal, since, facts))
  return standing.sort((a, b) => b.at - a.at)[0] ?? null
}

/** Ways of being worse, and of not moving, each from the most to the least serious. */
const kinds: readonly (readonly ReviewCode[])[] = [
  ['worse_than_start', 'jump', 'worse_than_best'],
  ['above_cut_point', 'no_change_by_module', 'above_range'],
]

function covers(decided: ReviewCode, asked: ReviewCode): boolean {
  return kinds.some(
    (kind) => kind.includes(decided) && kind.indexOf(decided) <= kind.indexOf(asked),
  )
}

function isRecent(decided: Instant, asked: Instant, holdsDays: number): boolean {
  return decided <= asked && asked - decided <= holdsDays * dayMs
}

function hasRisen(
  signal: ReviewSignal,
  decidedSince: Instant,
  { points, risesFrom }: Parameters<typeof standingDecision>[2],
): boolean {
  if (risesFrom === null || decidedSince === signal.since) return false
  const then = points.find(
    ({ at, instrumentId }) => at === decidedSince && instrumentId === signal.instrumentId,
  )
  return then?.total != null && signal.total - then.total >= risesFrom
}
