// Holds the limits of the house style. They are only ever tightened.
import { isNode, lineOf, type Node, type SourceFile, walk } from './source-files.ts'

const limits = {
  columns: 100,
  file: 400,
  island: 120,
  function: 70,
  pageFunction: 100,
  // A feature of more files is two features: its tests, its islands and index.ts are read with it.
  feature: 25,
}
// Read from the schema by scripts/database-types.ts, which is as long as the schema.
const generated = ['src/platform/database/database-types.ts']

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

/** Everything that is longer or fuller than the house style allows, as "place: how much". */
export function oversized(sources: readonly SourceFile[]): string[] {
  return [
    ...sources.flatMap((source) => [
      ...lineFaults(source),
      ...fileFaults(source),
      ...functionFaults(source),
    ]),
    ...featureFaults(sources),
  ]
}

function lineFaults({ file, text }: SourceFile): string[] {
  // The names of tests are sentences, and their rows are SQL.
  if (isTest(file)) return []
  return text
    .split('\n')
    .map((line, index) => ({ columns: [...line].length, number: index + 1 }))
    .filter(({ columns }) => columns > limits.columns)
    .map(
      ({ columns, number }) => `${file}:${number}: ${columns} columns, ${limits.columns} at most`,
    )
}

function fileFaults({ file, text }: SourceFile): string[] {
  if (isTest(file) || generated.includes(file)) return []
  const lines = text.trimEnd().split('\n').length
  const limit = file.includes('/islands/') ? limits.island : limits.file
  return lines > limit ? [`${file}: ${lines} lines, ${limit} at most`] : []
}

function functionFaults({ file, text, tree }: SourceFile): string[] {
  // The body of describe() holds a file of tests: that is a list, not a function.
  if (isTest(file)) return []
  const limit = file.endsWith('-page.tsx') ? limits.pageFunction : limits.function
  const faults: string[] = []
  walk(tree, (node, holders) => {
    if (!functionTypes.has(node.type)) return
    const first = lineOf(text, node.start)
    const lines = lineOf(text, node.end) - first + 1
    if (lines <= limit) return
    const name = nameOf(node, holders.at(-1))
    faults.push(`${file}:${first}: ${name} has ${lines} lines, ${limit} at most`)
  })
  return faults
}

function featureFaults(sources: readonly SourceFile[]): string[] {
  const count = new Map<string, number>()
  for (const { file } of sources) {
    const feature = /^src\/features\/[^/]+\//.exec(file)?.[0]
    if (feature) count.set(feature, (count.get(feature) ?? 0) + 1)
  }
  return [...count]
    .filter(([, files]) => files > limits.feature)
    .map(
      ([feature, files]) =>
        `${feature}: ${files} files, ${limits.feature} at most: a fuller feature is two features`,
    )
}

function nameOf(node: Node, holder: Node | undefined): string {
  for (const candidate of [node.id, holder?.id, holder?.key]) {
    if (isNode(candidate) && typeof candidate.name === 'string') return candidate.name
  }
  return 'a function'
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|^test\//.test(file)
}
