import type { FaultList } from './faults.ts'
import type { ParsedModule } from './module-parser.ts'
import type { Module, Section, ShortBlock } from './module-types.ts'

export interface ShortWay {
  readonly block: ShortBlock
  /** The page on which it stands: the first of the module. */
  readonly on: Section
  /** The page that has the one thing to do. */
  readonly to: Section
}

/** The way through a module for a day with ten minutes in it; null where the module has none. */
export function shortWayOf(module: Module): ShortWay | null {
  const [on] = module.sections
  const block = on?.blocks.find((each) => each.type === 'short')
  const to = module.sections.find(({ id }) => id === block?.to)
  return on && block && to ? { block, on, to } : null
}

/** It stands once, on the first page, and leads to another page that everybody sees. */
export function checkShortWay({ module, file, lines }: ParsedModule, faults: FaultList): void {
  const [first] = module.sections
  const all = module.sections.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'short'))
  for (const block of all) {
    if (block.type !== 'short') continue
    const refuse = (sentence: string) =>
      faults.report({ file, line: lines.get(block) ?? 1 }, '::short', sentence)
    if (block !== all[0]) refuse('A module has one short way.')
    if (!first?.blocks.includes(block)) refuse('The short way stands on the first page.')
    const to = module.sections.find(({ id }) => id === block.to)
    if (to === undefined) refuse(`There is no section "${block.to}" for it to lead to.`)
    else if (to === first) refuse('The short way leads to another page than its own.')
    else if (to.path !== null) refuse(`Only those on the path "${to.path}" see "${to.id}".`)
  }
}
