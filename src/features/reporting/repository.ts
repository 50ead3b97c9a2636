import { type RawBuilder, sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { momentsOf, type OutcomeFilter } from './outcome-filter.ts'
import { readReferrals, type StoredReferral } from './read-referrals.ts'

const pageSize = 500

/**
 * The referrals that ended in a period, some hundreds at a time, so that a service of any size
 * needs the same memory. A referral ends with the last of its courses.
 */
export async function* endedReferrals(
  ctx: Context,
  filter: OutcomeFilter,
): AsyncGenerator<readonly StoredReferral[]> {
  let after: { at: string; id: string } | null = null
  for (;;) {
    const courses: CourseKey[] = await ctx.rows(lastCourses(ctx, filter, after))
    const last = courses.at(-1)
    if (!last) return
    yield readReferrals(ctx, these(courses))
    after = { at: last.endedAt, id: last.courseId }
    if (courses.length < pageSize) return
  }
}

interface CourseKey {
  referralId: string
  courseId: string
  /** As PostgreSQL writes it: a Date would lose its microseconds, and the place in the list. */
  endedAt: string
}

function lastCourses(
  ctx: Context,
  filter: OutcomeFilter,
  after: { at: string; id: string } | null,
): RawBuilder<CourseKey> {
  const { from, before } = momentsOf(ctx, filter)
  const { programmeId, problem, therapistIds } = filter
  return sql<CourseKey>`
    select c.referral_id as "referralId", c.id as "courseId", c.ended_at::text as "endedAt"
    from course c
    where c.service_id = ${ctx.service.id} and c.state = 'ended'
      and c.ended_at >= ${from} and c.ended_at < ${before}
      and (${after?.at ?? null}::timestamptz is null or
        (c.ended_at, c.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      and not exists (select from course o where o.service_id = c.service_id
        and o.referral_id = c.referral_id and o.id <> c.id
        and (o.state <> 'ended' or (o.ended_at, o.id) > (c.ended_at, c.id)))
      and (${programmeId}::text is null or c.programme_id = ${programmeId})
      and (${therapistIds}::uuid[] is null or c.therapist_id = any(${therapistIds}::uuid[]))
      and (${problem}::text is null or ${problem} = coalesce((
        select a.problem_descriptor from assessment a where a.service_id = c.service_id
          and a.patient_id = c.patient_id and a.referral_id = c.referral_id
          and a.problem_descriptor is not null
        order by a.decided_on desc, a.id desc limit 1), 'none'))
    order by c.ended_at, c.id limit ${pageSize}`
}

function these(courses: readonly CourseKey[]): RawBuilder<unknown> {
  return sql`select * from unnest(${courses.map(({ referralId }) => referralId)}::uuid[],
    ${courses.map(({ courseId }) => courseId)}::uuid[],
    ${courses.map(({ endedAt }) => endedAt)}::timestamptz[]) as
    given (referral_id, course_id, ended_at)`
}

/**
 * The referral of one person's course, without its forms, which are known, and without messages and
 * entries (`activityIn`); it has an end only when none of its courses is open.
 */
export async function referralOf(
  ctx: Context,
  course: VisibleCourse,
): Promise<StoredReferral | null> {
  const [referral] = await readReferrals(
    ctx,
    sql`select c.referral_id, ${course.id}::uuid as course_id,
      case when bool_and(c.state = 'ended') then max(c.ended_at) end as ended_at
    from course c
    where c.service_id = ${ctx.service.id} and c.referral_id = ${course.referralId}
    group by c.referral_id`,
    { activity: ['forms', 'modules', 'pages'], withoutFormsOf: course.id },
  )
  return referral ?? null
}

/** What the figures can be narrowed to: whose people, which programmes, which problems. */
export interface FilterChoices {
  readonly therapists: readonly { id: string; name: string; supervisorIds: readonly string[] }[]
  readonly supervisors: readonly { id: string; name: string }[]
  readonly programmeIds: readonly string[]
  readonly problems: readonly string[]
}

interface TherapistRow {
  id: string
  name: string
  supervisorIds: string[]
}

/** Of the whole service, or with a supervisor's id of the people whom they answer for alone. */
export async function filterChoices(
  ctx: Context,
  supervisorId: string | null,
): Promise<FilterChoices> {
  const therapists = await ctx.rows(sql<TherapistRow>`
    select a.id, a.display_name as name,
      coalesce(array_agg(l.supervisor_id) filter (where l.supervisor_id is not null), '{}')
        as "supervisorIds"
    from account a left join supervision_link l on l.service_id = a.service_id
      and l.therapist_id = a.id and l.until is null
    where a.service_id = ${ctx.service.id} and a.is_staff
      and exists (select from course c where c.service_id = a.service_id and c.therapist_id = a.id)
    group by a.service_id, a.id
    having ${supervisorId}::uuid is null or bool_or(l.supervisor_id = ${supervisorId}::uuid)
    order by a.display_name, a.id`)
  const supervisors = await ctx.rows(sql<{ id: string; name: string }>`
    select distinct a.id, a.display_name as name from supervision_link l
      join account a on a.service_id = l.service_id and a.id = l.supervisor_id
    where l.service_id = ${ctx.service.id} and l.until is null order by name, a.id`)
  const codes = await ctx.rows(sql<{ code: string }>`
    select distinct problem_descriptor as code from assessment
    where service_id = ${ctx.service.id} and problem_descriptor is not null order by code`)
  const programmes = await ctx.rows(sql<{ id: string }>`
    select distinct programme_id as id from course where service_id = ${ctx.service.id}
    order by id`)
  return {
    therapists,
    supervisors: supervisorId === null ? supervisors : [],
    programmeIds: programmes.map(({ id }) => id),
    problems: codes.map(({ code }) => code),
  }
}
