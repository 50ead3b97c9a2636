import { sql } from 'kysely'
import { detailColumns, type PersonDetails } from '#features/person-details/index.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { courseOfPerson, type IntakePerson, maySeePerson, nameOfPerson } from './find-person.ts'
import type { NewPerson } from './new-person-form.ts'

/**
 * Says whether the person is new: the id comes with the form, so that a second press is one
 * person.
 */
export async function insertPerson(
  ctx: WriteContext,
  patientId: string,
  person: NewPerson,
): Promise<boolean> {
  const inserted = await ctx.tx
    .insertInto('patient')
    .values({
      service_id: ctx.service.id,
      id: patientId,
      ...detailColumns(person.details),
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await ctx.tx
    .insertInto('referral')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      patient_id: patientId,
      received_on: person.referral.receivedOn,
      source: person.referral.source,
      presenting_problem: person.referral.presentingProblem,
      recorded_at: ctx.now,
      recorded_by: actingPersonId(ctx),
    })
    .execute()
  return true
}

/** Writes what differs and nothing else: the person may be changing the rest at this moment. */
export async function updateDetails(
  ctx: WriteContext,
  person: IntakePerson,
  details: PersonDetails,
): Promise<void> {
  const stored = new Map<string, unknown>(Object.entries(detailColumns(person.details)))
  const changed = Object.entries(detailColumns(details)).filter(
    ([column, value]) => stored.get(column) !== value,
  )
  await ctx.tx
    .updateTable('patient')
    .set(Object.fromEntries(changed))
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', person.id)
    .execute()
}

export async function linkAccount(
  ctx: WriteContext,
  person: IntakePerson,
  accountId: string,
): Promise<void> {
  await ctx.tx
    .updateTable('patient')
    .set({ account_id: accountId })
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', person.id)
    .execute()
}

/** Whether another person signs in with this address: two people cannot share one. */
export async function isAddressTaken(
  ctx: Context,
  person: IntakePerson,
  email: string,
): Promise<boolean> {
  const [row] = await ctx.rows(sql<{ taken: boolean }>`
    select exists (select from account a
      where a.service_id = ${ctx.service.id} and a.email = ${email.toLowerCase()}
        and a.id is distinct from ${person.account?.id ?? null}::uuid) as taken`)
  return row?.taken ?? false
}

/** Holds the person while something is made for them that there may be only one of. */
export async function lockPerson(ctx: WriteContext, person: IntakePerson): Promise<void> {
  await sql`select id from patient where service_id = ${ctx.service.id} and id = ${person.id}
    for update`.execute(ctx.tx)
}

/** Whether a course was prepared, is running or is paused. Asked under the lock of lockPerson(). */
export async function hasOpenCourse(ctx: Context, person: IntakePerson): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('course')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('patient_id', '=', person.id)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  return row !== undefined
}

export interface Duplicate {
  readonly id: string
  readonly name: string
  readonly why: 'email' | 'name_and_birth'
  /** False for a person whom this member of staff may not see: then not even the name is told. */
  readonly isVisible: boolean
}

/** People already here with the same e-mail address, or the same name and date of birth. */
export async function findDuplicates(ctx: Context, details: PersonDetails): Promise<Duplicate[]> {
  const rows = await ctx.rows(sql<{
    id: string
    name: string
    same_email: boolean
    visible: boolean
  }>`
    select p.id, ${nameOfPerson} as name,
      coalesce(lower(p.email) = ${details.email}, false) as same_email,
      ${maySeePerson(ctx)} as visible
    from patient p left join lateral ${courseOfPerson} c on true
    where p.service_id = ${ctx.service.id} and (lower(p.email) = ${details.email}
      or (p.date_of_birth = ${details.dateOfBirth}::date
        and lower(p.family_name) = lower(${details.familyName})
        and lower(p.given_name) = lower(${details.givenName})))
    order by p.created_at limit 5`)
  return rows.map((row) => ({
    id: row.id,
    name: row.visible ? row.name : '',
    why: row.same_email ? 'email' : 'name_and_birth',
    isVisible: row.visible,
  }))
}
