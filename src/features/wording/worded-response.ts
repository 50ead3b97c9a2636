import type { Instrument } from '#clinical/instrument.ts'
import { versionKey } from '#content/instrument-shelf.ts'
import { inWordsOf } from '#content/wording-pack.ts'
import type { Context } from '#platform/context.ts'
import { storedWording } from './repository.ts'

/**
 * The instrument in the words that a response was made with, also when they were withdrawn or
 * replaced since. Null when this installation no longer has that version.
 */
export async function inWordsOfResponse(
  ctx: Context,
  response: { instrumentId: string; instrumentVersion: number; wordingHash: string | null },
): Promise<Instrument | null> {
  const { instrumentId: id, instrumentVersion: version, wordingHash: hash } = response
  const { instruments, heldInstruments, earlierInstruments } = ctx.content
  const newest = instruments.get(id)
  const structure =
    newest?.version === version ? newest : earlierInstruments.get(versionKey(id, version))
  if (!structure) return null
  if (hash === null) {
    return structure.wording === 'switched_off' ? (heldInstruments.get(id) ?? structure) : structure
  }
  if (structure.wordingHash === hash) return structure
  const stored = await storedWording(ctx, id, hash)
  return stored === null ? structure : (inWordsOf(structure, stored) ?? structure)
}
