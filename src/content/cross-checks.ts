import type { FaultList } from './faults.ts'
import { allFields, fieldAt } from './field-rules.ts'
import type { FiledInstrument } from './instrument-schema.ts'
import type { Shelf } from './library.ts'
import { checkSchedule } from './measure-checks.ts'
import type { ParsedModule } from './module-parser.ts'
import type { Block, Module, Section } from './module-types.ts'
import type { Path } from './parse-yaml.ts'
import type { ReadProgramme } from './programme-reader.ts'
import { checkShortWay } from './short-way.ts'
import { checkSuggestions } from './suggestion-checks.ts'
import type { SafetyProtocol } from './types.ts'
import type { FieldCondition, RefField, Worksheet } from './worksheet-types.ts'

interface Checking {
  readonly faults: FaultList
  readonly worksheets: Shelf<Worksheet>
  readonly instruments: Shelf<FiledInstrument>
}

/** What no single file can know: that references between files lead somewhere. */
export function crossCheck(checking: Checking, programmes: readonly ReadProgramme[]): void {
  for (const worksheet of checking.worksheets.items.values()) checkWorksheet(checking, worksheet)
  for (const [index, read] of programmes.entries()) {
    const { id } = read.programme
    if (programmes.findIndex(({ programme }) => programme.id === id) < index) {
      checking.faults.report(
        read.source.place(['id']),
        'id',
        `Another programme is called "${id}".`,
      )
    }
    checkProgramme(checking, read)
    checkDiagrams(checking, read)
    checkExamples(checking, read)
    for (const module of read.modules) {
      checkModule(checking, module)
      checkShortWay(module, checking.faults)
    }
  }
}

/** A signal that no trigger answers to would be raised with no words and no clock of its own. */
export function checkSignals(
  faults: FaultList,
  instruments: Shelf<FiledInstrument>,
  { triggers }: SafetyProtocol,
): void {
  for (const { id, instrument } of instruments.items.values()) {
    for (const [index, { signal }] of instrument.safetyItems.entries()) {
      if (triggers.some((trigger) => trigger.id === signal)) continue
      const path = ['safety_items', index, 'signal']
      const place = instruments.sources.get(id)?.place(path)
      const sentence = `protocols/safety.yaml has no trigger "${signal}".`
      if (place) faults.report(place, path.join('.'), sentence)
    }
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
    const unlike =
      when.type === 'all' || when.type === 'any' ? unlikeItsField(worksheet, when) : null
    if (unlike) refuse([...at, 'field'], unlike)
  }
  for (const [index, { due }] of worksheet.stages.entries()) {
    if (due === null) continue
    const type = fieldAt(worksheet, due.after)?.type
    const isMoment = type === 'date' || type === 'datetime'
    if (!isMoment)
      refuse(['stages', index, 'due', 'after'], `"${due.after}" is no date or datetime.`)
  }
  const seen = new Set<string>()
  for (const field of allFields(worksheet)) {
    if (seen.has(field.id)) refuse([], `The field id "${field.id}" is used in two stages.`)
    seen.add(field.id)
    if (field.type === 'ref') {
      checkRef({ worksheets, worksheet, field }, (said) => refuse([], `${field.id}: ${said}`))
    }
    checkPrefill(worksheets, field.prefill, (sentence) => refuse([], `${field.id}: ${sentence}`))
  }
}

