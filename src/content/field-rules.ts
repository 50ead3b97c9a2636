import * as messages from './value-messages.ts'
import type {
  ChoiceField,
  DateTimeField,
  Field,
  MultiField,
  OtherText,
  RefValue,
  SimpleField,
  SimpleValue,
  Worksheet,
} from './worksheet-types.ts'

/** Why this value of the right type cannot be right, in words for the person; null when it can. */
export function problemWith(field: SimpleField, value: SimpleValue): string | null {
  switch (field.type) {
    case 'text':
    case 'longtext':
      return typeof value === 'string' && value.length <= field.max
        ? null
        : messages.tooLong(field.max)
    case 'int':
    case 'number':
    case 'scale':
    case 'percent':
    case 'minutes':
      return isPossibleNumber(field, value) ? null : messages.number(field)
    case 'bool':
      return typeof value === 'boolean' ? null : messages.yesOrNo
    case 'choice':
      return isChoice(field, value) ? null : messages.fromTheList
    case 'multi':
      return Array.isArray(value) && value.every((each) => isChoice(field, each))
        ? null
        : messages.fromTheList
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : messages.date
    case 'time':
      return typeof value === 'string' && isTime(value) ? null : messages.time
    case 'datetime':
      return isPartOfDateTime(field, value) ? null : messages.dateTime
  }
}

export type CountedField = Extract<
  SimpleField,
  { type: 'int' | 'number' | 'scale' | 'percent' | 'minutes' }
>

export interface Bounds {
  readonly min: number | null
  readonly max: number | null
  readonly whole: boolean
}

export function boundsOf(field: CountedField): Bounds {
  switch (field.type) {
    case 'percent':
      return { min: 0, max: 100, whole: true }
    case 'minutes':
      return { min: 0, max: field.max, whole: true }
    case 'scale':
      return { min: field.min, max: field.max, whole: true }
    case 'int':
    case 'number':
      return { min: field.min, max: field.max, whole: field.type === 'int' }
  }
}

function isPossibleNumber(field: CountedField, value: SimpleValue): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  const { min, max, whole } = boundsOf(field)
  if (whole && !Number.isSafeInteger(value)) return false
  if (field.type === 'percent' && value % 10 !== 0) return false
  return (min === null || value >= min) && (max === null || value <= max)
}

export function isChoice(field: ChoiceField | MultiField, value: SimpleValue): boolean {
  if (isOther(value)) return field.allowOther && value.other.length <= otherMax
  return field.options.some((option) => option.id === value)
}

/** The longest text beside "other". */
export const otherMax = 160

export function isOther(value: unknown): value is OtherText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'other' in value &&
    typeof value.other === 'string'
  )
}

export function isRef(value: unknown): value is RefValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'ref' in value &&
    'words' in value &&
    typeof value.words === 'string'
  )
}

export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2200) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** A day and a time, or either alone while the other is still to come. */
function isPartOfDateTime(_field: DateTimeField, value: SimpleValue): boolean {
  if (typeof value !== 'string') return false
  const [date = '', time] = value.split('T', 2)
  if (date === '') return time !== undefined && isTime(time)
  return isDate(date) && (time === undefined || isTime(time))
}

export function allFields(worksheet: Worksheet): readonly Field[] {
  return worksheet.stages.flatMap((stage) => stage.fields)
}

/** The fields of one stage; of all stages when `stage` is null. */
export function fieldsAt(worksheet: Worksheet, stage: string | null): readonly Field[] {
  if (stage === null) return allFields(worksheet)
  return worksheet.stages.find((each) => each.id === stage)?.fields ?? []
}

/** The field at `id` or `group.id`. */
export function fieldAt(worksheet: Worksheet, path: string): Field | null {
  const [id, inner] = path.split('.', 2)
  const field = allFields(worksheet).find((each) => each.id === id) ?? null
  if (inner === undefined || field === null) return field
  return field.type === 'group' ? (field.fields.find((each) => each.id === inner) ?? null) : null
}
