import type { Instrument } from '#clinical/instrument.ts'
import type { Content } from './types.ts'

const made = new WeakMap<Content, Content>()

/**
 * The content of a service that lets each questionnaire's own rule fill in missing answers. Earlier
 * versions stay as they are: what was scored by them is not scored again.
 */
export function withProrating(content: Content): Content {
  const known = made.get(content)
  if (known) return known
  const instruments = [...content.instruments].map(
    ([id, instrument]) => [id, prorated(instrument)] as const,
  )
  const changed = { ...content, instruments: new Map(instruments) }
  made.set(content, changed)
  return changed
}

/** The instrument with its own rule for missing answers switched on. */
export function prorated(instrument: Instrument): Instrument {
  const { scoring } = instrument
  if (scoring.prorateRule === 0) return instrument
  return { ...instrument, scoring: { ...scoring, prorateUpTo: scoring.prorateRule } }
}
