import type { Nodes, RootContent } from 'mdast'
import { type MarkdownSource, sliceOf, toProse } from './markdown.ts'
import { plainText } from './markdown.ts'
import { type Path, valueAt, type YamlSource } from './parse-yaml.ts'

/** Words that a patient reads, and where their author can mend them. */
export interface TextPiece {
  readonly text: string
  readonly file: string
  readonly line: number
  readonly section: string | null
  /** Sentences count towards reading ease; labels, cells and headings only towards refused words. */
  readonly kind: 'sentences' | 'label'
}

/** The texts of Markdown nodes, one a paragraph, and of a block's attributes that people read. */
export function textsOfNodes(
  source: MarkdownSource,
  nodes: readonly RootContent[],
  section: string | null,
  attributes: Readonly<Record<string, string | null | undefined>> | null = null,
): TextPiece[] {
  const line = nodes[0]?.position?.start.line ?? 1
  const read = ['title', 'tiny', 'intro', 'empty'].flatMap((name) => {
    const text = attributes?.[name]
    const kind: TextPiece['kind'] = name === 'title' ? 'label' : 'sentences'
    return text ? [{ text, file: source.file, line, section, kind }] : []
  })
  return [...read, ...nodes.flatMap((node) => textsOfNode(source, node, section))]
}

function textsOfNode(source: MarkdownSource, node: RootContent, section: string | null): TextPiece[] {
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
const unread = new Set(['id', 'type', 'group', 'target', 'field', 'set', 'kind', 'worksheet', 'who'])
const labels = new Set(['label', 'title', 'left', 'right', 'items', 'text', 'low_label', 'high_label'])

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
