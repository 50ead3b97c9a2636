// Holds the limits of the house style. They are only ever tightened.
import { isNode, lineOf, type Node, readSources, type SourceFile, walk } from './source-files.ts'

const limits = { columns: 100, file: 400, island: 120, function: 70, pageFunction: 100 }
// Read from the schema by scripts/database-types.ts, which is as long as the schema.
const generated = ['src/platform/database/database-types.ts']

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

const faults = readSources().flatMap((source) => [
  ...lineFaults(source),
  ...fileFaults(source),
  ...functionFaults(source),
])
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

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

function nameOf(node: Node, holder: Node | undefined): string {
  for (const candidate of [node.id, holder?.id, holder?.key]) {
    if (isNode(candidate) && typeof candidate.name === 'string') return candidate.name
  }
  return 'a function'
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|^test\//.test(file)
}
