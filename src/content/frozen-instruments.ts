import type { Instrument } from '#clinical/instrument.ts'
import { frozenSchema } from './instrument-schema.ts'
import type { ContentFiles, Shelf } from './library.ts'

const frozenFile = 'instruments/frozen.json'

/**
 * Holds published instruments to the list of their hashes: stored scores rest on this wording, so
 * a change is a new version with a line of its own.
 */
export function checkFrozen(files: ContentFiles, instruments: Shelf<Instrument>): void {
  const { faults } = files
  // JSON is YAML, which knows the lines.
  const frozen = files.shaped(frozenFile, frozenSchema)
  if (frozen === null) return
  for (const instrument of instruments.items.values()) {
    const source = instruments.sources.get(instrument.id)
    if (source === undefined) continue
    const { id, version, hash } = instrument
    const listed = frozen.find((entry) => entry.id === id && entry.version === version)
    if (listed === undefined) {
      const entry = `{ "id": "${id}", "version": ${version}, "hash": "${hash}" }`
      const sentence = `Add ${entry} to ${frozenFile}.`
      faults.report(source.place(['version']), 'version', sentence)
    } else if (listed.hash !== hash) {
      const sentence = `Version ${version} is frozen but has changed: give it a new version.`
      faults.report(source.place(['version']), 'version', sentence)
    }
  }
}
