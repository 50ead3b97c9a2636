import { z } from 'zod'
import type { Instrument } from '#clinical/instrument.ts'
import type { ContentFiles } from './library.ts'
import { line, simpleId } from './shape.ts'

const file = 'instruments/plain-names.json'
const schema = z.record(simpleId, line.max(60))

/**
 * Gives each instrument the name that people read who fill it in; each of the library has one, no
 * two the same. It stands apart from the frozen files: it is ours, and no part of the form.
 */
export function namedPlainly(
  files: ContentFiles,
  library: { readonly ids: Iterable<string>; isBroken(id: string): boolean },
): (instrument: Instrument) => Instrument {
  const names = files.shaped(file, schema)
  const known = new Set(library.ids)
  const refuse = (path: string[], sentence: string) => {
    const place = files.yaml(file)?.place(path)
    if (place) files.faults.report(place, path.join('.'), sentence)
  }
  const seen = new Set<string>()
  for (const [id, name] of Object.entries(names ?? {})) {
    if (!known.has(id) && !library.isBroken(id)) refuse([id], `There is no instrument "${id}".`)
    if (seen.has(name)) refuse([id], `"${name}" is the name of another instrument.`)
    seen.add(name)
  }
  for (const id of names === null ? [] : known) {
    if (names?.[id] === undefined) refuse([], `Give "${id}" a name for those who fill it in.`)
  }
  return (instrument) => ({ ...instrument, plainName: names?.[instrument.id] ?? instrument.name })
}
