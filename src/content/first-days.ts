import { z } from 'zod'
import type { Instrument, Threshold } from '#clinical/instrument.ts'
import type { ContentFiles } from './library.ts'
import { line, shape, simpleId } from './shape.ts'

const file = 'instruments/first-days.json'
const schema = z.array(
  shape({ valid_from: z.iso.date(), why: line, instruments: z.array(simpleId).min(1) }),
)

/**
 * Gives each threshold that nobody has verified the day from which it applies, unless its own file
 * does. The days stand apart from the frozen files: they are ours, and no part of the instrument.
 */
export function fromTheirFirstDay(
  files: ContentFiles,
  library: { readonly all: readonly Instrument[]; isBroken(id: string): boolean },
): (instrument: Instrument) => Instrument {
  const groups = files.shaped(file, schema)
  const days = new Map<string, string>()
  const needed = new Set(library.all.filter(needsDay).map(({ id }) => id))
  const refuse = (path: (string | number)[], sentence: string) => {
    const place = files.yaml(file)?.place(path)
    if (place) files.faults.report(place, path.join('.'), sentence)
  }
  for (const [group, { validFrom, instruments }] of (groups ?? []).entries()) {
    for (const [index, id] of instruments.entries()) {
      const path = [group, 'instruments', index]
      if (days.has(id)) refuse(path, `"${id}" has two first days.`)
      else if (!needed.has(id) && !library.isBroken(id)) {
        refuse(path, `No threshold of "${id}" needs a first day here.`)
      }
      days.set(id, validFrom)
    }
  }
  for (const id of groups === null ? [] : needed) {
    const sentence = `A threshold of "${id}" is not verified: say from which day it applies.`
    if (!days.has(id)) refuse([], sentence)
  }
  return (instrument) => dated(instrument, days.get(instrument.id) ?? null)
}

function dated(instrument: Instrument, day: string | null): Instrument {
  const from = (threshold: Threshold | null) =>
    threshold && lacksDay(threshold) ? { ...threshold, validFrom: day } : threshold
  const { caseness, reliableChange } = instrument
  return { ...instrument, caseness: from(caseness), reliableChange: from(reliableChange) }
}

function needsDay({ caseness, reliableChange }: Instrument): boolean {
  return [caseness, reliableChange].some((threshold) => threshold && lacksDay(threshold))
}

function lacksDay({ verifiedBy, validFrom }: Threshold): boolean {
  return verifiedBy.trim() === '' && validFrom === null
}
