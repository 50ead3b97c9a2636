import path from 'node:path'
import { isNode, lineOf, type SourceFile, walk } from './source-files.ts'

/** The table "What may import what" of the house style, from the top; the first zone counts. */
interface Zone {
  name: string
  files: RegExp
  /** Own files are always allowed. */
  mayImport: RegExp[]
  /** Of these, only types: nothing that runs. */
  mayImportTypesOf?: RegExp[]
  packages: RegExp
}

const anything = [/^/]
const below = [/^src\/clinical\//, /^src\/content\//, /^src\/platform\//, /^src\/ui\//]
const featureIndex = /^src\/features\/[^/]+\/index\.ts$/
// What the top hangs up, and nobody else needs: pages and jobs.
const featureParts = /^src\/features\/[^/]+\/(index\.ts|routes\.tsx|jobs\.ts)$/

const zones: Zone[] = [
  { name: 'a test', files: /\.test\.tsx?$|^test\//, mayImport: anything, packages: /^/ },
  { name: 'scripts/', files: /^(scripts|bin)\//, mayImport: anything, packages: /^/ },
  {
    name: 'clinical/',
    files: /^src\/clinical\//,
    mayImport: [/^src\/clinical\//],
    packages: /^$/,
  },
  {
    name: 'content/',
    files: /^src\/content\//,
    mayImport: [/^src\/content\//],
    mayImportTypesOf: [/^src\/clinical\//],
    packages: /^(node:(fs|path|url|crypto)|yaml|zod|unified|remark|mdast|unist)/,
  },
  {
    name: 'platform/',
    files: /^src\/platform\//,
    mayImport: [/^src\/platform\//],
    mayImportTypesOf: [/^src\/content\//],
    packages: /^/,
  },
  {
    name: 'islands/',
    files: /^src\/.*\/islands\//,
    mayImport: [/^src\/clinical\//, /^src\/ui\/islands\//, /\/islands\/[^/]+$/],
    packages: /^nhsuk-frontend/,
  },
  { name: 'ui/', files: /^src\/ui\//, mayImport: [/^src\/ui\//], packages: /^(?!node:)/ },
  {
    name: 'features/',
    files: /^src\/features\//,
    mayImport: [...below, featureIndex],
    packages: /^/,
  },
  {
    name: 'cli/',
    files: /^cli\//,
    mayImport: [...below, featureParts, /^src\/[^/]+$/, /^cli\//],
    packages: /^/,
  },
  // The few files that put everything together: app.ts, main.ts, config.ts and their like.
  {
    name: 'the top',
    files: /^src\/[^/]+$/,
    mayImport: [...below, featureParts, /^src\/[^/]+$/],
    packages: /^/,
  },
]

// The features that show or carry records. All others keep them, and must stand without these.
export const showRecords = [
  'caseload',
  'duty',
  'instrument-library',
  'intake',
  'review',
  'person-record',
  'weekly-answer',
  'course-changes',
  'supervision',
  'home',
  'own-data',
  'service-pages',
  'progress',
  'scores',
  'demonstration',
  'example-people',
  'reporting',
  'programmes',
  'admin',
  'record-openings',
]
const aliases = /^#(clinical|content|platform|ui|features)\//

interface Import {
  from: string
  /** As it is written. */
  specifier: string
  /** The file it names, or null for a package. */
  to: string | null
  isTypeOnly: boolean
  line: number
}

/**
 * Every import that the house style forbids, as "file:line: why". `installed` names the packages
 * that are there when the program runs.
 */
export function forbiddenImports(
  sources: readonly SourceFile[],
  installed: ReadonlySet<string>,
): string[] {
  const imports = sources.flatMap(importsOf)
  const files = new Set(sources.map((source) => source.file))
  return [
    ...imports.flatMap((found) =>
      faultsOf(found, files, installed).map((why) => `${place(found)}: ${why}`),
    ),
    ...cycles(fileGraph(imports)).map((cycle) => `Files import each other: ${cycle}`),
    ...cycles(featureGraph(imports)).map((cycle) => `Features import each other: ${cycle}`),
  ]
}

function faultsOf(
  found: Import,
  files: ReadonlySet<string>,
  installed: ReadonlySet<string>,
): string[] {
  const zone = zones.find(({ files: pattern }) => pattern.test(found.from))
  if (!zone) return ['this file belongs to no folder that the house style knows']
  if (found.to === null) {
    const allowed = zone.packages.test(found.specifier)
    if (!allowed) return [`${zone.name} must not import the package "${found.specifier}"`]
    return runs(found) && !isInstalled(found.specifier, installed)
      ? [`"${found.specifier}" is not among the dependencies: it is not there when this runs`]
      : []
  }
  return [
    ...writingFaults(found),
    ...(runs(found) && isOfTests(found.to) ? [`what runs must not import ${found.to}`] : []),
    ...(isOwn(found) || isAllowed(zone, found) ? [] : [`${zone.name} must not import ${found.to}`]),
    ...featureFaults(found),
    ...(/\.tsx?$/.test(found.to) && !files.has(found.to) ? [`there is no ${found.to}`] : []),
  ]
}

/** Part of the program, and not gone with its types when it runs. */
function runs({ from, isTypeOnly }: Import): boolean {
  return /^(src|cli)\//.test(from) && !isOfTests(from) && !isTypeOnly
}

function isOfTests(file: string): boolean {
  return isTestFile(file) || /\.fixture\.tsx?$|^test\//.test(file)
}

function isInstalled(specifier: string, installed: ReadonlySet<string>): boolean {
  if (specifier.startsWith('node:')) return true
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
  return installed.has(name)
}

function isAllowed(zone: Zone, { to, isTypeOnly }: Import): boolean {
  if (zone.mayImport.some((pattern) => pattern.test(to ?? ''))) return true
  return isTypeOnly && (zone.mayImportTypesOf ?? []).some((pattern) => pattern.test(to ?? ''))
}

function writingFaults({ from, specifier, to }: Import): string[] {
  // The developer's tools have no # of their own.
  if (/^(scripts|bin|test\/journeys)\//.test(from)) return []
  const isNeighbour = path.posix.dirname(from) === path.posix.dirname(to ?? '')
  if (specifier.startsWith('.') && !isNeighbour) {
    return [`write "${specifier}" with # : it leaves the folder`]
  }
  return specifier.startsWith('#') && isNeighbour && !isTestFile(from)
    ? [`write "${specifier}" with ./ : it is in the same folder`]
    : []
}

function featureFaults({ from, to }: Import): string[] {
  const own = featureOf(from)
  const other = featureOf(to ?? '')
  if (!own || !other || own === other || isTestFile(from)) return []
  if (showRecords.includes(own) || !showRecords.includes(other)) return []
  return [`"${own}" keeps records and must not import "${other}", which shows or carries them`]
}

function isOwn({ from, to }: Import): boolean {
  const own = featureOf(from)
  // An island runs in the browser; what the rest of its feature imports must not come along.
  return own !== null && own === featureOf(to ?? '') && !from.includes('/islands/')
}

function importsOf({ file, text, tree }: SourceFile): Import[] {
  const found: Import[] = []
  walk(tree, (node) => {
    if (!importingTypes.has(node.type) || !isNode(node.source)) return
    const specifier = node.source.value
    if (typeof specifier !== 'string') return
    const kind = node.importKind ?? node.exportKind
    const isTypeOnly = kind === 'type' || node.type === 'TSImportType'
    const line = lineOf(text, node.start)
    found.push({ from: file, specifier, to: resolve(file, specifier), isTypeOnly, line })
  })
  return found
}

const importingTypes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  if (aliases.test(specifier)) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('#app/')) return `src/${specifier.slice('#app/'.length)}`
  if (specifier.startsWith('#test/')) return specifier.slice(1)
  return null
}

type Graph = Map<string, Set<string>>

/** Types are gone when the program runs, so only what runs can form a ring between files. */
function fileGraph(imports: readonly Import[]): Graph {
  return graphOf(
    imports.flatMap(({ from, to, isTypeOnly }) => (to && !isTypeOnly ? [[from, to]] : [])),
  )
}

function featureGraph(imports: readonly Import[]): Graph {
  return graphOf(
    imports.flatMap(({ from, to }) => {
      const [own, other] = [featureOf(from), featureOf(to ?? '')]
      return own && other && own !== other && !isTestFile(from) ? [[own, other]] : []
    }),
  )
}

function graphOf(edges: readonly (readonly string[])[]): Graph {
  const graph: Graph = new Map()
  for (const [from = '', to = ''] of edges) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to))
  }
  return graph
}

function cycles(graph: Graph): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (name: string, trail: readonly string[]) => {
    if (trail.includes(name)) {
      found.push([...trail.slice(trail.indexOf(name)), name].join(' -> '))
      return
    }
    if (done.has(name)) return
    for (const next of graph.get(name) ?? []) visit(next, [...trail, name])
    done.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
  return found
}

function featureOf(file: string): string | null {
  return /^src\/features\/([^/]+)\//.exec(file)?.[1] ?? null
}

function isTestFile(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}

function place({ from, line }: Import): string {
  return `${from}:${line}`
}
