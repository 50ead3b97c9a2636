import type { Instrument } from '#clinical/instrument.ts'
import { allFields, fieldAt } from './field-rules.ts'
import type { FaultList } from './faults.ts'
import type { Shelf } from './library.ts'
import type { ParsedModule } from './module-parser.ts'
import type { Block, Section } from './module-types.ts'
import type { Path } from './parse-yaml.ts'
import type { ReadProgramme } from './programme-reader.ts'
import type { Worksheet } from './worksheet-types.ts'

interface Checking {
  readonly faults: FaultList
  readonly worksheets: Shelf<Worksheet>
  readonly instruments: Shelf<Instrument>
}

/** What no single file can know: that references between files lead somewhere. */
export function crossCheck(checking: Checking, programmes: readonly ReadProgramme[]): void {
  for (const worksheet of checking.worksheets.items.values()) checkWorksheet(checking, worksheet)
  for (const read of programmes) {
    checkProgramme(checking, read)
    checkDiagrams(checking, read)
    checkExamples(checking, read)
    for (const module of read.modules) checkModule(checking, module)
  }
}

function checkWorksheet({ faults, worksheets }: Checking, worksheet: Worksheet): void {
  const source = worksheets.sources.get(worksheet.id)
  const refuse = (path: Path, sentence: string) =>
    source && faults.report(source.place(path), path.join('.'), sentence)
  const need = (path: Path, field: string) => {
    if (fieldAt(worksheet, field) === null) refuse(path, `There is no field "${field}" here.`)
  }
  for (const [index, field] of worksheet.summary.entries()) need(['summary', index], field)
  for (const [index, pair] of worksheet.pairs.entries()) {
    for (const [side, field] of pair.entries()) need(['pairs', index, side], field)
  }
  for (const [index, { when }] of worksheet.flags.entries()) {
    const at = ['flags', index, 'when']
    if (when.type === 'change') {
      need([...at, 'change', 'from'], when.from)
      need([...at, 'change', 'to'], when.to)
    } else if (when.type !== 'count') need([...at, 'field'], when.field)
  }
  for (const [index, stage] of worksheet.stages.entries()) {
    if (stage.due) need(['stages', index, 'due', 'after'], stage.due.after)
  }
  const seen = new Set<string>()
  for (const field of allFields(worksheet)) {
    if (seen.has(field.id)) refuse([], `The field id "${field.id}" is used in two stages.`)
    seen.add(field.id)
    checkPrefill(worksheets, field.prefill, (sentence) => refuse([], `${field.id}: ${sentence}`))
  }
}

function checkPrefill(
  worksheets: Shelf<Worksheet>,
  prefill: { readonly worksheet: string; readonly field: string } | null,
  refuse: (sentence: string) => void,
): void {
  if (prefill === null || worksheets.isBroken(prefill.worksheet)) return
  const from = worksheets.find(prefill.worksheet)
  if (from === null) refuse(`prefill names no worksheet "${prefill.worksheet}".`)
  else if (fieldAt(from, prefill.field) === null) {
    refuse(`prefill names no field "${prefill.field}" of ${from.id}.`)
  }
}

function checkProgramme(checking: Checking, { programme, source, modules }: ReadProgramme): void {
  const { faults, worksheets, instruments } = checking
  const refuse = (path: Path, sentence: string) =>
    faults.report(source.place(path), path.join('.'), sentence)
  const listed = new Map<string, 'core' | 'optional' | 'followup'>()
  const need = (path: Path, id: string) => {
    if (!programme.modules.has(id)) refuse(path, `There is no usable module "${id}" in modules/.`)
  }
  const list = (kind: 'core' | 'optional' | 'followup', path: Path, id: string) => {
    need(path, id)
    if (listed.has(id)) refuse(path, `The module "${id}" is listed twice.`)
    listed.set(id, kind)
    const module = programme.modules.get(id)
    if (module && module.kind !== kind) refuse(path, `The module "${id}" says it is ${module.kind}.`)
  }
  for (const [index, id] of programme.core.entries()) list('core', ['core', index], id)
  for (const [index, id] of programme.optional.entries()) list('optional', ['optional', index], id)
  for (const [index, { module }] of programme.followups.entries()) {
    list('followup', ['followups', index], module)
  }
  for (const [name, track] of programme.tracks) {
    for (const [index, id] of track.modules.entries()) {
      if (!listed.has(id)) refuse(['tracks', name, 'modules', index], `"${id}" is not in this programme.`)
    }
  }
  for (const [index, { offer }] of programme.suggestions.entries()) {
    if (!listed.has(offer)) refuse(['suggestions', index], `"${offer}" is not in this programme.`)
  }
  for (const { module, file } of modules) {
    if (listed.has(module.id)) continue
    faults.report({ file, line: 1 }, 'id', `programme.yaml does not list the module "${module.id}".`)
  }
  const measures = [
    ...programme.measures.weekly,
    ...programme.suggestions.map(({ when }) => when.instrument),
  ]
  for (const id of new Set(measures)) {
    if (instruments.find(id) || instruments.isBroken(id)) continue
    refuse(['measures'], `There is no instrument "${id}".`)
  }
  for (const [index, id] of source.value === null ? [] : programmeCompanions(source.value)) {
    if (!programme.companions.has(id)) {
      refuse(['companions', index], `There is no usable companions/${id}.yaml.`)
    }
  }
  const ratings = programme.weeklyRatings
  if (ratings && !worksheets.find(ratings) && !worksheets.isBroken(ratings)) {
    refuse(['weekly_ratings'], `There is no worksheet "${ratings}".`)
  }
}

