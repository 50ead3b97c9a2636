import { localDate } from '#clinical/calendar.ts'
import type { WordedInstrument } from '#clinical/instrument.ts'
import type { PointTiming } from '#clinical/measure-points.ts'
import { type ProblemMeasure, rulesOn } from '#clinical/outcome-rules.ts'
import { ownMeasureOf, type RecordedProblem } from '#clinical/own-measure.ts'
import { whyNotCounted } from '#clinical/referral-outcome.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'

/** The measure that belongs to a person's problem: whether it is asked, and whether it counts. */
export interface OwnMeasureState {
  readonly instrumentId: string
  readonly name: string
  /** The form of it that is asked each week, where it has one that can be asked here. */
  readonly weekly: { readonly instrumentId: string; readonly name: string } | null
  /** "Social phobias": what the rules call the problem. */
  readonly problem: string
  readonly since: number
  /** A sentence for staff: why it cannot be asked here; null where it can. */
  readonly whyNotAsked: string | null
  readonly instead: WordedInstrument | null
  /** Why the outcome does not rest on it even where it is answered; null where it may. */
  readonly whyNotCounted: 'not_verified' | 'no_threshold' | null
  /** What everybody answers, and the outcome rests on meanwhile. */
  readonly everybodys: string
}

/** What these descriptors ask for; null where their problem has no measure of its own. */
export function ownMeasureIn(
  ctx: Context,
  problems: readonly RecordedProblem[],
): OwnMeasureState | null {
  const { outcomes, instruments } = ctx.content
  const own = ownMeasureOf(outcomes.problemMeasures, problems)
  if (own === null) return null
  const found = usableInstrument(ctx, own.measure)
  const day = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const rules = rulesOn(outcomes.rules, day)
  const setting = rules && { rules, isDemonstration: ctx.service.isDemonstration }
  const nameOf = (id: string) => instruments.get(id)?.shortName ?? id
  return {
    instrumentId: own.measure,
    name: nameOf(own.measure),
    weekly: weeklyFormOf(ctx, own),
    problem: own.problem,
    since: own.since,
    whyNotAsked: 'usable' in found ? null : found.missing,
    instead: 'usable' in found ? null : found.instead,
    whyNotCounted: setting && whyNotCounted(setting, instruments.get(own.measure), day),
    everybodys: nameOf(rules?.anxietyMeasure ?? ''),
  }
}

/** What is asked each week in place of a measure; null where that is the measure itself. */
function weeklyFormOf(
  ctx: Pick<Context, 'content'>,
  { weekly }: ProblemMeasure,
): OwnMeasureState['weekly'] {
  const found = weekly === null ? null : usableInstrument(ctx, weekly)
  if (found === null || !('usable' in found)) return null
  return { instrumentId: found.usable.id, name: found.usable.shortName }
}

/**
 * What is asked for the person's problem at a point of the schedule: the measure itself, its form
 * for each week, or what stands in; null: nothing.
 */
export function askedForProblem(
  own: OwnMeasureState | null,
  at: PointTiming['kind'],
): string | null {
  if (own === null) return null
  if (at === 'weekly' && own.weekly) return own.weekly.instrumentId
  return own.whyNotAsked === null ? own.instrumentId : (own.instead?.id ?? null)
}

/** The forms of one measure: who would rather not be asked one is not asked the other. */
export function formsOfOwn({ instrumentId, weekly }: OwnMeasureState): readonly string[] {
  return weekly ? [instrumentId, weekly.instrumentId] : [instrumentId]
}

/** One line for staff: whose measure it is, whether it is asked, and what stands in for it. */
export function ownMeasureWords(own: OwnMeasureState): string {
  const { name, problem, whyNotAsked, instead } = own
  const belongs = `${name} is the measure of their own problem (${problem})`
  if (whyNotAsked !== null) {
    const standsIn = instead ? `${instead.shortName} stands in.` : 'Nothing stands in.'
    return `${belongs}. ${whyNotAsked} ${standsIn}`
  }
  const asked = own.weekly
    ? `${belongs}. It is asked at the start, half-way, before the end and at follow-up; each ` +
      `week its form for that is asked, ${own.weekly.name}.`
    : `${belongs}, and is asked with their weekly forms.`
  if (own.whyNotCounted === null) return asked
  return (
    `${asked} ${uncounted[own.whyNotCounted](name)} ` +
    `${own.everybodys} stands in for it in the outcome.`
  )
}

const uncounted = {
  not_verified: (name: string) => `Nobody has verified the thresholds of ${name}.`,
  no_threshold: (name: string) => `${name} has no thresholds to use.`,
}
