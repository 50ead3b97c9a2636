import type { Nodes, RootContent } from 'mdast'
import { z } from 'zod'
import { type BlockContext, toBlock } from './blocks.ts'
import {
  type BlockName,
  checkAttributes,
  type Directive,
  directives,
  isBlockName,
  isDirective,
} from './directives.ts'
import type { FaultList } from './faults.ts'
import { type MarkdownSource, parseMarkdown, placeOf, sliceOf, toProse } from './markdown.ts'
import type { Block, Module, Section } from './module-types.ts'
import { checkShape, parseYaml } from './parse-yaml.ts'
import { type TextPiece, textsOfBlock, textsOfNode, textsOfYaml } from './patient-text.ts'
import { dottedId, line, optionalLine, shape, wholeNumber } from './shape.ts'

const frontMatter = shape({
  id: dottedId,
  title: line,
  kind: z.enum(['core', 'optional', 'followup']),
  minutes: wholeNumber.min(1).max(60),
  summary: line,
  aims: z.array(line).min(1),
  offer_when: optionalLine,
}).superRefine((module, context) => {
  if ((module.kind === 'optional') === (module.offerWhen !== null)) return
  const message = 'Optional modules, and only they, have offer_when.'
  context.addIssue({ code: 'custom', message, path: ['offer_when'] })
})

/** A module, and what belongs beside it but not in it. */
export interface ParsedModule {
  readonly module: Module
  readonly offerWhen: string | null
  readonly file: string
  /** On which line a section or block starts. */
  readonly lines: ReadonlyMap<Section | Block, number>
  /** Gathered only when asked: the check measures them, the start does not. */
  readonly texts: () => readonly TextPiece[]
}

export type ModuleContext = Omit<BlockContext, 'source'> & { readonly faults: FaultList }

export function parseModule(
  text: string,
  file: string,
  context: ModuleContext,
): ParsedModule | null {
  const source = parseMarkdown(text, file, context.faults)
  const [first, ...nodes] = source.root.children
  if (first?.type !== 'yaml') {
    context.faults.report({ file, line: 1 }, '', 'A module starts with its front matter, in ---.')
    return null
  }
  const yaml = parseYaml(first.value, file, context.faults, placeOf(source, first).line + 1)
  const front = yaml && checkShape(frontMatter, yaml, context.faults)
  const reading = new SectionReading({ ...context, source })
  for (const node of nodes) reading.take(node)
  if (reading.sections.length === 0) {
    context.faults.report({ file, line: 1 }, '', 'A module has at least one ::section.')
  }
  if (front === null) return null
  const { offerWhen, ...rest } = front
  const module = { ...rest, sections: reading.sections }
  const frontTexts = () =>
    ['title', 'summary', 'aims'].flatMap((key) => (yaml ? textsOfYaml(yaml, [key], null) : []))
  const texts = () => [...frontTexts(), ...reading.texts()]
  return { module, offerWhen, file, lines: reading.lines, texts }
}

/** Deals the nodes of a file into sections and blocks, in order. */
class SectionReading {
  readonly sections: Section[] = []
  readonly lines = new Map<Section | Block, number>()
  readonly #texts: (() => readonly TextPiece[])[] = []
  readonly #context: BlockContext
  readonly #blockIds = new Set<string>()
  #blocks: Block[] | null = null
  #prose: RootContent[] = []

  constructor(context: BlockContext) {
    this.#context = context
  }

  get #source(): MarkdownSource {
    return this.#context.source
  }

  take(node: RootContent): void {
    if (!isDirective(node)) {
      this.#takeProse(node)
    } else if (node.name === 'section' && node.type === 'leafDirective') {
      this.#startSection(node)
    } else {
      this.#takeBlock(node)
    }
  }

  texts(): readonly TextPiece[] {
    return this.#texts.flatMap((gather) => gather())
  }

  #takeProse(node: RootContent): void {
    const blocks = this.#blocksHere(node)
    if (blocks === null) return
    if (node.type === 'paragraph' && sliceOf(this.#source, node).startsWith('::')) {
      const sentence = 'This looks like a block but cannot be read: check its quotes and braces.'
      this.#source.faults.report(placeOf(this.#source, node), '', sentence)
      return
    }
    const section = this.#sectionId
    this.#texts.push(() => textsOfNode(this.#source, node, section))
    const previous = blocks.at(-1)
    this.#prose = previous?.type === 'prose' ? [...this.#prose, node] : [node]
    const body = toProse(this.#source, [node])
    const merged = previous?.type === 'prose' ? [...previous.body, ...body] : body
    if (previous?.type === 'prose') blocks.pop()
    this.#add({ type: 'prose', body: merged }, this.#prose[0] ?? node)
  }

  #startSection(node: Directive): void {
    const attributes = checkAttributes(this.#source, node, directives.section.attributes)
    this.#blocks = []
    if (attributes === null) return
    if (this.sections.some((section) => section.id === attributes.id)) {
      const sentence = `The section id "${attributes.id}" is used twice in this module.`
      this.#source.faults.report(placeOf(this.#source, node), '::section id', sentence)
    }
    const section = { ...attributes, blocks: this.#blocks }
    this.sections.push(section)
    const place = placeOf(this.#source, node)
    this.lines.set(section, place.line)
    const { id, title } = attributes
    this.#texts.push(() => [{ text: title, ...place, section: id, kind: 'label' }])
  }

  #takeBlock(node: Directive): void {
    if (this.#blocksHere(node) === null) return
    const name = this.#usableName(node)
    const block = name && toBlock(this.#context, node, name)
    if (block === null) return
    this.#checkBlockId(block, node)
    this.#add(block, node)
    const section = this.#sectionId
    this.#texts.push(() => [
      ...textsOfBlock(this.#source, node, section),
      ...this.#context.textsOfPart(node.name, node.attributes?.ref ?? '', section),
    ])
  }

  /** The block's name when there is such a block, with or without a body as it should be. */
  #usableName(node: Directive): BlockName | null {
    const refuse = (sentence: string) => {
      this.#source.faults.report(placeOf(this.#source, node), `::${node.name}`, sentence)
      return null
    }
    if (!isBlockName(node.name)) return refuse(`There is no block called "${node.name}".`)
    const hasBody = node.type === 'containerDirective'
    if (hasBody === directives[node.name].hasBody) return node.name
    const shape = hasBody ? 'two colons and no body' : 'three colons, a body and closing colons'
    return refuse(`The block "${node.name}" has ${shape}.`)
  }

  #checkBlockId(block: Block, node: Directive): void {
    if (!('id' in block)) return
    if (this.#blockIds.has(block.id)) {
      const sentence = `The block id "${block.id}" is used twice in this module.`
      this.#source.faults.report(placeOf(this.#source, node), `::${node.name} id`, sentence)
    }
    this.#blockIds.add(block.id)
  }

  #blocksHere(node: Nodes): Block[] | null {
    if (this.#blocks === null) {
      const sentence = 'Nothing stands before the first ::section.'
      this.#source.faults.report(placeOf(this.#source, node), '', sentence)
    }
    return this.#blocks
  }

  #add(block: Block, node: Nodes): void {
    this.#blocks?.push(block)
    this.lines.set(block, placeOf(this.#source, node).line)
  }

  get #sectionId(): string | null {
    return this.sections.at(-1)?.id ?? null
  }
}
