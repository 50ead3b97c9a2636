import { sql } from 'kysely'
import { z } from 'zod'
import { mechanisms } from '#features/contacts/index.ts'
import { goalSource } from '#features/progress/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { parseValues, safetyPlanSheet, stagedDays } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'

const moment = z.string().transform((text) => new Date(text))

const recordSchema = z.object({
  name: z.string(),
  hasConsent: z.boolean(),
  responses: z.array(
    z.object({ instrumentId: z.string(), at: moment, total: z.number().nullable() }),
  ),
  visits: z.array(
    z.object({
      moduleId: z.string(),
      sectionId: z.string(),
      lastAt: moment,
      isDone: z.boolean(),
    }),
  ),
  pauses: z.array(
    z.object({ kind: z.enum(['paused', 'resumed']), at: moment, until: z.string().nullable() }),
  ),
  unread: z.object({ count: z.number(), hasReview: z.boolean().nullable() }),
  newComments: z.object({ count: z.number(), entryId: z.string().nullable() }),
  lastReviewAt: moment.nullable(),
  nextCall: z.object({ at: moment, minutes: z.number(), how: z.enum(mechanisms) }).nullable(),
  cancelledCalls: z.array(moment),
  safetyItemId: z.string().nullable(),
  cards: z.array(z.string()),
  hasSafetyPlan: z.boolean(),
  diaryMoments: z.number(),
  begunForms: z.array(z.string()),
  goals: z.object({ count: z.number(), ratedAt: moment.nullable() }),
  planned: z.array(
    z.object({
      entryId: z.string(),
      worksheetId: z.string(),
      values: z.unknown().transform(parseValues),
    }),
  ),
})

/** What Today is made of, besides the course itself, its modules and its practice. */
export type HomeRecord = z.infer<typeof recordSchema>

/** The cards that a person kept are entries of this worksheet. */
const cardWorksheet = 'common.takeaway'
/** A call that has begun stays on the page for as long as it may take. */
const callShownForMinutes = 30

/** Everything in one round trip: this is the page that people open most. */
export async function homeRecord(
  ctx: Context,
  course: VisibleCourse,
  question: {
    diaryIds: readonly string[]
    staged: readonly { worksheetId: string; field: string }[]
  },
): Promise<HomeRecord> {
  const [row] = await ctx.rows(sql<{ record: unknown }>`
    select jsonb_build_object(
      'name', coalesce(p.preferred_name, p.given_name),
      'hasConsent', exists (select from consent s where s.service_id = p.service_id
        and s.patient_id = p.id and s.withdrawn_at is null),
      'responses', ${responsesJson(ctx, course)},
      'visits', ${visitsJson(ctx, course)},
      'pauses', ${pausesJson(ctx, course)},
      'unread', ${unreadJson(ctx, course)},
      'newComments', ${newCommentsJson(ctx, course)},
      'lastReviewAt', (select max(at) from review
        where service_id = ${ctx.service.id} and course_id = ${course.id}),
      'nextCall', ${nextCallJson(ctx, course)},
      'cancelledCalls', ${cancelledCallsJson(ctx, course)},
      'safetyItemId', ${safetyItem(ctx, course)},
      'cards', ${cardsJson(ctx, course)},
      'hasSafetyPlan', exists (select from entry where service_id = ${ctx.service.id}
        and course_id = ${course.id} and worksheet_id = ${safetyPlanSheet}
        and status <> 'archived'),
      'goals', ${goalsJson(ctx, course)},
      'planned', ${plannedJson(ctx, course, question.staged)},
      'begunForms', array(select instrument_id from instrument_draft
        where service_id = ${ctx.service.id} and course_id = ${course.id}),
      'diaryMoments', (select count(*) from entry
        where service_id = ${ctx.service.id} and course_id = ${course.id}
          and worksheet_id = any(${[...question.diaryIds]}::text[]) and status <> 'archived'
          and created_at > ${ctx.now}::timestamptz - interval '7 days')) as record
    from patient p where p.service_id = ${ctx.service.id} and p.id = ${course.patientId}`)
  return recordSchema.parse(row?.record)
}

/** How many goals there are, and when one of them was last rated. */
function goalsJson(ctx: Context, course: VisibleCourse) {
  return sql`jsonb_build_object('count', (select count(*) from entry
      where service_id = ${ctx.service.id} and course_id = ${course.id}
        and worksheet_id = ${goalSource.worksheetId} and status <> 'archived'),
    'ratedAt', (select max(at) from series_point
      where service_id = ${ctx.service.id} and course_id = ${course.id}
        and series = ${goalSource.series}))`
}

