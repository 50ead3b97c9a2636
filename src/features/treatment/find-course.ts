import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { isId } from '#platform/ids.ts'
import { notFound, notOpenYet } from '#platform/refusals.ts'
import type { CourseState } from './course.ts'

declare const seen: unique symbol

/**
 * What an actor may do with a course: read it, or act on it as the patient or as the therapist.
 * `duty` is for whoever has to deal with a safety item of it: the duty clinicians, its owner and
 * whom the watchdog told of it, while it is open and for 7 days after. `opened` is for a clinician
 * who opened the record in an emergency: to read it, until the opening ends.
 */
export type CourseAccess = 'patient' | 'therapist' | 'supervisor' | 'duty' | 'opened'

/**
 * One person's course, as somebody who may see it holds it. It can only be made here, so a
 * function that takes it
 * cannot be called for a record that the actor may not see.
 */
export interface VisibleCourse {
  readonly [seen]: true
  readonly id: string
  readonly patientId: string
  readonly patientAccountId: string | null
  readonly patientName: string
  readonly referralId: string
  readonly programmeId: string
  readonly programmeVersion: string
  readonly track: string
  /** How much contact was agreed, where a programme knows several ways; null for the usual. */
  readonly profile: string | null
  readonly therapistId: string
  readonly therapistName: string
  readonly state: CourseState
  readonly reviewWeekday: number | null
  readonly reviewTime: string | null
  readonly nextReviewAt: Date | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly access: ReadonlySet<CourseAccess>
  /** When an opening in an emergency ends; null without one. */
  readonly openedUntil: Date | null
  /** Null for an act, which reads its rows anew. */
  readonly stamps: RecordStamps | null
}

/**
 * A value of its own for each state of what was written under this referral, its courses all: of
 * the whole record, and of each part that grows with a long course.
 */
export type RecordStamps = Readonly<Record<'record' | 'forms' | 'entries' | 'messages', string>>

/** A course that its therapist may change. */
export type OwnCourse = VisibleCourse & { readonly mayAct: true }

interface CourseRow {
  id: string
  patient_id: string
  account_id: string | null
  patient_name: string
  referral_id: string
  programme_id: string
  programme_version: string
  track: string
  profile: string | null
  therapist_id: string
  therapist_name: string
  state: CourseState
  review_weekday: number | null
  review_time: string | null
  next_review_at: Date | null
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
  as_patient: boolean
  as_therapist: boolean
  as_supervisor: boolean
  as_duty: boolean
  opened_until: Date | null
  stamps: RecordStamps | null
}

/** The course with this id, or not found: also when it is somebody else's. */
export async function findCourse(
  ctx: Context,
  courseId: string | undefined,
): Promise<VisibleCourse> {
  if (!isId(courseId)) throw notFound()
  const [row] = await courseRows(ctx, sql`c.id = ${courseId}`)
  if (!row) throw notFound()
  return toCourse(row)
}

/**
 * The same, also for whoever opened the record in an emergency. For pages that are read and
 * nothing else: an act asks findCourse(), which knows no openings, so that none can change a thing.
 */
export async function findCourseToRead(
  ctx: Context,
  courseId: string | undefined,
): Promise<VisibleCourse> {
  if (!isId(courseId)) throw notFound()
  const [row] = await courseRows(ctx, sql`c.id = ${courseId}`, { isToRead: true })
  if (!row) throw notFound()
  return toCourse(row)
}

/** Whether the actor sees this course without opening it: whose day-to-day work it belongs to. */
export async function seesCourse(ctx: Context, courseId: string): Promise<boolean> {
  return (await courseRows(ctx, sql`c.id = ${courseId}`)).length > 0
}

/** The same, for its therapist alone: who may act on it. */
export async function findOwnCourse(
  ctx: Context,
  courseId: string | undefined,
): Promise<OwnCourse> {
  const own = asOwnCourse(await findCourse(ctx, courseId))
  if (!own) throw notFound()
  return own
}

/** A course that was found, for its therapist to act on; null for everybody else. */
export function asOwnCourse(course: VisibleCourse): OwnCourse | null {
  return course.access.has('therapist') ? { ...course, mayAct: true } : null
}

/**
 * The signed-in patient's own course: the open one, or the latest that ended. Null before there
 * is one.
 */
export async function findMyCourse(ctx: Context): Promise<VisibleCourse | null> {
  if (ctx.actor.kind !== 'patient') throw notFound()
  const [row] = await courseRows(
    ctx,
    sql`c.patient_id = ${ctx.actor.patientId}
    order by (c.state <> 'ended') desc, c.created_at desc limit 1`,
  )
  return row ? toCourse(row) : null
}

export async function requireMyCourse(ctx: Context): Promise<VisibleCourse> {
  const course = await findMyCourse(ctx)
  if (!course) throw notOpenYet()
  return course
}

