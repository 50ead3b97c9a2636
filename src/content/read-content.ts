import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { readCharacteristics } from './characteristic-reader.ts'
import { checkSignals, crossCheck } from './cross-checks.ts'
import { FaultList } from './faults.ts'
import { allFields } from './field-rules.ts'
import type { FiledInstrument } from './instrument-schema.ts'
import { readInstruments } from './instrument-shelf.ts'
import { ContentFiles, Shelf } from './library.ts'
import { checkEndings, checkFollowUps, checkLongerForms } from './measure-checks.ts'
import { measuresProtocolSchema } from './measure-schema.ts'
import { expectedRangeSchema, onTrackSchema } from './on-track-schema.ts'
import { readOutcomes } from './outcome-reader.ts'
import { type ReadProgramme, readProgramme } from './programme-reader.ts'
import * as protocolSchemas from './protocol-schemas.ts'
import { readRefused } from './refused-instruments.ts'
import type { Content, ExpectedRangeFile, Protocols } from './types.ts'
import { worksheetSchema } from './worksheet-schema.ts'
import type { Worksheet } from './worksheet-types.ts'

/** All that the content folder says, and all that is wrong with it. */
export interface ReadContent {
  /** Null while a fault stands in the way of a usable whole. */
  readonly content: Content | null
  readonly faults: FaultList
  readonly programmes: readonly ReadProgramme[]
  readonly worksheets: Shelf<Worksheet>
  readonly files: ContentFiles
}

export async function readContent(root: string): Promise<ReadContent> {
  return contentFrom(await readTexts(root))
}

/** The content that these texts make, by their paths below the content folder. */
export function contentFrom(texts: ReadonlyMap<string, string>): ReadContent {
  const faults = new FaultList()
  const files = new ContentFiles(texts, faults)
  const worksheets = new Shelf<Worksheet>()
  const programmeFolders = files.folders('programmes').map((name) => `programmes/${name}`)
  for (const folder of ['common', ...programmeFolders]) {
    worksheets.fill(files, `${folder}/worksheets`, worksheetSchema)
  }
  const instruments = new Shelf<FiledInstrument>()
  const refusedInstruments = readRefused(files)
  const instrumentLibrary = readInstruments(files, instruments, refusedInstruments)
  const outcomes = readOutcomes(files, {
    find: (id) => instrumentLibrary.instruments.get(id) ?? null,
    isBroken: (id) => instruments.isBroken(id),
  })
  const protocols = readProtocols(files)
  const characteristics = readCharacteristics(files)
  const expectedRanges = new Shelf<ExpectedRangeFile>()
  expectedRanges.fill(files, 'expected-ranges', expectedRangeSchema)
  const series = seriesNames(worksheets)
  const hasSeries = (name: string) => series.has(name) || worksheets.hasBroken
  const programmes = programmeFolders.flatMap((folder) => {
    const read = readProgramme(files, folder, { worksheets, hasSeries })
    return read === null ? [] : [read]
  })
  crossCheck({ faults, worksheets, instruments }, programmes)
  if (outcomes) checkFollowUps(faults, programmes, outcomes)
  if (protocols) {
    checkSignals(faults, instruments, protocols.safety)
    checkEndings(faults, programmes, protocols)
    checkLongerForms(
      files,
      protocols,
      (id) => instruments.find(id) !== null || instruments.isBroken(id),
    )
  }
  files.reportUnused()
  const content = protocols &&
    outcomes &&
    characteristics && {
      programmes: new Map(programmes.map(({ programme }) => [programme.id, programme])),
      worksheets: worksheets.items,
      ...instrumentLibrary,
      refusedInstruments,
      outcomes,
      characteristics,
      protocols,
      expectedRanges: expectedRanges.items,
    }
  const usable = faults.all().length > 0 ? null : content
  return { content: usable, faults, programmes, worksheets, files }
}

export async function readTexts(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(yaml|yml|md|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    // Invented people are read by the demonstration alone, and only when it is filled.
    .filter((file) => !relative(root, file).startsWith('demonstration'))
    .sort()
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return new Map(
    paths.map((path, index) => [relative(root, path).split(sep).join('/'), texts[index] ?? '']),
  )
}

function readProtocols(files: ContentFiles): Protocols | null {
  const at = (name: string) => `protocols/${name}.yaml`
  const safety = files.shaped(at('safety'), protocolSchemas.safetySchema)
  const engagement = files.shaped(at('engagement'), protocolSchemas.engagementSchema)
  const notifications = files.shaped(at('notifications'), protocolSchemas.notificationsSchema)
  const consent = files.shaped(at('consent'), protocolSchemas.consentSchema)
  const onboarding = files.shaped(at('onboarding'), protocolSchemas.onboardingSchema)
  const onTrack = files.shaped(at('on-track'), onTrackSchema)
  const measures = files.shaped(at('measures'), measuresProtocolSchema)
  const adverseEvents = files.shaped(at('adverse-events'), protocolSchemas.adverseEventsSchema)
  const signposts = files.shaped(at('signposts'), protocolSchemas.signpostsSchema)
  // All were read before any is missed, so that every fault is named at once.
  if (!safety || !engagement || !notifications || !consent || !onboarding) return null
  if (!adverseEvents || !signposts || !onTrack || !measures) return null
  return {
    safety,
    engagement,
    notifications,
    consent,
    onboarding,
    onTrack,
    measures,
    adverseEvents,
    signposts,
  }
}

/** Names of all the series of numbers that worksheets give rise to. */
function seriesNames(worksheets: Shelf<Worksheet>): Set<string> {
  const fields = [...worksheets.items.values()].flatMap(allFields)
  const inner = fields.flatMap((field) => (field.type === 'group' ? field.fields : []))
  return new Set([...fields, ...inner].flatMap(({ series }) => series ?? []))
}
