import { sql } from 'kysely'
import type { WriteContext } from '#platform/context.ts'
import type { VisibleCourse } from './find-course.ts'

/** Two tabs that send at once go one after the other. */
export async function lockCourse(ctx: WriteContext, course: VisibleCourse): Promise<void> {
  await ctx.rows(sql`select id from course
    where service_id = ${ctx.service.id} and id = ${course.id} for update`)
}
