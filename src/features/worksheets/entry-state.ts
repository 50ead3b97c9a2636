import { allFields, fieldAt } from '#content/field-rules.ts'
import type { GroupField, Stage, Value, Values, Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { completeErrors, ownValue, rowsOf } from '#content/worksheet-values.ts'
import { type EntryStatus, whyNotKey } from './entry.ts'

/** How far an entry is, read from what is in it. */
export function statusOf(worksheet: Worksheet, values: Values): EntryStatus {
  if (ownValue(values, whyNotKey) !== null || notDone(values)) return 'not_done'
  const first = worksheet.stages[0]
  if (!first || hasMissing(worksheet, first, values) || isUntouched(first, values)) return 'draft'
  const open = worksheet.kind === 'staged' && openStage(worksheet, values) !== null
  return open ? 'planned' : 'done'
}

function notDone(values: Values): boolean {
  const done = ownValue(values, 'done')
  return done === 'not_done' || done === 'no'
}

/** The first stage that nothing is written in yet; null when every stage was begun. */
export function openStage(worksheet: Worksheet, values: Values): Stage | null {
  return worksheet.stages.find((stage) => isUntouched(stage, values)) ?? null
}

export function isUntouched(stage: Stage, values: Values): boolean {
  return stage.fields.every((field) => ownValue(values, field.id) === null)
}

function hasMissing(worksheet: Worksheet, stage: Stage, values: Values): boolean {
  return Object.keys(completeErrors(worksheet, stage.id, values)).length > 0
}

/**
 * Rows of an earlier stage that a group asks about again (what I felt, and feel now): their names
 * are
 * filled in, so that nobody has to copy them. Known by the same id inside both groups.
 */
export function mirroredRows(
  worksheet: Worksheet,
  field: GroupField,
  values: Values,
): readonly { readonly name: string; readonly text: string }[] {
  const [key] = field.fields
  if (!key || (key.type !== 'text' && key.type !== 'choice')) return []
  const source = allFields(worksheet).find(
    (other): other is GroupField =>
      other.type === 'group' &&
      other.id !== field.id &&
      other.fields.some((inner) => inner.id === key.id),
  )
  if (!source || !comesBefore(worksheet, source.id, field.id)) return []
  const inner = source.fields.find(({ id }) => id === key.id)
  if (!inner) return []
  return rowsOf(ownValue(values, source.id)).flatMap((row) => {
    const text = displayValue(inner, ownValue(row, inner.id))
    return text === '' ? [] : [{ name: key.id, text }]
  })
}

function comesBefore(worksheet: Worksheet, one: string, another: string): boolean {
  const stage = (id: string) =>
    worksheet.stages.findIndex(({ fields }) => fields.some((field) => field.id === id))
  return stage(one) < stage(another)
}

export interface Pair {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly isPercent: boolean
}

/**
 * What was rated before and after. Of several rows, the one marked as hot speaks, else the first.
 */
export function pairsOf(worksheet: Worksheet, values: Values): readonly Pair[] {
  return worksheet.pairs.flatMap(([before, after]) => {
    const [from, to] = [before, after].map((path) => numberAt(values, path))
    const field = fieldAt(worksheet, after)
    if (typeof from !== 'number' || typeof to !== 'number' || !field) return []
    return [{ label: field.label, from, to, isPercent: field.type === 'percent' }]
  })
}

function numberAt(values: Values, path: string): number | null {
  const [id = '', inner] = path.split('.', 2)
  const value = ownValue(values, id)
  if (inner === undefined) return asNumber(value)
  const rows = rowsOf(value)
  const row = rows.find((each) => each.hot === true) ?? rows[0]
  return row ? asNumber(ownValue(row, inner)) : null
}

function asNumber(value: Value | null): number | null {
  return typeof value === 'number' ? value : null
}

/** Which stage a form shows: the one that was asked for, else the next that waits; null is all. */
export function stageToShow(
  worksheet: Worksheet,
  values: Values | null,
  wanted: string | null,
): string | null {
  if (wanted !== null && worksheet.stages.some(({ id }) => id === wanted)) return wanted
  const first = worksheet.stages[0]?.id ?? null
  if (worksheet.kind === 'staged')
    return values ? (openStage(worksheet, values)?.id ?? null) : first
  return values === null && worksheet.stages.length > 1 ? first : null
}
