import { sql } from 'kysely'
import { type DetailsRow, type PersonDetails, toDetails } from '#features/person-details/index.ts'
import type { CourseState } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { isId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import type { ReferralSource } from './new-person-form.ts'

declare const seen: unique symbol

/** What an actor may do with somebody who is getting started. */
type IntakeAccess = 'administrator' | 'therapist' | 'supervisor'

/**
 * Somebody who asked for help, in the hands of staff who may see them. It can only be made here,
 * so a function that
 * takes one cannot be called for a person whom the actor may not see.
 */
export interface IntakePerson {
  readonly [seen]: true
  readonly id: string
  readonly name: string
  readonly details: PersonDetails
  readonly referral: IntakeReferral
  readonly account: {
    readonly id: string
    readonly email: string
    readonly hasSignedIn: boolean
    readonly madeAt: Date
  } | null
  readonly course: IntakeCourse | null
  readonly access: ReadonlySet<IntakeAccess>
}

interface IntakeReferral {
  readonly id: string
  readonly receivedOn: string
  readonly source: ReferralSource
  readonly presentingProblem: string | null
}

interface IntakeCourse {
  readonly id: string
  readonly state: CourseState
  readonly programmeId: string
  readonly track: string
  readonly profile: string | null
  readonly therapistId: string
  readonly therapistName: string
  readonly reviewWeekday: number | null
  readonly reviewTime: string | null
}

/**
 * An administrator sees everybody; a therapist those whom nobody guides yet and their own; a
 * supervisor those whom
 * nobody guides yet and those of their therapists. Reads the course as `c`.
 */
export function maySeePerson(ctx: Context) {
  const { as, isMine, isSupervised } = relations(ctx)
  return sql<boolean>`(${as('administrator')}::boolean
    or (${as('therapist')}::boolean and (c.id is null or ${isMine}))
    or (${as('supervisor')}::boolean and (c.id is null or ${isSupervised})))`
}

function relations(ctx: Context) {
  const actor = ctx.actor.kind === 'staff' ? ctx.actor : null
  const staffId = actor?.id ?? null
  return {
    as: (role: IntakeAccess) => actor?.roles.has(role) ?? false,
    isMine: sql`c.therapist_id = ${staffId}::uuid`,
    isSupervised: sql`exists (select from supervision_link l where l.service_id = c.service_id
      and l.supervisor_id = ${staffId}::uuid and l.therapist_id = c.therapist_id
      and l.until is null)`,
  }
}

/** The open course of a person, or the last one that ended. */
export const courseOfPerson = sql`(
  select * from course k where k.service_id = p.service_id and k.patient_id = p.id
  order by (k.state <> 'ended') desc, k.created_at desc limit 1)`

export const latestReferral = sql`(
  select * from referral f where f.service_id = p.service_id and f.patient_id = p.id
  order by f.received_on desc, f.recorded_at desc limit 1)`

export const nameOfPerson = sql<string>`
  concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name)`

interface PersonRow extends DetailsRow {
  id: string
  name: string
  account_id: string | null
  account_email: string | null
  account_has_password: boolean | null
  account_made_at: Date | null
  referral_id: string
  received_on: string
  source: ReferralSource
  presenting_problem: string | null
  course_id: string | null
  state: CourseState | null
  programme_id: string | null
  track: string | null
  profile: string | null
  therapist_id: string | null
  therapist_name: string | null
  review_weekday: number | null
  review_time: string | null
  as_administrator: boolean
  as_therapist: boolean
  as_supervisor: boolean
}

/** The person with this id, or not found: also when somebody else guides them. */
export async function findPerson(
  ctx: Context,
  patientId: string | undefined,
): Promise<IntakePerson> {
  if (!isId(patientId)) throw notFound()
  const { as, isMine, isSupervised } = relations(ctx)
  const [row] = await ctx.rows(sql<PersonRow>`
    select p.*, ${nameOfPerson} as name,
      a.email as account_email, a.password_hash is not null as account_has_password,
      a.created_at as account_made_at,
      r.id as referral_id, r.received_on, r.source, r.presenting_problem,
      c.id as course_id, c.state, c.programme_id, c.track, c.profile, c.therapist_id,
      t.display_name as therapist_name, c.review_weekday, c.review_time::text as review_time,
      ${as('administrator')}::boolean as as_administrator,
      ${as('therapist')}::boolean and (c.id is null or ${isMine}) as as_therapist,
      ${as('supervisor')}::boolean and (c.id is null or ${isSupervised}) as as_supervisor
    from patient p
      join lateral ${latestReferral} r on true
      left join account a on a.service_id = p.service_id and a.id = p.account_id
      left join lateral ${courseOfPerson} c on true
      left join account t on t.service_id = p.service_id and t.id = c.therapist_id
    where p.service_id = ${ctx.service.id} and p.id = ${patientId} and ${maySeePerson(ctx)}`)
  if (!row) throw notFound()
  return toPerson(row)
}

/** Treatment has not begun: what is agreed may still change. */
export function isGettingStarted(person: IntakePerson): boolean {
  return person.course === null || person.course.state === 'preparing'
}

export function isInTreatment({ course }: IntakePerson): boolean {
  return course?.state === 'active' || course?.state === 'paused'
}

/** Whether this member of staff may change what is on record; a supervisor reads. */
export function mayChange(person: IntakePerson): boolean {
  return person.access.has('administrator') || person.access.has('therapist')
}

function toPerson(row: PersonRow): IntakePerson {
  const access = new Set<IntakeAccess>()
  if (row.as_administrator) access.add('administrator')
  if (row.as_therapist) access.add('therapist')
  if (row.as_supervisor) access.add('supervisor')
  const person: Omit<IntakePerson, typeof seen> = {
    id: row.id,
    name: row.name,
    details: toDetails(row),
    referral: {
      id: row.referral_id,
      receivedOn: row.received_on,
      source: row.source,
      presentingProblem: row.presenting_problem,
    },
    account:
      row.account_id === null || row.account_made_at === null
        ? null
        : {
            id: row.account_id,
            email: row.account_email ?? '',
            hasSignedIn: row.account_has_password ?? false,
            madeAt: row.account_made_at,
          },
    course: toCourse(row),
    access,
  }
  // The one place where the mark is put on: nothing else in the project can make an IntakePerson.
  return person as IntakePerson
}

function toCourse(row: PersonRow): IntakeCourse | null {
  const { course_id, state, programme_id, track, therapist_id, therapist_name } = row
  if (!course_id || !state || !programme_id || !track || !therapist_id) return null
  return {
    id: course_id,
    state,
    programmeId: programme_id,
    track,
    profile: row.profile,
    therapistId: therapist_id,
    therapistName: therapist_name ?? '',
    reviewWeekday: row.review_weekday,
    reviewTime: row.review_time?.slice(0, 5) ?? null,
  }
}
