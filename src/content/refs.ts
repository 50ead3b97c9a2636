import { allFields, fieldAt, isOther, otherMax, problemWith } from './field-rules.ts'
import { displayValue } from './worksheet-display.ts'
import type { Field, RefField, Value, Values, Worksheet } from './worksheet-types.ts'
import { ownValue, rowsOf } from './worksheet-values.ts'

/** The fields of a worksheet that point to entries of another. */
export function refFields(worksheet: Worksheet): readonly RefField[] {
  return allFields(worksheet).filter((field) => field.type === 'ref')
}

/** The words that stand for an entry where it can be chosen; empty where it has none yet. */
export function refWords(to: Worksheet, { show }: RefField, values: Values): string {
  const field = fieldAt(to, show)
  return field ? displayValue(field, valueAt(values, show)).slice(0, otherMax) : ''
}

/** What the fields beside a ref take over from the entry that was chosen. */
export function takenOver(worksheet: Worksheet, { fills }: RefField, from: Values): Values {
  const taken: Record<string, Value> = {}
  for (const [own, theirs] of Object.entries(fills)) {
    const field = fieldAt(worksheet, own)
    const value = valueAt(from, theirs)
    if (field && value !== null && isPossible(field, value)) taken[own] = value
  }
  return taken
}

/** Only text and options are taken over, and no option that this field does not have. */
function isPossible(field: Field, value: Value): boolean {
  const isAlike = field.type === 'text' || field.type === 'longtext' || field.type === 'choice'
  if (!isAlike || (typeof value !== 'string' && !isOther(value))) return false
  return problemWith(field, value) === null
}

/** The value at `id`, or at `group.id` of the row that is marked as hot, else of the first. */
function valueAt(values: Values, path: string): Value | null {
  const [id = '', inner] = path.split('.', 2)
  const value = ownValue(values, id)
  if (inner === undefined) return value
  const rows = rowsOf(value)
  const row = rows.find(({ hot }) => hot === true) ?? rows[0]
  return row ? ownValue(row, inner) : null
}