function programmeCompanions(value: unknown): [number, string][] {
  if (typeof value !== 'object' || value === null || !('companions' in value)) return []
  if (!Array.isArray(value.companions)) return []
  return value.companions.map((id, index) => [index, String(id)])
}

function checkDiagrams({ faults, worksheets }: Checking, read: ReadProgramme): void {
  for (const diagram of read.programme.diagrams.values()) {
    const source = read.diagramSources.get(diagram.id)
    const worksheet = worksheets.find(diagram.from)
    if (source === undefined || worksheets.isBroken(diagram.from)) continue
    if (worksheet === null) {
      faults.report(source.place(['from']), 'from', `There is no worksheet "${diagram.from}".`)
      continue
    }
    const places: [Path, string][] = diagram.slots.map(({ field }, index) => [
      ['slots', index, 'field'],
      field,
    ])
    if (diagram.centre) places.push([['centre', 'field'], diagram.centre.field])
    for (const [path, field] of places) {
      if (fieldAt(worksheet, field) !== null) continue
      const sentence = `The worksheet ${worksheet.id} has no field "${field}".`
      faults.report(source.place(path), path.join('.'), sentence)
    }
  }
}

function checkExamples({ faults }: Checking, { programme, source }: ReadProgramme): void {
  for (const { who, worksheet } of programme.examples) {
    if (programme.companions.has(who) || programme.companions.size === 0) continue
    const sentence = `An example of ${worksheet} is by "${who}", who is no companion.`
    faults.report(source.place(['companions']), 'companions', sentence)
  }
}

const activeTypes = new Set<Block['type']>([
  'worksheet',
  'diary',
  'quiz',
  'cardSort',
  'checklist',
  'path',
  'task',
])

/** Whether a block asks the person to do something rather than to read. */
export function isActive(block: Block): boolean {
  return activeTypes.has(block.type) && !(block.type === 'worksheet' && block.mode === 'view')
}

function checkModule({ faults }: Checking, { module, file, lines }: ParsedModule): void {
  const refuse = (at: Section | Block | null, field: string, sentence: string) =>
    faults.report({ file, line: (at && lines.get(at)) ?? 1 }, field, sentence)
  const blocks = module.sections.flatMap((section) => section.blocks)
  const options = blocks.flatMap((block) => (block.type === 'path' ? block.path.options : []))
  const pathIds = new Set(options.map((option) => option.id))
  for (const section of module.sections) {
    if (section.path !== null && !pathIds.has(section.path)) {
      refuse(section, '::section path', `No ::path of this module has the option "${section.path}".`)
    }
    if (module.kind === 'core' && !section.blocks.some(isActive)) {
      refuse(section, `section ${section.id}`, 'This section gives the person nothing to do.')
    }
  }
  for (const way of pathIds.size === 0 ? [null] : pathIds) {
    const tasks = module.sections
      .filter((section) => section.path === null || section.path === way)
      .flatMap((section) => section.blocks)
      .filter((block) => block.type === 'task')
    if (tasks.length > 3) refuse(null, 'tasks', `A module sets at most three tasks, not ${tasks.length}.`)
    if (tasks.length === 0 && module.kind !== 'followup') {
      refuse(null, 'tasks', 'A module sets one to three tasks, and this sets none.')
    }
  }
  for (const block of blocks) {
    if (!('id' in block) || block.id.startsWith(`${module.id}.`)) continue
    refuse(block, 'id', `Block ids of this module start with "${module.id}.": "${block.id}".`)
  }
}
