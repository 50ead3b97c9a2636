import { type CountedField, fieldsAt, isOther, otherMax, problemWith } from './field-rules.ts'
import * as messages from './value-messages.ts'
import type {
  ChoiceField,
  Field,
  GroupField,
  ListField,
  MultiField,
  OtherText,
  RefField,
  SimpleField,
  SimpleValue,
  SimpleValues,
  Value,
  Values,
  Worksheet,
} from './worksheet-types.ts'

/** A posted form: names as in `f.<id>`, `f.<id>.<row>.<field>`. */
export type PostedForm = Readonly<Record<string, string | readonly string[]>>

/** By field path (`thoughts.0.belief_before`), in words for the person. */
export type FieldErrors = Readonly<Record<string, string>>

export interface ParsedWorksheet {
  readonly values: Values
  readonly errors: FieldErrors
  /** Whether a required field is still empty: the entry is kept all the same. */
  readonly partial: boolean
}

/** Nobody types more than this into one box; what lies beyond is cut, and the person is told. */
export const keptLength = 20_000

/**
 * Reads what a person typed. Whatever can be kept is in `values`, also where there are errors;
 * only what is impossible is an error. Unknown names are ignored. `stage` null reads all stages.
 */
export function parseWorksheetForm(
  worksheet: Worksheet,
  stage: string | null,
  form: PostedForm,
): ParsedWorksheet {
  const reading = new FormReading(form)
  const values: Record<string, Value> = {}
  for (const field of fieldsAt(worksheet, stage)) {
    const value = reading.field(field)
    if (value !== null) values[field.id] = value
  }
  const partial = Object.keys(completeErrors(worksheet, stage, values)).length > 0
  return { values, errors: reading.errors, partial }
}

/** What is still missing when the person says that the entry is done. */
export function completeErrors(
  worksheet: Worksheet,
  stage: string | null,
  values: Values,
): FieldErrors {
  const errors: Record<string, string> = {}
  for (const field of fieldsAt(worksheet, stage)) {
    const value = ownValue(values, field.id)
    const missing = whatIsMissing(field, value)
    if (missing !== null) errors[field.id] = missing
    if (field.type !== 'group') continue
    for (const [index, row] of rowsOf(value).entries()) {
      for (const inner of field.fields) {
        const missingInner = whatIsMissing(inner, ownValue(row, inner.id))
        if (missingInner !== null) errors[`${field.id}.${index}.${inner.id}`] = missingInner
      }
    }
  }
  return errors
}

function whatIsMissing(field: Field, value: Value | null): string | null {
  if (value === null) return field.required ? messages.empty(field.label) : null
  if (field.type === 'datetime' && typeof value === 'string') {
    if (value.startsWith('T')) return messages.addDate
    if (!value.includes('T')) return messages.addTime
  }
  const others: readonly unknown[] = Array.isArray(value) ? value : [value]
  return others.some((each) => isOther(each) && each.other === '') ? messages.sayWhat : null
}

/** A value by its id, without reaching what every object inherits. */
export function ownValue<T>(values: Readonly<Record<string, T>>, id: string): T | null {
  return Object.hasOwn(values, id) ? (values[id] ?? null) : null
}

/** The rows of a group's value; none for a value of another shape. */
export function rowsOf(value: Value | null): readonly SimpleValues[] {
  if (!Array.isArray(value)) return []
  const rows: SimpleValues[] = []
  for (const row of value)
    if (typeof row === 'object' && row !== null && !isOther(row)) rows.push(row)
  return rows
}

/** The texts of a list's value. */
export function textsOf(value: Value | null): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

class FormReading {
  readonly errors: Record<string, string> = {}
  readonly #form: PostedForm

  constructor(form: PostedForm) {
    this.#form = form
  }

  field(field: Field): Value | null {
    if (field.type === 'list') return this.#list(field)
    if (field.type === 'group') return this.#group(field)
    if (field.type === 'ref') return this.#ref(field)
    return this.#simple(field, field.id)
  }