/** A condition that could never hold, since the field has no such values. */
function unlikeItsField(worksheet: Worksheet, when: FieldCondition): string | null {
  const field = fieldAt(worksheet, when.field)
  if (field === null) return null
  if (field.type === 'choice' || field.type === 'multi') {
    const isOption = field.options.some((option) => option.id === when.value)
    const isOwnWords = field.allowOther && when.value === 'other'
    return isOption || isOwnWords ? null : `"${when.field}" has no option "${String(when.value)}".`
  }
  if (field.type === 'bool') {
    const values: readonly unknown[] = [true, false, 'yes', 'no']
    return values.includes(when.value) ? null : `"${when.field}" is yes or no.`
  }
  const numeric = ['int', 'number', 'scale', 'percent', 'minutes'].includes(field.type)
  if (numeric === (typeof when.value === 'number')) return null
  return `"${when.field}" is ${numeric ? 'a number' : 'no number'}, and the value is not alike.`
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

const fillable: ReadonlySet<string> = new Set(['text', 'longtext', 'choice'])

function checkRef(
  of: { worksheets: Shelf<Worksheet>; worksheet: Worksheet; field: RefField },
  refuse: (sentence: string) => void,
): void {
  const { worksheets, worksheet, field } = of
  if (worksheets.isBroken(field.to)) return
  const to = worksheets.find(field.to)
  if (to === null) {
    refuse(`to names no worksheet "${field.to}".`)
    return
  }
  if (to.privacy === 'sensitive') refuse('private words are not shown in another worksheet.')
  if (fieldAt(to, field.show) === null) refuse(`show names no field "${field.show}" of ${to.id}.`)
  for (const [own, theirs] of Object.entries(field.fills)) {
    const [target, source] = [fieldAt(worksheet, own), fieldAt(to, theirs)]
    if (target === null) refuse(`fills names no field "${own}" here.`)
    else if (source === null) refuse(`fills names no field "${theirs}" of ${to.id}.`)
    else if (!fillable.has(target.type)) refuse(`"${own}" is no text and no choice.`)
    else if (target.type !== source.type) refuse(`"${own}" and "${theirs}" are not alike.`)
  }
}

function checkProgramme(checking: Checking, read: ReadProgramme): void {
  const { programme, source, modules } = read
  const refuse = (path: Path, sentence: string) =>
    checking.faults.report(source.place(path), path.join('.'), sentence)
  const listed = checkListedModules(read, refuse)
  for (const [name, track] of programme.tracks) {
    for (const [index, id] of track.modules.entries()) {
      const path = ['tracks', name, 'modules', index]
      if (!listed.has(id)) refuse(path, `"${id}" is not in this programme.`)
    }
  }
  checkSuggestions({ ...checking, programme, listed }, refuse)
  const seen = new Set<string>()
  for (const { module, file } of modules) {
    if (seen.has(module.id)) {
      checking.faults.report({ file, line: 2 }, 'id', `Another module has the id "${module.id}".`)
    }
    seen.add(module.id)
    if (listed.has(module.id)) continue
    const sentence = `programme.yaml does not list the module "${module.id}".`
    checking.faults.report({ file, line: 1 }, 'id', sentence)
  }
  checkProgrammeNeeds(checking, read, refuse)
}

type Refuse = (path: Path, sentence: string) => void

/** Each listed module is there, once, and is of the kind that the list says. */
function checkListedModules(
  { programme, isBroken }: ReadProgramme,
  refuse: Refuse,
): ReadonlySet<string> {
  const entries: (readonly [Module['kind'], Path, string])[] = [
    ...programme.core.map((id, index) => ['core', ['core', index], id] as const),
    ...programme.optional.map((id, index) => ['optional', ['optional', index], id] as const),
    ...programme.followups.map(
      ({ module }, index) => ['followup', ['followups', index], module] as const,
    ),
  ]
  const listed = new Set<string>()
  for (const [kind, path, id] of entries) {
    const module = programme.modules.get(id)
    if (module === undefined) {
      if (!isBroken(id)) refuse(path, `There is no usable module "${id}" in modules/.`)
    } else if (module.kind !== kind) refuse(path, `The module "${id}" says it is ${module.kind}.`)
    if (listed.has(id)) refuse(path, `The module "${id}" is listed twice.`)
    listed.add(id)
  }
  return listed
}

function checkProgrammeNeeds(
  { worksheets, instruments }: Checking,
  { programme, companions, isBroken }: ReadProgramme,
  refuse: Refuse,
): void {
  const isKnown = (id: string) => instruments.find(id) !== null || instruments.isBroken(id)
  checkSchedule(programme, isKnown, refuse)
  for (const [index, id] of companions.entries()) {
    if (programme.companions.has(id) || isBroken(id)) continue
    refuse(['companions', index], `There is no usable companions/${id}.yaml.`)
  }
  const ratings = programme.weeklyRatings
  if (ratings && !worksheets.find(ratings) && !worksheets.isBroken(ratings)) {
    refuse(['weekly_ratings'], `There is no worksheet "${ratings}".`)
  }
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
  'scheduler',
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
      refuse(
        section,
        '::section path',
        `No ::path of this module has the option "${section.path}".`,
      )
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
    if (tasks.length > 3)
      refuse(null, 'tasks', `A module sets at most three tasks, not ${tasks.length}.`)
    if (tasks.length === 0 && module.kind !== 'followup') {
      refuse(null, 'tasks', 'A module sets one to three tasks, and this sets none.')
    }
  }
  for (const block of blocks) {
    if (!('id' in block) || block.id.startsWith(`${module.id}.`)) continue
    refuse(block, 'id', `Block ids of this module start with "${module.id}.": "${block.id}".`)
  }
}
