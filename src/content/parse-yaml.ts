import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'
import type { core, output, ZodType } from 'zod'
import type { FaultList, Place } from './faults.ts'

export type Path = readonly PropertyKey[]

/** A YAML file as plain values, which still knows on which line each of them stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  place(path: Path): Place
}

/** Reads YAML 1.2; null when it cannot be parsed at all. `firstLine` is for front matter. */
export function parseYaml(
  text: string,
  file: string,
  faults: FaultList,
  firstLine = 1,
): YamlSource | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', merge: false })
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1
  // After the first that it cannot follow, the parser guesses; keys that stand twice it follows.
  const lost = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  for (const error of document.errors) {
    if (error.code !== 'DUPLICATE_KEY' && error !== lost) continue
    const sentence = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    faults.report({ file, line: lineAt(error.pos[0]) }, '', `Not valid YAML: ${sentence}.`)
  }
  if (document.errors.length > 0) return null
  // The walk is worth its time only where there may be an anchor for an alias to name.
  if (/&\w/.test(text)) {
    visit(document, {
      Alias: (_key, node) => {
        const line = lineAt(node.range?.[0] ?? 0)
        faults.report({ file, line }, '', 'Aliases are not used here: write the value out.')
      },
    })
  }
  const place = (path: Path) => ({ file, line: lineAt(offsetOf(document.contents, path)) })
  try {
    return { file, value: document.toJS({ maxAliasCount: 100 }) ?? null, place }
  } catch {
    // An alias that no anchor explains, or too many of them.
    faults.report({ file, line: 1 }, '', 'Aliases are not used here: write the value out.')
    return null
  }
}

/** Where a path starts; the nearest parent's place when the path itself is absent. */
function offsetOf(root: unknown, path: Path): number {
  let node = root
  let offset = isNode(root) ? (root.range?.[0] ?? 0) : 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (pair === undefined) return offset
      if (isPair(pair) && isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key]
      if (isNode(node) && !isAlias(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

/** The source's value as the schema gives it; null after reporting each way it does not fit. */
export function checkShape<S extends ZodType>(
  schema: S,
  source: YamlSource,
  faults: FaultList,
  at: Path = [],
): output<S> | null {
  const result = schema.safeParse(valueAt(source.value, at))
  if (result.success) return result.data
  for (const issue of result.error.issues) reportIssue(issue, source, faults, at)
  return null
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, key) => {
    if (typeof parent !== 'object' || parent === null) return undefined
    return Reflect.get(parent, key)
  }, value)
}

function reportIssue(issue: core.$ZodIssue, source: YamlSource, faults: FaultList, at: Path): void {
  const path = [...at, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const keyPath = [...path, key]
      faults.report(source.place(keyPath), keyPath.join('.'), `There is no key "${key}" here.`)
    }
    return
  }
  faults.report(source.place(path), path.join('.'), sentenceFor(issue, valueAt(source.value, path)))
}

function sentenceFor(issue: core.$ZodIssue, value: unknown): string {
  if (issue.code === 'custom') return issue.message
  if (value === undefined) return 'This key is missing.'
  if (issue.code === 'invalid_type') return `This must be ${named(issue.expected)}.`
  if (issue.code === 'invalid_value') return `This must be one of: ${issue.values.join(', ')}.`
  if (issue.code === 'invalid_union') return unionSentence(issue)
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) {
    return 'This must not be empty.'
  }
  if (issue.code === 'too_small') return `This must be at least ${issue.minimum}${unitOf(issue)}.`
  if (issue.code === 'too_big') return `This must be at most ${issue.maximum}${unitOf(issue)}.`
  return `${issue.message}.`
}

function unionSentence(issue: core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && Array.isArray(issue.options)) {
    return `This must be one of: ${issue.options.join(', ')}.`
  }
  const ways = issue.errors.flatMap((errors) => errors.slice(0, 1).map((error) => error.message))
  return `None of the allowed shapes fits: ${ways.join('; or ')}.`
}

function unitOf(issue: { origin: string }): string {
  if (issue.origin === 'string') return ' characters long'
  return issue.origin === 'array' ? ' items long' : ''
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys and values',
  record: 'a set of keys and values',
}

function named(type: string): string {
  return typeNames[type] ?? type
}
