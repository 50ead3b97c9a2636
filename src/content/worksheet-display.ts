import { allFields, isOther, isRef } from './field-rules.ts'
import * as messages from './value-messages.ts'
import type {
  ChoiceField,
  Field,
  MultiField,
  SimpleField,
  Value,
  Values,
  Worksheet,
} from './worksheet-types.ts'
import { ownValue, rowsOf, textsOf } from './worksheet-values.ts'

/** A value in words, on one line but for the line breaks that the person made; empty for none. */
export function displayValue(field: Field, value: Value | null): string {
  if (value === null) return ''
  if (field.type === 'list') return textsOf(value).join('; ')
  if (field.type === 'ref') return isRef(value) ? value.words : ''
  if (field.type !== 'group') return displaySimple(field, value)
  const rows = rowsOf(value).map((row) =>
    field.fields
      .map((inner) => displayValue(inner, ownValue(row, inner.id)))
      .filter(Boolean)
      .join(', '),
  )
  return rows.filter(Boolean).join('; ')
}

function displaySimple(field: SimpleField, value: Value): string {
  switch (field.type) {
    case 'choice':
    case 'multi': {
      const chosen: readonly unknown[] = Array.isArray(value) ? value : [value]
      return chosen.map((each) => optionLabel(field, each)).join(', ')
    }
    case 'bool':
      return value === true ? messages.yes : messages.no
    case 'date':
      return messages.dateInWords(String(value))
    case 'datetime': {
      const [date = '', time] = String(value).split('T', 2)
      return [messages.dateInWords(date), time].filter(Boolean).join(` ${messages.at} `)
    }
    case 'percent':
      return `${String(value)}%`
    case 'minutes':
      return messages.hoursAndMinutes(Number(value))
    case 'int':
    case 'number':
      return field.unit === null ? String(value) : `${String(value)} ${field.unit}`
    default:
      return String(value)
  }
}

function optionLabel(field: ChoiceField | MultiField, value: unknown): string {
  if (isOther(value)) return value.other || messages.somethingElse
  // An option that a later version dropped is still shown as it was saved.
  return field.options.find((option) => option.id === value)?.label ?? String(value)
}

export interface SummaryPart {
  readonly label: string
  readonly text: string
}

/** What stands for a record in a list: its summary fields that were answered. */
export function summariseRecord(worksheet: Worksheet, values: Values): readonly SummaryPart[] {
  const fields = new Map(allFields(worksheet).map((field) => [field.id, field]))
  return worksheet.summary.flatMap((id) => {
    const field = fields.get(id)
    const text = field ? displayValue(field, ownValue(values, id)) : ''
    return field && text !== '' ? [{ label: field.label, text }] : []
  })
}
