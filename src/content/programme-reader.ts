import type { Library } from './blocks.ts'
import { hashOf } from './canonical-json.ts'
import { exampleValues } from './example-values.ts'
import { type ContentFiles, idIn, Shelf } from './library.ts'
import { scheduleOf } from './measure-schema.ts'
import { type ParsedModule, parseModule } from './module-parser.ts'
import type { Example } from './module-types.ts'
import { checkShape, type YamlSource } from './parse-yaml.ts'
import { ModuleParts } from './parts.ts'
import {
  companionSchema,
  diagramSchema,
  examplesSchema,
  messagesSchema,
  pictureSchema,
  programmeSchema,
} from './programme-schema.ts'
import { parseTherapistNotes, withTitles } from './therapist-notes.ts'
import type { Companion, Diagram, Picture, Programme, TherapistNotes } from './types.ts'
import type { Worksheet } from './worksheet-types.ts'

/** A programme with what its checks need to know beyond the values. */
export interface ReadProgramme {
  readonly programme: Programme
  readonly source: YamlSource
  readonly modules: readonly ParsedModule[]
  /** As programme.yaml lists them. */
  readonly companions: readonly string[]
  /** Files besides the modules whose words a patient reads. */
  readonly patientSources: readonly YamlSource[]
  readonly diagramSources: ReadonlyMap<string, YamlSource>
  /** Companions and modules whose files have faults of their own. */
  readonly isBroken: (id: string) => boolean
}

interface Surroundings {
  readonly worksheets: Shelf<Worksheet>
  readonly hasSeries: (name: string) => boolean
}

/** Reads one folder of programmes/; null when its programme.yaml is not usable. */
export function readProgramme(
  files: ContentFiles,
  folder: string,
  around: Surroundings,
): ReadProgramme | null {
  const companions = new Shelf<Companion>()
  companions.fill(files, `${folder}/companions`, companionSchema)
  const diagrams = new Shelf<Diagram>()
  diagrams.fill(files, `${folder}/diagrams`, diagramSchema)
  const pictures = new Shelf<Picture>()
  pictures.fill(files, `${folder}/pictures`, pictureSchema)
  const moduleFolders = files
    .folders(`${folder}/modules`)
    .map((name) => `${folder}/modules/${name}`)
  const examplesAt = new Map(
    moduleFolders.map((at) => [at, readExamples(files, at, around.worksheets)]),
  )
  const examples = [...examplesAt.values()].flat()
  const brokenModules = new Set<string | null>()
  const read = moduleFolders.flatMap((at) => {
    // A module's own examples come before those of other modules.
    const ordered = [...(examplesAt.get(at) ?? []), ...examples]
    const shelves = { companions, diagrams, pictures }
    const found = readModule(files, at, { ...around, ...shelves, examples: ordered })
    if (found !== null) return [found]
    brokenModules.add(idIn(files.text(`${at}/module.md`, false) ?? ''))
    return []
  })
  const messages = files.shaped(`${folder}/messages.yaml`, messagesSchema)
  const source = files.yaml(`${folder}/programme.yaml`)
  const front = source && checkShape(programmeSchema, source, files.faults)
  if (front === null || source === null) return null

  const modules = read.map((each) => each.parsed)
  const order = [...front.core, ...front.optional, ...front.followups.map(({ module }) => module)]
  const inOrder = order.flatMap((id) => modules.find(({ module }) => module.id === id) ?? [])
  const titles = new Map(modules.map(({ module }) => [module.id, module.title]))
  const profiles = Object.entries(front.profiles).map(
    ([id, profile]) => [id, { id, ...profile }] as const,
  )
  const tracks = Object.entries(front.tracks).map(([id, track]) => [id, { id, ...track }] as const)
  const programme: Programme = {
    ...front,
    measures: scheduleOf(front.measures, front.weeks),
    hash: hashOf(files.textsIn(folder)),
    tracks: new Map(tracks),
    profiles: new Map(profiles),
    companions: inListedOrder(companions.items, front.companions),
    diagrams: diagrams.items,
    pictures: pictures.items,
    examples,
    messages: messages ?? { skeletons: [], goodReview: [] },
    modules: new Map(inOrder.map(({ module }) => [module.id, module])),
    therapistNotes: new Map(
      read.flatMap(({ notes }) => (notes ? [[notes.moduleId, withTitles(notes, titles)]] : [])),
    ),
  }
  return {
    programme,
    source,
    modules,
    companions: front.companions,
    patientSources: [companions, diagrams, pictures].flatMap(({ sources }) => [
      ...sources.values(),
    ]),
    diagramSources: diagrams.sources,
    isBroken: (id) => companions.isBroken(id) || brokenModules.has(id),
  }
}

