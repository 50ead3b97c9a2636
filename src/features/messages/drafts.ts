import { z } from 'zod'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { authorId } from './repository.ts'

const fieldsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
/** The fields of a form, as Form.toObject() gives them. */
export type DraftFields = Readonly<Record<string, string | readonly string[]>>

export interface Draft {
  readonly fields: DraftFields
  readonly updatedAt: Date
}

/** Keeps something half written, for its author alone. It is never sent by itself. */
export async function saveDraft(
  ctx: Context,
  course: VisibleCourse,
  kind: string,
  fields: DraftFields,
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const body = JSON.stringify(fields)
    await ctx.tx
      .insertInto('draft')
      .values({
        service_id: ctx.service.id,
        account_id: authorId(ctx),
        course_id: course.id,
        kind,
        body,
        updated_at: ctx.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['service_id', 'account_id', 'course_id', 'kind'])
          .doUpdateSet({ body, updated_at: ctx.now }),
      )
      .execute()
    ctx.audit('draft.saved', course.id, { patientId: course.patientId, detail: { kind } })
  })
}

export async function readDraft(
  ctx: Context,
  course: VisibleCourse,
  kind: string,
): Promise<Draft | null> {
  const row = await ctx.db
    .selectFrom('draft')
    .select(['body', 'updated_at'])
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', authorId(ctx))
    .where('course_id', '=', course.id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row ? { fields: fieldsSchema.parse(row.body), updatedAt: row.updated_at } : null
}

export async function clearDraft(ctx: Context, course: VisibleCourse, kind: string): Promise<void> {
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .deleteFrom('draft')
      .where('service_id', '=', ctx.service.id)
      .where('account_id', '=', authorId(ctx))
      .where('course_id', '=', course.id)
      .where('kind', '=', kind)
      .execute()
    ctx.audit('draft.cleared', course.id, { patientId: course.patientId, detail: { kind } })
  })
}
