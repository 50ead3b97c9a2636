import { readPeople } from '#features/caseload/index.ts'
import { idFor, type Visit } from '#features/example-people/index.ts'
import { openSafetyItems } from '#features/risk/index.ts'
import { findCourseAsSystem, weekOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { type Role, roles } from '#platform/permissions.ts'
import { systemActor } from '#platform/runtime.ts'

/**
 * What the first page of this person counts, read as that page reads it: so the front page stays
 * right when the clock is moved on and people are helped. Null where the page counts nothing.
 */
export async function figureOf(
  ctx: Context,
  visit: Visit & { readonly accountId: string },
): Promise<string | null> {
  if (visit.is === 'patient') return weekFigure(ctx, visit.key)
  const held = await rolesOf(ctx, visit.accountId)
  const { accountId: id } = visit
  const actor = { kind: 'staff', id, name: '', jobTitle: null, roles: held } as const
  const theirs: Context = { ...ctx, actor }
  if (held.has('therapist')) return counted((await readPeople(theirs, 'mine')).length)
  if (held.has('supervisor')) return counted((await readPeople(theirs, 'supervised')).length)
  if (!held.has('duty_clinician')) return null
  const open = await openSafetyItems(theirs, 'all')
  const late = open.filter(({ dueAt }) => dueAt < ctx.now).length
  return `${open.length} open${late > 0 ? `, ${late} late` : ''}`
}

async function weekFigure(ctx: Context, key: string): Promise<string | null> {
  const course = await findCourseAsSystem({ ...ctx, actor: systemActor }, idFor(key, 'course'))
  if (course.state !== 'active' && course.state !== 'paused') return null
  return `Week ${weekOf(course, ctx.now)}`
}

async function rolesOf(ctx: Context, accountId: string): Promise<ReadonlySet<Role>> {
  const rows = await ctx.db
    .selectFrom('account_role')
    .select('role')
    .where('service_id', '=', ctx.service.id)
    .where('account_id', '=', accountId)
    .execute()
  return new Set(roles.filter((role) => rows.some((row) => row.role === role)))
}

function counted(people: number): string {
  return people === 1 ? '1 person' : `${people} people`
}
