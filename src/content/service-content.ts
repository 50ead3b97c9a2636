import type { Instrument } from '#clinical/instrument.ts'
import { withProrating } from './prorating.ts'
import type { Content, ServiceWording } from './types.ts'
import { inWordsOf } from './wording-pack.ts'

/** The shipped content, and what one service makes of it with the wording that it may use. */
export function contentSource(shipped: Content) {
  return {
    shipped,
    withWording: (wording: ServiceWording) => withWording(shipped, wording),
    withProrating,
  }
}

function withWording(
  shipped: Content,
  { packs, licencesChecked }: ServiceWording,
): { content: Content; unused: readonly string[] } {
  const instruments = new Map<string, Instrument>(shipped.instruments)
  const unused: string[] = []
  for (const id of licencesChecked) {
    const held = shipped.heldInstruments.get(id)
    if (held) instruments.set(id, held)
  }
  for (const { instrumentId, wording } of packs) {
    const structure = shipped.instruments.get(instrumentId)
    const mayBeWorded = structure?.wording === 'missing' && structure.licence.verdict === 'b'
    const worded = mayBeWorded ? inWordsOf(structure, wording) : null
    if (worded) instruments.set(instrumentId, worded)
    else unused.push(instrumentId)
  }
  return { content: { ...shipped, instruments }, unused }
}
