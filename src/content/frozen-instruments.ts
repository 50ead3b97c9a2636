import { type FiledInstrument, frozenSchema } from './instrument-schema.ts'
import type { ContentFiles } from './library.ts'
import type { YamlSource } from './parse-yaml.ts'

const frozenFile = 'instruments/frozen.json'

interface FiledFrom {
  readonly filed: FiledInstrument
  readonly source: YamlSource
}

/**
 * Holds published instruments to the list of their hashes: stored scores rest on this wording, so
 * a change is a new version with a line of its own, and the version before it stays readable.
 */
export function checkFrozen(
  files: ContentFiles,
  instruments: readonly FiledFrom[],
  isBroken: (id: string) => boolean,
): void {
  const { faults } = files
  // JSON is YAML, which knows the lines.
  const list = files.yaml(frozenFile)
  const frozen = files.shaped(frozenFile, frozenSchema)
  if (frozen === null || list === null) return
  for (const { filed, source } of instruments) {
    const { id, version, hash } = filed
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
  for (const [index, { id, version }] of frozen.entries()) {
    if (isBroken(id)) continue
    if (instruments.some(({ filed }) => filed.id === id && filed.version === version)) continue
    const sentence = `${id} version ${version} is gone: keep it as earlier/${id}.v${version}.yaml.`
    faults.report(list.place([index]), `${index}`, sentence)
  }
}
