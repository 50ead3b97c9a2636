import { localDate, type PlainDate } from '#clinical/calendar.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { asOn } from '#clinical/verification.ts'
import { withProrating } from '#content/prorating.ts'
import type { Content, ServiceWording, StoredVerification } from '#content/types.ts'
import { inWordsOf } from '#content/wording-pack.ts'

/** The shipped content, and what one service makes of it with what it has brought of its own. */
export function contentSource(shipped: Content) {
  return {
    shipped,
    withWording: (wording: ServiceWording) => withWording(shipped, wording),
    withProrating,
    asToday,
  }
}

function withWording(
  shipped: Content,
  { packs, licencesChecked, verifications }: ServiceWording,
): { content: Content; unused: readonly string[] } {
  const instruments = new Map<string, Instrument>(shipped.instruments)
  const unused: string[] = []
  for (const id of licencesChecked) {
    const held = shipped.heldInstruments.get(id)
    if (held) instruments.set(id, held)
  }
  for (const { instrumentId, wording, since } of packs) {
    const structure = shipped.instruments.get(instrumentId)
    const mayBeWorded = structure?.wording === 'missing' && structure.licence.verdict === 'b'
    const worded = mayBeWorded ? inWordsOf(structure, wording) : null
    if (worded) instruments.set(instrumentId, { ...worded, wordedSince: since.getTime() })
    else unused.push(instrumentId)
  }
  const verified = (all: ReadonlyMap<string, Instrument>) =>
    changed(all, (instrument) => withVerifications(instrument, verifications))
  const { earlierInstruments } = shipped
  return {
    content: {
      ...shipped,
      instruments: verified(instruments),
      earlierInstruments: verified(earlierInstruments),
    },
    unused,
  }
}

/**
 * A threshold is of the total, which means the same in every version of one id; bands and scoring
 * were held to the version that was there.
 */
function withVerifications(instrument: Instrument, all: readonly StoredVerification[]): Instrument {
  const rows = all.filter(
    ({ instrumentId, instrumentVersion, threshold }) =>
      instrumentId === instrument.id &&
      (threshold !== null || instrumentVersion === instrument.version),
  )
  if (rows.length === 0) return instrument
  const { caseness, reliableChange, bandsSource, scoringSource } = instrument
  const shipped = { caseness, reliableChange, bandsSource, scoringSource }
  return { ...instrument, verified: { shipped, rows } }
}

const todays = new WeakMap<Content, { day: PlainDate; content: Content }>()

/** The content with the numbers that hold today: a new day can begin in the life of a process. */
function asToday(content: Content, now: Date, timeZone: string): Content {
  const day = localDate(now.getTime(), timeZone)
  const known = todays.get(content)
  if (known?.day === day) return known.content
  const hasOwn = [...content.instruments.values(), ...content.earlierInstruments.values()].some(
    ({ verified }) => verified !== null,
  )
  const today = hasOwn ? onDay(content, day) : content
  todays.set(content, { day, content: today })
  return today
}

function onDay(content: Content, day: PlainDate): Content {
  return {
    ...content,
    instruments: changed(content.instruments, (instrument) => asOn(instrument, day)),
    earlierInstruments: changed(content.earlierInstruments, (instrument) => asOn(instrument, day)),
  }
}

function changed(
  all: ReadonlyMap<string, Instrument>,
  change: (instrument: Instrument) => Instrument,
): ReadonlyMap<string, Instrument> {
  return new Map([...all].map(([key, instrument]) => [key, change(instrument)]))
}