/** Somebody opened the record in an emergency, and has no other part in it: they only read. */
export function isOnlyOpened({ access }: VisibleCourse): boolean {
  return access.size === 1 && access.has('opened')
}

/** For acts of the system itself (a clock, a job), which see the courses of their one service. */
export async function findCourseAsSystem(ctx: Context, courseId: string): Promise<VisibleCourse> {
  if (ctx.actor.kind !== 'system') throw notFound()
  const [row] = await courseRows(ctx, sql`c.id = ${courseId}`)
  if (!row) throw notFound()
  return toCourse(row)
}

async function courseRows(
  ctx: Context,
  which: ReturnType<typeof sql>,
  { isToRead } = { isToRead: false },
): Promise<CourseRow[]> {
  const actor = ctx.actor
  const staffId = actor.kind === 'staff' ? actor.id : null
  const patientId = actor.kind === 'patient' ? actor.patientId : null
  const holds = (role: 'therapist' | 'supervisor' | 'duty_clinician') =>
    actor.kind === 'staff' && actor.roles.has(role)
  const rows = await ctx.rows(sql<CourseRow>`
    select * from (
      select c.id, c.patient_id, p.account_id,
        concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as patient_name,
        c.referral_id, c.programme_id, c.programme_version, c.track, c.profile,
        c.therapist_id,
        t.display_name as therapist_name, c.state, c.review_weekday, c.review_time::text,
        c.next_review_at, c.created_at, c.started_at, c.ended_at,
        coalesce(c.patient_id = ${patientId}::uuid, false) as as_patient,
        coalesce(${holds('therapist')}::boolean and c.therapist_id = ${staffId}::uuid, false)
          as as_therapist,
        ${holds('supervisor')}::boolean and exists (
          select from supervision_link l where l.service_id = c.service_id
            and l.supervisor_id = ${staffId}::uuid and l.therapist_id = c.therapist_id
            and l.until is null) as as_supervisor,
        ${staffId !== null}::boolean and exists (
          select from safety_item s where s.service_id = c.service_id and s.course_id = c.id
            and (s.closed_at is null or s.closed_at > ${ctx.now}::timestamptz - interval '7 days')
            and (${holds('duty_clinician')}::boolean or s.owner_id = ${staffId}::uuid
              or exists (select from safety_event e where e.service_id = s.service_id
                and e.item_id = s.id and e.kind = 'escalated'
                and e.detail->'toldIds' ? ${staffId}::text))) as as_duty,
        (select max(o.ends_at) from record_opening o
          where ${isToRead}::boolean and o.service_id = c.service_id and o.course_id = c.id
            and o.opened_by = ${staffId}::uuid and o.ended_at is null
            and o.ends_at > ${ctx.now}) as opened_until,
        (select json_build_object('record', ${together('stamp')}, 'forms', ${together('forms')},
            'entries', ${together('entries')}, 'messages', ${together('messages')})
          from course k join course_stamp s on s.service_id = k.service_id and s.course_id = k.id
          where ${isToRead}::boolean and k.service_id = c.service_id
            and k.referral_id = c.referral_id
          having count(*) > 0) as stamps
      from course c
        join patient p on p.service_id = c.service_id and p.id = c.patient_id
        join account t on t.service_id = c.service_id and t.id = c.therapist_id
      where c.service_id = ${ctx.service.id} and ${which}
    ) seen
    where as_patient or as_therapist or as_supervisor or as_duty or opened_until is not null or
      ${actor.kind === 'system'}::boolean`)
  return rows
}

/** One stamp of all courses: it moves when that of any of them does. */
function together(stamp: 'stamp' | 'forms' | 'entries' | 'messages') {
  return sql`string_agg(${sql.ref(`s.${stamp}`)}::text, ' ' order by s.course_id)`
}

function toCourse(row: CourseRow): VisibleCourse {
  const access = new Set<CourseAccess>()
  if (row.as_patient) access.add('patient')
  if (row.as_therapist) access.add('therapist')
  if (row.as_supervisor) access.add('supervisor')
  if (row.as_duty) access.add('duty')
  if (row.opened_until) access.add('opened')
  const course: Omit<VisibleCourse, typeof seen> = {
    id: row.id,
    patientId: row.patient_id,
    patientAccountId: row.account_id,
    patientName: row.patient_name,
    referralId: row.referral_id,
    programmeId: row.programme_id,
    programmeVersion: row.programme_version,
    track: row.track,
    profile: row.profile,
    therapistId: row.therapist_id,
    therapistName: row.therapist_name,
    state: row.state,
    reviewWeekday: row.review_weekday,
    reviewTime: row.review_time,
    nextReviewAt: row.next_review_at,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    access,
    openedUntil: row.opened_until,
    stamps: row.stamps,
  }
  // The one place where the mark is put on: nothing else in the project can make a VisibleCourse.
  return course as VisibleCourse
}
