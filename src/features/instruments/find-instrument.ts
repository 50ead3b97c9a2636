import { type Instrument, isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import type { Content } from '#content/types.ts'
import { notFound } from '#platform/refusals.ts'

export function instrumentOf(content: Content, id: string | undefined): Instrument {
  const instrument = content.instruments.get(id ?? '')
  if (!instrument) throw notFound()
  return instrument
}

/** One that can be put in front of a person: with its words, here and allowed. */
export function wordedInstrumentOf(content: Content, id: string | undefined): WordedInstrument {
  const instrument = instrumentOf(content, id)
  if (!isWorded(instrument)) throw notFound()
  return instrument
}
