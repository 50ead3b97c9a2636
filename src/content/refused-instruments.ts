import { refusedSchema } from './instrument-schema.ts'
import type { ContentFiles } from './library.ts'
import type { RefusedInstrument } from './types.ts'

/** The instruments that nobody may bring into the library, by id, each with the reason. */
export function readRefused(files: ContentFiles): ReadonlyMap<string, RefusedInstrument> {
  const refused = files.shaped('instruments/refused.json', refusedSchema) ?? []
  return new Map(refused.map((one) => [one.id, one]))
}
