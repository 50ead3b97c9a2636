import { isDeepStrictEqual } from 'node:util'
import { isRef } from '#content/field-rules.ts'
import { refFields, refWords, takenOver } from '#content/refs.ts'
import type { RefField, Value, Values, Worksheet } from '#content/types.ts'
import { ownValue } from '#content/worksheet-values.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { type Entry, type RefChoices, refChoices } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { isId } from '#platform/ids.ts'
import { entriesById, listEntries } from './repository.ts'

type Sheets = ReadonlyMap<string, Worksheet>

/** The person's own entries that the fields of a worksheet may point to. */
export async function refChoicesFor(
  ctx: Context,
  course: VisibleCourse,
  worksheet: Worksheet,
): Promise<RefChoices> {
  const worksheetIds = refFields(worksheet).map(({ to }) => to)
  if (worksheetIds.length === 0) return {}
  return refChoices(
    ctx.content.worksheets,
    worksheet,
    await listEntries(ctx, course, { worksheetIds }),
  )
}

/** Where a new entry begins from; null for an address that names no entry of theirs. */
export async function entryToBeginFrom(
  ctx: Context,
  course: VisibleCourse,
  id: string | null,
): Promise<Entry | null> {
  return isId(id) ? ((await entriesById(ctx, course, [id]))[0] ?? null) : null
}

/**
 * What was chosen, looked up: only an entry of this course, with its words, and what the fields
 * beside it take over while they are empty, or while they still hold what an earlier choice gave.
 */
export async function resolveRefs(
  ctx: Context,
  course: VisibleCourse,
  posted: { worksheet: Worksheet; entryId: string | null; values: Values },
): Promise<{ values: Values; hasFilled: boolean }> {
  const { worksheet, entryId, values } = posted
  const fields = refFields(worksheet)
  if (!fields.some(({ id }) => isRef(ownValue(values, id)))) return { values, hasFilled: false }
  const [before] = entryId ? await entriesById(ctx, course, [entryId]) : []
  const chosen = fields.flatMap(({ id }) => refIn(ownValue(values, id)) ?? [])
  const earlier = fields.flatMap(({ id }) => refIn(ownValue(before?.values ?? {}, id)) ?? [])
  const entries = await entriesById(ctx, course, [...chosen, ...earlier])
  const resolved: Record<string, Value> = { ...values }
  let hasFilled = false
  for (const field of fields) {
    const entryOf = (of: Values) =>
      entries.find(({ id, worksheetId }) => {
        return worksheetId === field.to && id === refIn(ownValue(of, field.id))
      })
    const [now, was] = [entryOf(values), entryOf(before?.values ?? {})]
    const filled = now && fillFrom(ctx.content.worksheets, { worksheet, field, now, was }, resolved)
    if (!now) delete resolved[field.id]
    hasFilled ||= filled === true
  }
  return { values: resolved, hasFilled }
}

interface Chosen {
  readonly worksheet: Worksheet
  readonly field: RefField
  readonly now: Entry
  readonly was: Entry | undefined
}

/** Puts the choice and what it gives into the values; true when it gave anything. */
function fillFrom(
  worksheets: Sheets,
  { worksheet, field, now, was }: Chosen,
  values: Record<string, Value>,
): boolean {
  const to = worksheets.get(field.to)
  if (to) values[field.id] = { ref: now.id, words: refWords(to, field, now.values) }
  const given = was && was.id !== now.id ? takenOver(worksheet, field, was.values) : {}
  const taken = Object.entries(takenOver(worksheet, field, now.values)).filter(
    ([id]) => values[id] === undefined || (id in given && isDeepStrictEqual(values[id], given[id])),
  )
  for (const [id, value] of taken) values[id] = value
  return taken.length > 0
}

function refIn(value: Value | null): string | null {
  return isRef(value) && isId(value.ref) ? value.ref : null
}
