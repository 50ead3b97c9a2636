import type { Nodes, Parent, PhrasingContent, Root, RootContent } from 'mdast'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { FaultList, Place } from './faults.ts'
import type { InlineNode, ListItem, Prose, ProseNode, TableRow } from './module-types.ts'

const processor = unified().use(remarkParse).use(remarkFrontmatter).use(remarkDirective).freeze()

/** A Markdown file as a tree, with what is needed to say where something in it stands. */
export interface MarkdownSource {
  readonly file: string
  readonly text: string
  readonly root: Root
  readonly faults: Pick<FaultList, 'report'>
  /** Staff's notes may name a field as `code`; it is shown as plain text. */
  readonly codeIsText: boolean
}

export function parseMarkdown(
  text: string,
  file: string,
  faults: FaultList,
  codeIsText = false,
): MarkdownSource {
  return { file, text, root: processor.parse(text), faults, codeIsText }
}

export function placeOf(source: MarkdownSource, node: Nodes): Place {
  return { file: source.file, line: node.position?.start.line ?? 1 }
}

/** The safe part of Markdown; everything else is reported and left out. */
export function toProse(source: MarkdownSource, nodes: readonly RootContent[]): Prose {
  return nodes.flatMap((node) => toProseNode(source, node))
}

function toProseNode(source: MarkdownSource, node: RootContent): ProseNode[] {
  switch (node.type) {
    case 'paragraph':
      return toParagraph(source, node)
    case 'heading':
      if (node.depth !== 3 && node.depth !== 4) {
        refuse(source, node, 'Headings are ### or ####: a section has its own title.')
      }
      return [{ type: 'heading', depth: node.depth === 4 ? 4 : 3, children: inline(source, node) }]
    case 'list':
      return [
        {
          type: 'list',
          ordered: node.ordered === true,
          children: node.children.map(
            (item): ListItem => ({ type: 'listItem', children: toProse(source, item.children) }),
          ),
        },
      ]
    case 'blockquote':
      return [{ type: 'blockquote', children: toProse(source, node.children) }]
    case 'thematicBreak':
      return [{ type: 'thematicBreak' }]
    default:
      refuse(source, node, sentenceAgainst(node))
      return []
  }
}

function toParagraph(source: MarkdownSource, node: Parent & RootContent): ProseNode[] {
  const text = sliceOf(source, node)
  if (tablePattern.test(text)) return [toTable(source, node, text)]
  return [{ type: 'paragraph', children: inline(source, node) }]
}

const tablePattern = /^\|.*\n[ >]*\|(\s*:?-{2,}:?\s*\|)+[ ]*(\n|$)/

/** Tables are not in CommonMark, so a paragraph of rows between pipes is read here. */
function toTable(source: MarkdownSource, node: RootContent, text: string): ProseNode {
  const [head = '', , ...rows] = text.split('\n')
  const width = cellsOf(head).length
  const toRow = (row: string): TableRow => {
    const cells = cellsOf(row)
    if (cells.length !== width) {
      refuse(source, node, `Each row of this table must have ${width} cells: "${row.trim()}".`)
    }
    return cells.map((cell) => cellInline(source, node, cell))
  }
  return { type: 'table', head: toRow(head), rows: rows.map(toRow) }
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim())
}

function cellInline(source: MarkdownSource, table: RootContent, cell: string): InlineNode[] {
  if (cell === '') return []
  const own = { ...source, text: cell, root: processor.parse(cell) }
  const [paragraph, ...rest] = own.root.children
  if (paragraph?.type !== 'paragraph' || rest.length > 0) {
    refuse(source, table, `A cell holds one line of text: "${cell}".`)
    return []
  }
  return joined(paragraph.children.flatMap((child) => toInline(own, child, table)))
}

function inline(source: MarkdownSource, parent: Parent): InlineNode[] {
  return joined(
    parent.children.flatMap((child) =>
      isPhrasing(child) ? toInline(source, child) : unexpected(source, child),
    ),
  )
}

/** Neighbouring texts as one: the parser cuts "10:30" in two. */
function joined(nodes: readonly InlineNode[]): InlineNode[] {
  const merged: InlineNode[] = []
  for (const node of nodes) {
    const previous = merged.at(-1)
    if (node.type === 'text' && previous?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: previous.value + node.value }
    } else merged.push(node)
  }
  return merged
}

function toInline(source: MarkdownSource, node: PhrasingContent, at?: Nodes): InlineNode[] {
  const within = (parent: { children: PhrasingContent[] }) =>
    joined(parent.children.flatMap((child) => toInline(source, child, at)))
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value.replace(/\s*\n\s*/g, ' ') }]
    case 'strong':
      return [{ type: 'strong', children: within(node) }]
    case 'emphasis':
      return [{ type: 'emphasis', children: within(node) }]
    case 'break':
      return [{ type: 'break' }]
    case 'textDirective':
      // A colon before a word, as in "8:30", is only a colon.
      if (Object.keys(node.attributes ?? {}).length === 0) {
        return [{ type: 'text', value: sliceOf(source, node) }]
      }
      refuse(
        source,
        at ?? node,
        `Blocks start with two or three colons: "${sliceOf(source, node)}".`,
      )
      return []
    case 'inlineCode':
      if (source.codeIsText) return [{ type: 'text', value: node.value }]
  }
  refuse(source, at ?? node, sentenceAgainst(node))
  return []
}

const phrasingTypes = new Set([
  'text',
  'strong',
  'emphasis',
  'break',
  'textDirective',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'html',
  'inlineCode',
  'delete',
  'footnoteReference',
])

function isPhrasing(node: Nodes): node is PhrasingContent {
  return phrasingTypes.has(node.type)
}

function unexpected(source: MarkdownSource, node: Nodes): InlineNode[] {
  refuse(source, node, sentenceAgainst(node))
  return []
}

function sentenceAgainst(node: Nodes): string {
  switch (node.type) {
    case 'html':
      return 'HTML is not allowed.'
    case 'link':
    case 'linkReference':
    case 'definition':
      return 'Links are not allowed: use a ::signpost for services.'
    case 'image':
    case 'imageReference':
      return 'Images are not allowed.'
    case 'code':
      return 'A line that starts with four spaces, or with ```, is code, which is not allowed.'
    case 'containerDirective':
    case 'leafDirective':
      if (node.name === 'section') return 'The block above this ::section is not closed with :::.'
      return `The block "${node.name}" cannot stand here.`
    default:
      return `Markdown of type "${node.type}" is not allowed.`
  }
}

function refuse(source: MarkdownSource, node: Nodes, sentence: string): void {
  source.faults.report(placeOf(source, node), '', sentence)
}

export function sliceOf(source: MarkdownSource, node: Nodes): string {
  const { start, end } = node.position ?? {}
  return source.text.slice(start?.offset ?? 0, end?.offset ?? 0)
}

/** The words of a piece of prose, with a blank line between its blocks. */
export function plainText(prose: Prose): string {
  return prose.map(textOfNode).filter(Boolean).join('\n\n')
}

function textOfNode(node: ProseNode): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.children)
    case 'list':
      return node.children.map((item) => plainText(item.children)).join('\n\n')
    case 'blockquote':
      return plainText(node.children)
    case 'table':
      return [node.head, ...node.rows].map((row) => row.map(inlineText).join('\n\n')).join('\n\n')
    case 'thematicBreak':
      return ''
  }
}

export function inlineText(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value
      return node.type === 'break' ? ' ' : inlineText(node.children)
    })
    .join('')
}
