import { isNode, lineOf, type Node, type SourceFile, walk } from './source-files.ts'

/**
 * Who may reach past transact(). Tests give a reading connection back by hand, and the benchmark
 * makes its contexts without a server; everything else that runs leaves this to the platform.
 */
const mayReachPast = /\.test\.tsx?$|^test\/|^scripts\/|^src\/platform\//

/** Every way around transact() that the types alone do not close, as "file:line: why". */
export function forbiddenWrites(sources: readonly SourceFile[]): string[] {
  return sources.filter(({ file }) => !mayReachPast.test(file)).flatMap(faultsOf)
}

function faultsOf({ file, text, tree }: SourceFile): string[] {
  const faults: string[] = []
  walk(tree, (node) => {
    const why = whyForbidden(node)
    if (why) faults.push(`${file}:${lineOf(text, node.start)}: ${why}`)
  })
  return faults
}

function whyForbidden(node: Node): string | null {
  if (node.type === 'MemberExpression' && nameOf(node.property) === 'platform') {
    return nameOf(node.object) === 'process' ? null : reached
  }
  if (node.type === 'ObjectPattern' && Array.isArray(node.properties)) {
    const taken = node.properties.some((part) => isNode(part) && nameOf(part.key) === 'platform')
    return taken ? reached : null
  }
  if (node.type === 'ImportSpecifier' && nameOf(node.imported) === 'ScopedTransaction') {
    return 'only platform/ begins a transaction: write in transact()'
  }
  return null
}

const reached = 'only platform/ uses what a context keeps in "platform": write in transact()'

function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (typeof node.name === 'string') return node.name
  return typeof node.value === 'string' ? node.value : null
}
