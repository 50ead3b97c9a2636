import { sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, StaffActor } from '#platform/context.ts'

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly role: 'therapist' | 'duty_clinician' | 'supervisor'
}

interface ColleagueRow {
  id: string
  name: string
  is_therapist: boolean
  is_named_duty: boolean
  is_duty: boolean
  is_linked: boolean
  is_named_lead: boolean
  is_supervisor: boolean
}

/**
 * Who can own an item of this course, or be told of it: its therapist, the duty clinicians, the
 * therapist's supervisors; each only while their account works and holds the role, since without it
 * they could not open the item. Where nobody is named, everybody of that role is: a gap in the
 * settings must not leave an item without a person. Owning an item, or being told of it, opens it
 * (treatment/find-course.ts), so that nobody is called to a door that is shut.
 */
export async function colleaguesFor(
  ctx: Context,
  therapistId: string,
): Promise<Record<Colleague['role'], Colleague[]>> {
  const { dutyClinicianId, leadSupervisorId } = ctx.service.settings
  const rows = await ctx.rows(sql<ColleagueRow>`
    with held as (
      select account_id, role from account_role
      where service_id = ${ctx.service.id} and role in ('duty_clinician', 'supervisor')
      union
      select account_id, role from account_role
      where service_id = ${ctx.service.id} and account_id = ${therapistId})
    select a.id, a.display_name as name,
      a.id = ${therapistId}::uuid and bool_or(r.role = 'therapist') as is_therapist,
      coalesce(a.id = ${dutyClinicianId ?? null}::uuid, false) as is_named_duty,
      coalesce(a.id = ${leadSupervisorId ?? null}::uuid, false) as is_named_lead,
      bool_or(r.role = 'duty_clinician') as is_duty,
      bool_or(r.role = 'supervisor') as is_supervisor,
      exists (select from supervision_link l where l.service_id = a.service_id
        and l.supervisor_id = a.id and l.therapist_id = ${therapistId}::uuid
        and l.until is null) as is_linked
    from held r join account a on a.service_id = ${ctx.service.id} and a.id = r.account_id
    where a.is_staff and a.disabled_at is null
    group by a.service_id, a.id, a.display_name order by a.display_name, a.id`)
  const first = (...choices: ColleagueRow[][]) => choices.find((some) => some.length > 0) ?? []
  const named = (some: ColleagueRow[], role: Colleague['role']) =>
    some.map(({ id, name }) => ({ id, name, role }))
  const duty = rows.filter((row) => row.is_duty)
  const supervisors = rows.filter((row) => row.is_supervisor)
  return {
    therapist: named(
      rows.filter((row) => row.is_therapist),
      'therapist',
    ),
    duty_clinician: named(
      first(
        duty.filter((row) => row.is_named_duty),
        duty,
      ),
      'duty_clinician',
    ),
    supervisor: named(
      first(
        supervisors.filter((row) => row.is_linked),
        supervisors.filter((row) => row.is_named_lead),
        supervisors,
      ),
      'supervisor',
    ),
  }
}

/** The therapist; when they cannot sign in, the duty clinician, then a supervisor. */
export async function ownerFor(ctx: Context, course: VisibleCourse): Promise<Colleague | null> {
  const { therapist, duty_clinician, supervisor } = await colleaguesFor(ctx, course.therapistId)
  return therapist[0] ?? duty_clinician[0] ?? supervisor[0] ?? null
}

/** Who may be given an item: only people who can open it, whoever is asking among them. */
export async function possibleOwners(ctx: Context, course: VisibleCourse): Promise<Colleague[]> {
  const { therapist, duty_clinician, supervisor } = await colleaguesFor(ctx, course.therapistId)
  const { actor } = ctx
  const self: Colleague[] =
    actor.kind === 'staff' && course.access.has('duty')
      ? [{ id: actor.id, name: actor.name, role: roleOf(actor) }]
      : []
  const all = [...therapist, ...duty_clinician, ...supervisor, ...self]
  return all.filter((one, index) => all.findIndex((other) => other.id === one.id) === index)
}

/** Whether an owner can still sign in and open safety items. */
export async function isWorking(ctx: Context, accountId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('account as a')
    .innerJoin('account_role as r', (join) =>
      join.onRef('r.service_id', '=', 'a.service_id').onRef('r.account_id', '=', 'a.id'),
    )
    .select('a.id')
    .where('a.service_id', '=', ctx.service.id)
    .where('a.id', '=', accountId)
    .where('a.disabled_at', 'is', null)
    .where('r.role', 'in', ['therapist', 'supervisor', 'duty_clinician'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function roleOf({ roles }: StaffActor): Colleague['role'] {
  if (roles.has('duty_clinician')) return 'duty_clinician'
  return roles.has('supervisor') ? 'supervisor' : 'therapist'
}