/** More plans than this on nine days, and the farthest in the past are left out. */
const plansRead = 30

/** What was planned for a day near today in a worksheet of stages, and is not finished. */
function plannedJson(
  ctx: Context,
  course: VisibleCourse,
  staged: readonly { worksheetId: string; field: string }[],
) {
  const days = stagedDays(ctx.now, ctx.service.timeZone)
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('entryId', id,
      'worksheetId', worksheet_id, 'values', content) order by day desc, id desc), '[]')
    from (select e.id, e.worksheet_id, e.content, e.content->>s.field as day
      from unnest(${staged.map(({ worksheetId }) => worksheetId)}::text[],
        ${staged.map(({ field }) => field)}::text[]) as s (worksheet_id, field)
      join entry e on e.service_id = ${ctx.service.id} and e.course_id = ${course.id}
        and e.worksheet_id = s.worksheet_id and e.status = 'planned'
      where left(e.content->>s.field, 10) between ${days.from} and ${days.until}
      order by day desc, e.id desc limit ${plansRead}) near)`
}

function responsesJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(
        'instrumentId', instrument_id, 'at', submitted_at, 'total', total)
      order by submitted_at), '[]')
    from instrument_response
    where service_id = ${ctx.service.id} and course_id = ${course.id})`
}

function visitsJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('moduleId', module_id,
      'sectionId', section_id, 'lastAt', last_at, 'isDone', done_at is not null)
      order by last_at), '[]')
    from page_visit
    where service_id = ${ctx.service.id} and course_id = ${course.id})`
}

function pausesJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object(
      'kind', kind, 'at', at, 'until', detail->>'until') order by at), '[]')
    from course_event
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and kind in ('paused', 'resumed'))`
}

function unreadJson(ctx: Context, course: VisibleCourse) {
  return sql`(select jsonb_build_object('count', count(*), 'hasReview', bool_or(kind = 'review'))
    from message m
    where m.service_id = ${ctx.service.id} and m.course_id = ${course.id} and not m.from_patient
      and not exists (select from message_receipt r where r.service_id = m.service_id
        and r.message_id = m.id and r.reader_id = ${course.patientAccountId}))`
}

/** What the therapist wrote beside entries and the person has not opened, and where it begins. */
function newCommentsJson(ctx: Context, course: VisibleCourse) {
  return sql`(select jsonb_build_object('count', count(*),
      'entryId', (array_agg(e.id order by c.at))[1])
    from entry e join entry_comment c on c.service_id = e.service_id and c.entry_id = e.id
    where e.service_id = ${ctx.service.id} and e.course_id = ${course.id}
      and not exists (select from entry_comment_receipt r where r.service_id = c.service_id
        and r.comment_id = c.id and r.reader_id = ${course.patientAccountId}))`
}

function nextCallJson(ctx: Context, course: VisibleCourse) {
  return sql`(select jsonb_build_object('at', starts_at, 'minutes', minutes, 'how', mechanism)
    from appointment
    where service_id = ${ctx.service.id} and course_id = ${course.id} and cancelled_at is null
      and starts_at > ${ctx.now}::timestamptz - make_interval(mins => ${callShownForMinutes})
    order by starts_at limit 1)`
}

/** Calls that will not take place, until the time of each has passed: nobody waits by a phone. */
function cancelledCallsJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(starts_at order by starts_at), '[]') from appointment
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and cancelled_at is not null and starts_at > ${ctx.now})`
}

/**
 * A signal of the person's own that they have not answered, or not since they pressed again. A
 * therapist's worry is none: it is for the team to ring about, not to meet somebody on a page.
 */
function safetyItem(ctx: Context, course: VisibleCourse) {
  return sql`(select s.id from safety_item s
    where s.service_id = ${ctx.service.id} and s.course_id = ${course.id} and s.closed_at is null
      and s.contacted_at is null and s.raised_by = ${course.patientAccountId}
      and s.trigger <> 'patient_need_help'
      and coalesce((select e.detail ? 'pressedAgain' and not e.detail ? 'answer'
        from safety_event e where e.service_id = s.service_id and e.item_id = s.id
          and e.kind = 'patient_said' order by e.at desc, e.id desc limit 1), true)
    order by s.raised_at desc limit 1)`
}

function cardsJson(ctx: Context, course: VisibleCourse) {
  return sql`(select coalesce(jsonb_agg(card), '[]') from (
    select content->>'card' as card from entry
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and worksheet_id = ${cardWorksheet} and status <> 'archived'
      and coalesce(content->>'card', '') <> ''
    order by (content->>'pinned' = 'true') desc nulls last, created_at desc limit 2) kept)`
}
