import { isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import { inWordsOf } from '#content/wording-pack.ts'
import type { Context } from '#platform/context.ts'
import { storedWording } from './repository.ts'

/** The words in which somebody began a form, and what became of them since. */
export interface BegunWords {
  readonly instrument: WordedInstrument
  /** `replaced`: others are in use. `withdrawn`: the form may not be shown any more. */
  readonly became: 'in_use' | 'replaced' | 'withdrawn'
}

/**
 * The words that a form was begun in, by the hash that it carries (null: its own). Null where this
 * service never had them, and for another version of the structure.
 */
export async function wordsBegunIn(
  ctx: Context,
  instrumentId: string,
  hash: string | null,
): Promise<BegunWords | null> {
  const { instruments, heldInstruments } = ctx.content
  const current = instruments.get(instrumentId)
  if (!current) return null
  const inUse = isWorded(current) ? current : null
  if (inUse && (hash === null || hash === inUse.wordingHash)) {
    return { instrument: inUse, became: 'in_use' }
  }
  const stored = hash === null ? null : await storedWording(ctx, instrumentId, hash)
  const begun = stored === null ? heldInstruments.get(instrumentId) : inWordsOf(current, stored)
  if (!begun || !isWorded(begun)) return null
  return { instrument: begun, became: inUse ? 'replaced' : 'withdrawn' }
}

/** The same context in a service that says this form in these words. */
export function inTheseWords<Ctx extends Context>(ctx: Ctx, instrument: WordedInstrument): Ctx {
  const instruments = new Map(ctx.content.instruments).set(instrument.id, instrument)
  return { ...ctx, content: { ...ctx.content, instruments } }
}
