import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'

export const root = path.dirname(import.meta.dirname)

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  file: string
  text: string
  tree: Node
}

/** Any node of the syntax tree; what a check needs of one it asks for by type. */
export interface Node {
  type: string
  start: number
  end: number
  [part: string]: unknown
}

export function readSources(): SourceFile[] {
  return globSync('{src,cli,scripts,test,bin}/**/*.{ts,tsx,mjs}', { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .map((file) => parseSource(file, readFileSync(path.join(root, file), 'utf8')))
}

export function parseSource(file: string, text: string): SourceFile {
  const tree: unknown = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  if (!isNode(tree)) throw new Error(`${file} cannot be parsed`)
  return { file, text, tree }
}

/** Visits a node and all below it, each with the nodes that hold it, innermost last. */
export function walk(
  node: Node,
  visit: (node: Node, holders: readonly Node[]) => void,
  holders: readonly Node[] = [],
): void {
  visit(node, holders)
  const inside = [...holders, node]
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) {
      if (isNode(child)) walk(child, visit, inside)
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
