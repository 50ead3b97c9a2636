import { allFields } from '#content/field-rules.ts'
import { planFields } from '#content/plan-fields.ts'
import { refWords } from '#content/refs.ts'
import type { Field, Values, Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { ownValue } from '#content/worksheet-values.ts'
import type { Entry } from '#features/worksheets/index.ts'
import type { PlannedThing } from './week.ts'

/** Something on the person's own list that may be planned. */
export interface ListedThing {
  readonly entryId: string
  readonly words: string
  /** What else is known of it: its kind, and how hard it would be. */
  readonly details: readonly string[]
  readonly isPlanned: boolean
}

/**
 * The list that a worksheet of plans draws on, the easiest first: by the first number of its
 * summary, where it has one. What has a day ahead already says so.
 */
export function listedThings(
  plans: Worksheet,
  list: Worksheet,
  of: { entries: readonly Entry[]; ahead: readonly PlannedThing[] },
): readonly ListedThing[] {
  const field = planFields(plans)?.list
  if (!field || field.to !== list.id) return []
  const planned = new Set(of.ahead.map(({ fromId }) => fromId))
  const summary = summaryFields(list).filter(({ id }) => id !== field.show)
  const number = summary.find(({ type }) => type === 'scale')
  const things = of.entries.flatMap(({ id, worksheetId, values }) => {
    const words = worksheetId === list.id ? refWords(list, field, values) : ''
    if (words === '') return []
    const details = summary.flatMap((each) => detailOf(each, values) ?? [])
    const effort = number ? ownValue(values, number.id) : null
    return [{ entryId: id, words, details, isPlanned: planned.has(id), effort }]
  })
  return things.toSorted((a, b) => asNumber(a.effort) - asNumber(b.effort))
}

function summaryFields(list: Worksheet): readonly Field[] {
  const fields = new Map(allFields(list).map((field) => [field.id, field]))
  return list.summary.flatMap((id) => fields.get(id) ?? [])
}

function detailOf(field: Field, values: Values): string | null {
  const text = displayValue(field, ownValue(values, field.id))
  if (text === '') return null
  return field.type === 'scale' ? `${field.label}: ${text}` : text
}

function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY
}
