import { type Instrument, isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import type { Context } from '#platform/context.ts'

/** An instrument that can be asked; or why it cannot, and what is asked in its place. */
export type Usable =
  | { readonly usable: WordedInstrument }
  | { readonly missing: string; readonly instead: WordedInstrument | null }

/**
 * Whether this service may put an instrument in front of a person now. Ask here wherever one is
 * scheduled or shown; `missing` is a sentence for staff.
 */
export function usableInstrument(ctx: Pick<Context, 'content'>, id: string): Usable {
  const { instruments } = ctx.content
  const instrument = instruments.get(id)
  if (!instrument) return { missing: `There is no questionnaire “${id}” here.`, instead: null }
  if (isWorded(instrument)) return { usable: instrument }
  const instead = instruments.get(instrument.usedInstead ?? '')
  return { missing: whyMissing(instrument), instead: instead && isWorded(instead) ? instead : null }
}

function whyMissing({ shortName, wording }: Instrument): string {
  if (wording === 'switched_off') {
    return `${shortName} is switched off until somebody has checked its licence with the owner.`
  }
  return `${shortName} cannot be asked now: your service has no wording of it in use.`
}
