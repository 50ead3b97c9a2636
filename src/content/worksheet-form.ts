import { fieldsAt, isOther, isRef } from './field-rules.ts'
import type { SimpleField, Value, Values, Worksheet } from './worksheet-types.ts'
import { ownValue, type PostedForm, rowsOf, textsOf } from './worksheet-values.ts'

/** The form that shows these values again: the reverse of parseWorksheetForm. */
export function worksheetForm(
  worksheet: Worksheet,
  stage: string | null,
  values: Values,
): PostedForm {
  const form: Record<string, string | readonly string[]> = {}
  for (const field of fieldsAt(worksheet, stage)) {
    const value = ownValue(values, field.id)
    if (value === null) continue
    if (field.type === 'group') {
      for (const [index, row] of rowsOf(value).entries()) {
        for (const inner of field.fields) {
          const own = ownValue(row, inner.id)
          if (own !== null) putSimple(form, inner, `f.${field.id}.${index}.${inner.id}`, own)
        }
      }
    } else if (field.type === 'list') {
      for (const [index, item] of textsOf(value).entries()) form[`f.${field.id}.${index}`] = item
    } else if (field.type === 'ref') {
      if (isRef(value)) form[`f.${field.id}`] = value.ref
    } else putSimple(form, field, `f.${field.id}`, value)
  }
  return form
}

function putSimple(
  form: Record<string, string | readonly string[]>,
  field: SimpleField,
  name: string,
  value: Value,
): void {
  if (field.type === 'datetime' && typeof value === 'string') {
    const [date = '', time = ''] = value.split('T', 2)
    form[`${name}.date`] = date
    form[`${name}.time`] = time
  } else if (Array.isArray(value)) {
    form[name] = value.map((each) => (isOther(each) ? 'other' : String(each)))
    const other = value.find(isOther)
    if (other) form[`${name}.other`] = other.other
  } else if (isOther(value)) {
    form[name] = 'other'
    form[`${name}.other`] = value.other
  } else if (typeof value === 'boolean') form[name] = value ? 'yes' : 'no'
  else form[name] = String(value)
}
