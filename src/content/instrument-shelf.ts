import type { Instrument } from '#clinical/instrument.ts'
import { fromTheirFirstDay } from './first-days.ts'
import { checkFrozen } from './frozen-instruments.ts'
import { withoutWords } from './instrument-items.ts'
import { type FiledInstrument, instrumentSchema } from './instrument-schema.ts'
import type { ContentFiles, Shelf } from './library.ts'
import { checkShape, valueAt } from './parse-yaml.ts'
import { namedPlainly } from './plain-names.ts'
import type { RefusedInstrument } from './types.ts'

/** The library of questionnaires, with what is held back and what was in use before. */
export interface InstrumentLibrary {
  /** By id, in their newest version; held ones are without a word. */
  readonly instruments: ReadonlyMap<string, Instrument>
  /** The worded form of each held instrument, for a service that has checked its licence. */
  readonly heldInstruments: ReadonlyMap<string, Instrument>
  /** Versions before the newest, by `versionKey`: old responses keep theirs. */
  readonly earlierInstruments: ReadonlyMap<string, Instrument>
}

export function versionKey(id: string, version: number): string {
  return `${id}.v${version}`
}

const folder = 'instruments'
const earlierFolder = 'instruments/earlier'

/** Reads and checks every instrument, newest and earlier, against its frozen hash. */
export function readInstruments(
  files: ContentFiles,
  shelf: Shelf<FiledInstrument>,
  refused: ReadonlyMap<string, RefusedInstrument>,
): InstrumentLibrary {
  shelf.fill(files, folder, instrumentSchema)
  checkVerdicts(files, shelf, refused)
  const earlier = readEarlier(files, shelf)
  const newest = [...shelf.items.values()].flatMap((filed) => {
    const source = shelf.sources.get(filed.id)
    return source ? [{ filed, source }] : []
  })
  const isBroken = (id: string) => shelf.isBroken(id)
  checkFrozen(files, [...newest, ...earlier], isBroken)
  const ids = newest.map(({ filed }) => filed.id)
  const name = namedPlainly(files, { ids, isBroken })
  const all = [...newest, ...earlier].map(({ filed }) => filed.instrument)
  const date = fromTheirFirstDay(files, { all, isBroken })
  const complete = (instrument: Instrument) => date(name(instrument))
  const held = newest
    .filter(({ filed }) => filed.isHeld)
    .map(({ filed }) => complete(filed.instrument))
  return {
    instruments: new Map(
      newest.map(({ filed: { id, instrument, isHeld } }) => [
        id,
        complete(isHeld ? withoutWords(instrument) : instrument),
      ]),
    ),
    heldInstruments: new Map(held.map((instrument) => [instrument.id, instrument])),
    earlierInstruments: new Map(
      earlier.map(({ filed: { id, version, instrument } }) => [
        versionKey(id, version),
        complete(instrument),
      ]),
    ),
  }
}

/** `instruments/earlier/phq9.v1.yaml`: named for what it holds, and older than the newest. */
function readEarlier(files: ContentFiles, shelf: Shelf<FiledInstrument>) {
  return files.inFolder(earlierFolder, '.yaml').flatMap((file) => {
    const source = files.yaml(file)
    const filed = source && checkShape(instrumentSchema, source, files.faults)
    if (filed === null || source === null) return []
    const refuse = (sentence: string) =>
      files.faults.report(source.place(['version']), 'version', sentence)
    const key = versionKey(filed.id, filed.version)
    if (file !== `${earlierFolder}/${key}.yaml`) refuse(`This file must be called ${key}.yaml.`)
    const newest = shelf.find(filed.id)
    if (newest === null ? !shelf.isBroken(filed.id) : newest.version <= filed.version) {
      refuse(`${folder}/${filed.id}.yaml must hold a version after this one.`)
    }
    return [{ filed, source }]
  })
}

/** A licence is decided by a person: in a current file it stands, and (c) is not there at all. */
function checkVerdicts(
  files: ContentFiles,
  shelf: Shelf<FiledInstrument>,
  refused: ReadonlyMap<string, RefusedInstrument>,
): void {
  for (const file of files.inFolder(folder, '.yaml')) {
    const source = files.yaml(file)
    if (source === null) continue
    const report = (path: string[], sentence: string) =>
      files.faults.report(source.place(path), path.join('.'), sentence)
    const id = valueAt(source.value, ['id'])
    const refusal = typeof id === 'string' ? refused.get(id) : undefined
    if (refusal) report(['id'], `Verdict (c), nothing of it may ship: ${refusal.why}`)
    if (typeof id === 'string' && file !== `${folder}/${id}.yaml`) {
      report(['id'], `The file of "${id}" must be called ${id}.yaml.`)
    }
  }
  for (const { id, instrument } of shelf.items.values()) {
    const { usedInstead } = instrument
    const source = shelf.sources.get(id)
    if (source === undefined || usedInstead === null) continue
    if (shelf.find(usedInstead) || shelf.isBroken(usedInstead)) continue
    const sentence = `There is no instrument "${usedInstead}".`
    files.faults.report(source.place(['used_instead']), 'used_instead', sentence)
  }
}
