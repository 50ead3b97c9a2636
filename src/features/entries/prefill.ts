import { allFields } from '#content/field-rules.ts'
import type { Worksheet } from '#content/types.ts'
import { ownValue } from '#content/worksheet-values.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Prefilled } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { formatTime } from '#ui/time.tsx'
import { listEntries } from './repository.ts'

/** What earlier entries can fill in, and where each came from. The person may change the copy. */
export async function prefilledFor(
  ctx: Context,
  course: VisibleCourse,
  worksheet: Worksheet,
): Promise<Readonly<Record<string, Prefilled>>> {
  const fields = allFields(worksheet).flatMap((field) =>
    field.prefill ? [{ id: field.id, from: field.prefill }] : [],
  )
  if (fields.length === 0) return {}
  const entries = await listEntries(ctx, course, {
    worksheetIds: fields.map(({ from }) => from.worksheet),
  })
  return Object.fromEntries(
    fields.flatMap(({ id, from }) => {
      const latest = entries.find((entry) => entry.worksheetId === from.worksheet)
      const value = latest ? ownValue(latest.values, from.field) : null
      if (!latest || value === null) return []
      const day = formatTime(latest.updatedAt, 'short-date', ctx.service.timeZone)
      return [[id, { value, origin: `This is from your entry of ${day}. You can change it.` }]]
    }),
  )
}
