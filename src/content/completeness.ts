import type { FaultList } from './faults.ts'
import type { ParsedModule } from './module-parser.ts'
import type { Block, Module, Section } from './module-types.ts'
import type { ReadProgramme } from './programme-reader.ts'
import { shortWayOf } from './short-way.ts'

/** As docs/authoring.md gives them: places where a person can see whether they have understood. */
const checksOf: Readonly<Record<Module['kind'], number>> = { core: 4, optional: 4, followup: 2 }

/**
 * What a programme has to have in every part, so that nobody meets a page that is half done. Of a
 * file with a fault, what the fault kept from being read would be missed here a second time; what
 * any module may show is asked once all can be read.
 */
export function checkCompleteness(
  read: ReadProgramme,
  faults: FaultList,
  faulty: ReadonlySet<string> = new Set(),
): void {
  for (const parsed of read.modules) {
    if (faulty.has(parsed.file)) continue
    checkUnderstanding(parsed, faults)
    checkCompany(parsed, read, faults)
    checkTenMinutes(parsed, faults)
  }
  if (faulty.size === 0) checkForms(read, faults)
}

/** Counted along each way through the module: who takes one path does not see the other. */
function checkUnderstanding({ module, file }: ParsedModule, faults: FaultList): void {
  const wanted = checksOf[module.kind]
  for (const [way, sections] of waysThrough(module)) {
    const found = blocksOf(sections).filter(({ type }) => type === 'quiz').length
    if (found >= wanted) continue
    const here = way === null ? `${found}` : `${found} for those who chose "${way}"`
    const sentence = `A module of this kind has ${wanted} understanding checks; this has ${here}.`
    faults.report({ file, line: 1 }, '::quiz', sentence)
  }
}

function waysThrough({ sections }: Module): (readonly [string | null, readonly Section[]])[] {
  const paths = new Set(sections.flatMap(({ path }) => (path === null ? [] : [path])))
  return (paths.size === 0 ? [null] : [...paths]).map((way) => [
    way,
    sections.filter(({ path }) => path === null || path === way),
  ])
}

/** Whoever keeps a person company has filled something in, in each module. */
function checkCompany(
  { module, file }: ParsedModule,
  { companions }: ReadProgramme,
  faults: FaultList,
): void {
  const shown = new Set(
    examplesIn(module.sections).flatMap(({ kind, who }) => (kind === 'example' ? [who] : [])),
  )
  for (const who of companions) {
    if (shown.has(who)) continue
    const sentence = `This module shows nothing that "${who}" filled in.`
    faults.report({ file, line: 1 }, '::example', sentence)
  }
}

/** Somebody too tired for a core module can still do the one thing in it that matters most. */
function checkTenMinutes({ module, file }: ParsedModule, faults: FaultList): void {
  if (module.kind !== 'core' || shortWayOf(module) !== null) return
  faults.report({ file, line: 1 }, '::short', 'A core module has a short way, on its first page.')
}

/**
 * What people are asked to fill in, they can see done in a weaker way and in a stronger one, and by
 * each of those who keep them company.
 */
function checkForms({ companions, modules }: ReadProgramme, faults: FaultList): void {
  const examples = modules.flatMap(({ module }) => examplesIn(module.sections))
  const told = new Set<string>()
  for (const { module, file, lines } of modules) {
    for (const block of blocksOf(module.sections)) {
      const ref = askedBy(block)
      if (ref === null || told.has(ref)) continue
      told.add(ref)
      const refuse = (sentence: string) =>
        faults.report({ file, line: lines.get(block) ?? 1 }, '::example', sentence)
      const own = examples.filter(({ worksheet }) => worksheet === ref)
      for (const kind of ['weak', 'stronger']) {
        if (own.some((example) => example.kind === kind)) continue
        refuse(`No module shows a ${kind} example of ${ref}.`)
      }
      const filled = own.filter(({ kind }) => kind !== 'weak')
      for (const who of companions) {
        if (filled.some((example) => example.who === who)) continue
        refuse(`No module shows ${ref} as "${who}" filled it in.`)
      }
    }
  }
}

function askedBy(block: Block): string | null {
  const asks = block.type === 'worksheet' || block.type === 'scheduler' || block.type === 'diary'
  return asks ? block.ref : null
}

function examplesIn(sections: readonly Section[]) {
  return blocksOf(sections).flatMap((block) => (block.type === 'example' ? [block.example] : []))
}

function blocksOf(sections: readonly Section[]): readonly Block[] {
  return sections.flatMap(({ blocks }) => blocks)
}
