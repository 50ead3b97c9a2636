import type { FaultList } from './faults.ts'
import { allFields, isOther, problemWith } from './field-rules.ts'
import type { Path, YamlSource } from './parse-yaml.ts'
import type {
  Field,
  SimpleField,
  SimpleValue,
  SimpleValues,
  Value,
  Values,
  Worksheet,
} from './worksheet-types.ts'

interface Reading {
  readonly source: YamlSource
  readonly faults: FaultList
}

/** Values written by an author, checked against the worksheet that they claim to fill in. */
export function exampleValues(
  reading: Reading,
  worksheet: Worksheet,
  raw: Readonly<Record<string, unknown>>,
  at: Path,
): Values {
  const fields = new Map(allFields(worksheet).map((field) => [field.id, field]))
  const values: Record<string, Value> = {}
  for (const [id, given] of Object.entries(raw)) {
    const field = fields.get(id)
    const value = field && fieldValue(reading, field, given, [...at, id])
    if (field === undefined) {
      refuse(reading, [...at, id], `The worksheet ${worksheet.id} has no field "${id}".`)
    } else if (value !== null && value !== undefined) values[id] = value
  }
  return values
}

function fieldValue(reading: Reading, field: Field, given: unknown, at: Path): Value | null {
  if (given === null) return null
  if (field.type === 'list') {
    const items: unknown[] = Array.isArray(given) ? given : [given]
    if (items.length > field.maxItems) refuse(reading, at, `At most ${field.maxItems} fit here.`)
    const texts = items.filter((item) => typeof item === 'string')
    if (texts.length !== items.length || texts.some((text) => text.length > field.max)) {
      refuse(reading, at, `This must be a list of texts of at most ${field.max} characters.`)
    }
    return texts
  }
  if (field.type === 'ref') {
    if (typeof given === 'string') return { ref: '', words: given }
    refuse(reading, at, 'Write the words of the entry that the companion chose.')
    return null
  }
  if (field.type !== 'group') return simpleValue(reading, field, given, at)
  const rows: unknown[] = Array.isArray(given) ? given : [given]
  if (rows.length > field.maxItems) refuse(reading, at, `At most ${field.maxItems} rows fit here.`)
  return rows.map((row, index) =>
    groupRow(reading, field, row, Array.isArray(given) ? [...at, index] : at),
  )
}

function groupRow(
  reading: Reading,
  group: Extract<Field, { type: 'group' }>,
  row: unknown,
  at: Path,
): SimpleValues {
  if (typeof row !== 'object' || row === null) {
    refuse(reading, at, 'Each row of this group is a set of keys and values.')
    return {}
  }
  const values: Record<string, SimpleValue> = {}
  for (const [id, given] of Object.entries(row)) {
    const field = group.fields.find((each) => each.id === id)
    if (field === undefined) {
      refuse(reading, [...at, id], `The group ${group.id} has no field "${id}".`)
    } else if (given !== null) {
      const value = simpleValue(reading, field, given, [...at, id])
      if (value !== null) values[id] = value
    }
  }
  return values
}

function simpleValue(
  reading: Reading,
  field: SimpleField,
  given: unknown,
  at: Path,
): SimpleValue | null {
  const value = typed(field, given)
  const problem = value === null ? 'This value is of the wrong type' : problemWith(field, value)
  if (problem === null) return value
  const of = field.type === 'choice' || field.type === 'multi' ? optionsOf(field) : ''
  refuse(reading, at, `${problem} (field of type ${field.type}${of}).`)
  return null
}

function optionsOf(field: Extract<SimpleField, { type: 'choice' | 'multi' }>): string {
  const ids = field.options.map((option) => option.id).join(', ')
  return `: ${ids}${field.allowOther ? ', or { other: … }' : ''}`
}

function typed(field: SimpleField, given: unknown): SimpleValue | null {
  if (field.type === 'bool') {
    if (given === true || given === 'yes') return true
    return isNo(given) ? false : null
  }
  if (field.type === 'multi') {
    const items: unknown[] = Array.isArray(given) ? given : [given]
    const kept = items.filter((item) => typeof item === 'string' || isOther(item))
    return kept.length === items.length ? kept : null
  }
  if (field.type === 'datetime' && typeof given === 'string') return given.replace(' ', 'T')
  if (field.type === 'text' && typeof given === 'number') return String(given)
  if (typeof given === 'string' || typeof given === 'number') return given
  return isOther(given) ? given : null
}

function isNo(given: unknown): boolean {
  return given === false || given === 'no'
}

function refuse(reading: Reading, at: Path, sentence: string): void {
  reading.faults.report(reading.source.place(at), at.join('.'), sentence)
}
