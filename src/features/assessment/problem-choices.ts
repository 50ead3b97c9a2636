import type { Programme } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'

/** A problem as it can be written down: its code, and what that means here. */
export interface ProblemChoice {
  readonly code: string
  readonly label: string
}

/**
 * The problems that a clinician can choose from: what the programmes here are for, and whatever has
 * a measure of its own. It is the person's problem, whatever programme is offered.
 */
export function problemChoices(ctx: Pick<Context, 'content'>): ProblemChoice[] {
  const { programmes, outcomes } = ctx.content
  const labels = new Map<string, string>()
  for (const { problemDescriptors, staffTitle } of programmes.values()) {
    for (const code of problemDescriptors) labels.set(code, `${code} (${staffTitle})`)
  }
  for (const { code, problem, measure } of outcomes.problemMeasures) {
    labels.set(code, `${code}, ${problem}: ${measureWords(ctx, measure)}`)
  }
  return [...labels].map(([code, label]) => ({ code, label }))
}

/** Short enough for a list on a phone: "GAD-7 (no SPIN yet)". */
function measureWords(ctx: Pick<Context, 'content'>, measure: string): string {
  const name = ctx.content.instruments.get(measure)?.shortName ?? measure
  const found = usableInstrument(ctx, measure)
  if ('usable' in found) return name
  return `${found.instead?.shortName ?? 'none'} (no ${name} yet)`
}

/** Whether a programme is made for a problem; nobody has said otherwise while none is recorded. */
export function isMadeFor(programme: Programme | undefined, problem: string | null): boolean {
  if (!programme || problem === null) return true
  return programme.problemDescriptors.includes(problem)
}