  #list(field: ListField): Value | null {
    const kept = this.#rowNumbers(field.id).flatMap((row) => {
      const path = `${field.id}.${row}`
      const text = this.#text(path, path)
      if (text.length > field.max) this.errors[path] = messages.tooLong(field.max)
      return text === '' ? [] : [text]
    })
    if (kept.length > field.maxItems) this.errors[field.id] = messages.tooMany(field.maxItems)
    return kept.length === 0 ? null : kept
  }

  #group(field: GroupField): Value | null {
    const kept = this.#rowNumbers(field.id).flatMap((row) => {
      const values: Record<string, SimpleValue> = {}
      for (const inner of field.fields) {
        const value = this.#simple(inner, `${field.id}.${row}.${inner.id}`)
        if (value !== null) values[inner.id] = value
      }
      return Object.keys(values).length === 0 ? [] : [values]
    })
    if (kept.length > field.maxItems) this.errors[field.id] = messages.tooMany(field.maxItems)
    return kept.length === 0 ? null : kept
  }

  /** Which entry was chosen; whoever saves it looks up whether it is theirs, and its words. */
  #ref(field: RefField): Value | null {
    const ref = this.#text(field.id, field.id)
    return ref === '' ? null : { ref: cut(ref, otherMax), words: '' }
  }

  /** The rows that the form holds for a field, in order; a hostile form cannot ask for more. */
  #rowNumbers(id: string): number[] {
    const start = `f.${id}.`
    const rows = new Set<number>()
    for (const name of Object.keys(this.#form)) {
      const row = name.startsWith(start) ? /^\d{1,3}(?=\.|$)/.exec(name.slice(start.length)) : null
      if (row !== null) rows.add(Number(row[0]))
    }
    return [...rows].sort((a, b) => a - b).slice(0, 100)
  }

  #simple(field: SimpleField, path: string): SimpleValue | null {
    const value = this.#read(field, path)
    const problem = value === null ? null : problemWith(field, value)
    if (problem === null) return value
    this.errors[path] ??= problem
    // Words that are too long are kept, to be shortened; an impossible number is not a value.
    return typeof value === 'string' && 'max' in field ? value : null
  }

  #read(field: SimpleField, path: string): SimpleValue | null {
    switch (field.type) {
      case 'multi':
        return this.#multi(field, path)
      case 'choice':
        return this.#choice(field, path)
      case 'datetime':
        return this.#dateTime(path)
    }
    const text = this.#text(path, path)
    if (text === '') return null
    switch (field.type) {
      case 'bool':
        if (text === 'yes' || text === 'no') return text === 'yes'
        this.errors[path] = messages.yesOrNo
        return null
      case 'time':
        return asTime(text)
      case 'text':
      case 'longtext':
      case 'date':
        return text
      default:
        return this.#number(field, path, text)
    }
  }

  #number(field: CountedField, path: string, text: string): number | null {
    const plain = text.replace(',', '.').replace(/\s*%$/, '')
    const isNumber = /^-?\d{1,9}(\.\d{1,6})?$/.test(plain)
    // "-0" is 0: a person means nothing else by it.
    if (isNumber) return Number(plain) + 0
    this.errors[path] = messages.number(field)
    return null
  }

  #choice(field: ChoiceField, path: string): SimpleValue | null {
    const chosen = this.#text(path, path)
    if (chosen === '') return null
    return this.#option(field, path, chosen)
  }

  #multi(field: MultiField, path: string): SimpleValue | null {
    const posted = this.#posted(path)
    const chosen = new Set(typeof posted === 'string' ? [posted] : posted)
    const kept: (string | OtherText)[] = []
    for (const id of chosen) {
      const option = id === '' ? null : this.#option(field, path, id)
      const isPossible = option !== null && problemWith(field, [option]) === null
      if (option !== null && !isPossible) this.errors[path] = messages.fromTheList
      else if (option !== null) kept.push(option)
    }
    return kept.length === 0 ? null : kept
  }

  #option(field: ChoiceField | MultiField, path: string, id: string): string | OtherText {
    const isOwnOption = field.options.some((option) => option.id === id)
    const words = this.#text(`${path}.other`, path)
    if (id !== 'other' || !field.allowOther || (isOwnOption && words === '')) return id
    if (words.length > otherMax) this.errors[path] = messages.tooLong(otherMax)
    return { other: cut(words, otherMax) }
  }

  #dateTime(path: string): string | null {
    const date = this.#text(`${path}.date`, path)
    const time = this.#text(`${path}.time`, path)
    if (time === '') return date === '' ? null : date
    return `${date}T${asTime(time)}`
  }

  #posted(path: string): string | readonly string[] {
    const name = `f.${path}`
    return Object.hasOwn(this.#form, name) ? (this.#form[name] ?? '') : ''
  }

  /** What was typed, without the characters that no database keeps. */
  #text(name: string, path: string): string {
    const posted = this.#posted(name)
    const typed = typeof posted === 'string' ? posted : (posted.at(-1) ?? '')
    if (typed.length > keptLength) this.errors[path] = messages.tooLong(keptLength)
    const cleaned = cut(typed, keptLength).replaceAll('\0', '').replaceAll('\r\n', '\n')
    return cleaned.toWellFormed().trim()
  }
}

function asTime(text: string): string {
  const match = /^(\d{1,2})[:.](\d\d)$/.exec(text)
  return match === null ? text : `${match[1]?.padStart(2, '0')}:${match[2]}`
}

/** The first characters, without half of a pair at the end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
