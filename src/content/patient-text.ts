import type { Nodes, RootContent } from 'mdast'
import type { Directive } from './directives.ts'
import { type MarkdownSource, plainText, sliceOf, toProse } from './markdown.ts'
import { type Path, valueAt, type YamlSource } from './parse-yaml.ts'

/** Words that a patient reads, and where their author can mend them. */
export interface TextPiece {
  readonly text: string
  readonly file: string
  readonly line: number
  readonly section: string | null
  /** Only sentences count towards reading ease; labels are searched for refused words as well. */
  readonly kind: 'sentences' | 'label'
}

/** The texts of a block: its body, one piece a paragraph, and its attributes that people read. */
export function textsOfBlock(
  source: MarkdownSource,
  node: Directive,
  section: string | null,
): TextPiece[] {
  const read = ['title', 'tiny', 'intro', 'empty'].flatMap((name): TextPiece[] => {
    const text = node.attributes?.[name]
    const kind = name === 'title' ? 'label' : 'sentences'
    return text ? [{ text, file: source.file, line: lineOf(node), section, kind }] : []
  })
  return [...read, ...node.children.flatMap((child) => textsOfNode(source, child, section))]
}

/** The texts of a piece of Markdown, one for each paragraph. */
export function textsOfNode(
  source: MarkdownSource,
  node: RootContent,
  section: string | null,
): TextPiece[] {
  if (node.type === 'list' || node.type === 'blockquote' || node.type === 'listItem') {
    return node.children.flatMap((child) => textsOfNode(source, child, section))
  }
  if (node.type !== 'paragraph' && node.type !== 'heading') return []
  // The tree has been checked once; here its words are wanted and not its faults again.
  const quiet = { ...source, faults: { report: () => undefined } }
  const text = wordsOf(quiet, node)
  const isTable = sliceOf(source, node).startsWith('|')
  const kind = node.type === 'heading' || isTable ? 'label' : 'sentences'
  return [{ text, file: source.file, line: lineOf(node), section, kind }]
}

function wordsOf(source: MarkdownSource, node: RootContent): string {
  return plainText(toProse(source, [node]))
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1
}

/** Keys whose values are names for the program and not words for a person. */
const unread = new Set([
  'id',
  'type',
  'group',
  'target',
  'field',
  'set',
  'kind',
  'worksheet',
  'who',
])
const labels = new Set([
  'aims',
  'label',
  'title',
  'left',
  'right',
  'items',
  'text',
  'low_label',
  'high_label',
])

/** Every text below a path of a YAML file that a person reads. */
export function textsOfYaml(source: YamlSource, at: Path, section: string | null): TextPiece[] {
  const value = valueAt(source.value, at)
  const key = [...at].reverse().find((step) => typeof step === 'string') ?? ''
  if (typeof value === 'string') {
    const kind = labels.has(String(key)) ? 'label' : 'sentences'
    return [{ text: value, ...source.place(at), section, kind }]
  }
  if (typeof value !== 'object' || value === null) return []
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value)
  return [...steps]
    .filter((step) => !unread.has(String(step)))
    .flatMap((step) => textsOfYaml(source, [...at, step], section))
}
