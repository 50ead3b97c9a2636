import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { VisibleCourse } from './find-course.ts'

export interface PageVisit {
  readonly moduleId: string
  readonly sectionId: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly doneAt: Date | null
}

/** Keeps the place: a person comes back to the page they left. */
export async function visitSection(
  ctx: Context,
  course: VisibleCourse,
  place: { moduleId: string; sectionId: string },
): Promise<void> {
  await recordVisit(ctx, course, { ...place, isDone: false })
}

export async function finishSection(
  ctx: Context,
  course: VisibleCourse,
  place: { moduleId: string; sectionId: string },
): Promise<void> {
  await recordVisit(ctx, course, { ...place, isDone: true })
}

async function recordVisit(
  ctx: Context,
  course: VisibleCourse,
  place: { moduleId: string; sectionId: string; isDone: boolean },
): Promise<void> {
  const doneAt = place.isDone ? ctx.now : null
  await transact(ctx, async (ctx) => {
    await sql`
      insert into page_visit (service_id, course_id, module_id, section_id, first_at, last_at,
        done_at)
      values (${ctx.service.id}, ${course.id}, ${place.moduleId}, ${place.sectionId}, ${ctx.now},
        ${ctx.now}, ${doneAt})
      on conflict (service_id, course_id, module_id, section_id) do update
        set last_at = excluded.last_at, done_at = coalesce(page_visit.done_at,
          excluded.done_at)`.execute(ctx.tx)
    ctx.audit(
      place.isDone ? 'section.finished' : 'section.read',
      `${place.moduleId}/${place.sectionId}`,
      {
        patientId: course.patientId,
      },
    )
  })
}

export async function pageVisits(ctx: Context, course: VisibleCourse): Promise<PageVisit[]> {
  const rows = await ctx.db
    .selectFrom('page_visit')
    .selectAll()
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .orderBy('last_at')
    .execute()
  return rows.map((row) => ({
    moduleId: row.module_id,
    sectionId: row.section_id,
    firstAt: row.first_at,
    lastAt: row.last_at,
    doneAt: row.done_at,
  }))
}
