import { localDate } from '#clinical/calendar.ts'
import type { WordedInstrument } from '#clinical/instrument.ts'
import { rulesOn } from '#clinical/outcome-rules.ts'
import { ownMeasureOf, type RecordedProblem } from '#clinical/own-measure.ts'
import { whyNotCounted } from '#clinical/referral-outcome.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'

/** The measure that belongs to a person's problem: whether it is asked, and whether it counts. */
export interface OwnMeasureState {
  readonly instrumentId: string
  readonly name: string
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
    problem: own.problem,
    since: own.since,
    whyNotAsked: 'usable' in found ? null : found.missing,
    instead: 'usable' in found ? null : found.instead,
    whyNotCounted: setting && whyNotCounted(setting, instruments.get(own.measure), day),
    everybodys: nameOf(rules?.anxietyMeasure ?? ''),
  }
}

/** What is asked for the person's problem: the measure itself, or what stands in; null: neither. */
export function askedForProblem(own: OwnMeasureState | null): string | null {
  if (own === null) return null
  return own.whyNotAsked === null ? own.instrumentId : (own.instead?.id ?? null)
}

/** One line for staff: whose measure it is, whether it is asked, and what stands in for it. */
export function ownMeasureWords(own: OwnMeasureState): string {
  const { name, problem, whyNotAsked, instead } = own
  const belongs = `${name} is the measure of their own problem (${problem})`
  if (whyNotAsked !== null) {
    const standsIn = instead ? `${instead.shortName} stands in.` : 'Nothing stands in.'
    return `${belongs}. ${whyNotAsked} ${standsIn}`
  }
  if (own.whyNotCounted === null) return `${belongs}, and is asked with their weekly forms.`
  return (
    `${belongs}, and is asked with their weekly forms. ${uncounted[own.whyNotCounted](name)} ` +
    `${own.everybodys} stands in for it in the outcome.`
  )
}

const uncounted = {
  not_verified: (name: string) => `Nobody has verified the thresholds of ${name}.`,
  no_threshold: (name: string) => `${name} has no thresholds to use.`,
}