interface ModuleSurroundings extends Surroundings {
  readonly companions: Library<Companion>
  readonly diagrams: Library<Diagram>
  readonly pictures: Library<Picture>
  readonly examples: readonly Example[]
}

function readModule(
  files: ContentFiles,
  folder: string,
  around: ModuleSurroundings,
): { parsed: ParsedModule; notes: TherapistNotes | null } | null {
  const { faults } = files
  const parts = new ModuleParts(
    files.yaml(`${folder}/parts.yaml`, false),
    around.worksheets,
    faults,
  )
  const text = files.text(`${folder}/module.md`)
  const notesText = files.text(`${folder}/therapist.md`)
  if (text === null) return null
  const parsed = parseModule(text, `${folder}/module.md`, {
    ...around,
    faults,
    parts: parts.parts,
    textsOfPart: (block, ref, section) => parts.textsOfPart(block, ref, section),
    findExample: (key) => findExample(around.examples, key),
  })
  parts.reportUnused()
  if (parsed === null) return null
  const about = { moduleId: parsed.module.id, offerWhen: parsed.offerWhen }
  const notesFile = `${folder}/therapist.md`
  const notes = notesText && parseTherapistNotes(notesText, notesFile, about, faults)
  return { parsed, notes: notes || null }
}

function findExample(
  examples: readonly Example[],
  key: Pick<Example, 'worksheet' | 'who' | 'kind'>,
): Example | null {
  const isWanted = (example: Example) =>
    example.worksheet === key.worksheet && example.who === key.who && example.kind === key.kind
  return examples.find(isWanted) ?? null
}

function readExamples(
  files: ContentFiles,
  folder: string,
  worksheets: Library<Worksheet>,
): Example[] {
  const source = files.yaml(`${folder}/examples.yaml`, false)
  const raw = source && checkShape(examplesSchema, source, files.faults)
  if (raw === null || source === null) return []
  const reading = { source, faults: files.faults }
  return raw.flatMap(({ values, ...rest }, index) => {
    const worksheet = worksheets.find(rest.worksheet)
    if (worksheet === null) {
      const place = source.place([index, 'worksheet'])
      const sentence = `There is no worksheet "${rest.worksheet}".`
      const isKnown = worksheets.isBroken(rest.worksheet)
      if (!isKnown) files.faults.report(place, `${index}.worksheet`, sentence)
      return []
    }
    const isList = Array.isArray(values)
    if (!isList && (worksheet.kind === 'rows' || worksheet.kind === 'diary')) {
      const sentence = `Values of a worksheet of kind ${worksheet.kind} are a list of rows.`
      files.faults.report(source.place([index, 'values']), `${index}.values`, sentence)
    }
    if (isList && worksheet.kind === 'form') {
      const sentence = 'Values of a form are one set, and not a list.'
      files.faults.report(source.place([index, 'values']), `${index}.values`, sentence)
    }
    const at = [index, 'values']
    const entries = isList
      ? values.map((row, entry) => exampleValues(reading, worksheet, row, [...at, entry]))
      : [exampleValues(reading, worksheet, values, at)]
    return [{ ...rest, entries }]
  })
}

/** The companions in the order of programme.yaml; any that it does not list come last. */
function inListedOrder(
  companions: ReadonlyMap<string, Companion>,
  ids: readonly string[],
): ReadonlyMap<string, Companion> {
  const listed = ids.flatMap((id) => companions.get(id) ?? [])
  return new Map([...listed, ...companions.values()].map((companion) => [companion.id, companion]))
}
