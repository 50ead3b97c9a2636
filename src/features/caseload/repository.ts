import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { showsRelapse } from '#clinical/follow-up.ts'
import type { Context } from '#platform/context.ts'
import { onePerProcess } from '#platform/stamped-memory.ts'
import { caseFacts } from './case-facts.ts'
import { type CaseRow, type ShownCourse, toCaseRows } from './case-row.ts'
import { historiesOf } from './history-repository.ts'

/**
 * Whose people: the actor's own, those of the therapists whom the actor supervises, or those with a
 * safety item that the actor has to deal with.
 */
export type Whose = 'mine' | 'supervised' | 'on_duty'

// What was written on the last day on which somebody could write must not leave the list soon.
const lookedBackDays = 400

/** Whom each list showed when it was last read: most likely whom it shows now. */
const shownBefore = onePerProcess(() => new LRUCache<string, readonly string[]>({ max: 500 }))

/**
 * Everything the list needs to know of each person. What is open is asked together with who is
 * shown, for those whom the list showed before: nearly always one round trip answers both. Of
 * whoever is no longer shown, nothing of it is used; when somebody is new, it is asked again.
 */
export async function caseRows(ctx: Context, whose: Whose): Promise<CaseRow[]> {
  if (ctx.actor.kind !== 'staff') return []
  const { id: actorId } = ctx.actor
  const list = `${ctx.service.id} ${whose} ${actorId}`
  const likely = shownBefore(ctx).get(list) ?? []
  const [courses, likelyFacts] = await Promise.all([
    shownCourses(ctx, whose, actorId),
    likely.length === 0 ? null : caseFacts(ctx, likely),
  ])
  const ids = courses.map(({ course_id: id }) => id)
  shownBefore(ctx).set(list, ids)
  if (ids.length === 0) return []
  const known = new Set(likely)
  const isAnswered = ids.every((id) => known.has(id))
  const [histories, facts] = await Promise.all([
    historiesOf(ctx, courses),
    likelyFacts && isAnswered ? likelyFacts : caseFacts(ctx, ids),
  ])
  return toCaseRows(ctx, actorId, courses, histories, facts)
}

async function shownCourses(ctx: Context, whose: Whose, actorId: string): Promise<ShownCourse[]> {
  const endedWithinDays = ctx.service.settings.writesAfterEndingDays + lookedBackDays
  return ctx.rows(sql<ShownCourse>`
    with whose as materialized (
      -- With their names: joined at the end, PostgreSQL would read every account for them.
      select t.id, t.display_name from account t
      where t.service_id = ${ctx.service.id} and t.id in (${therapists(ctx, whose, actorId)})),
    shown as materialized (
      select c.service_id, c.id, c.therapist_id, c.state, c.ended_at,
        w.display_name as therapist_name
      from whose w join course c on c.therapist_id = w.id
      where c.service_id = ${ctx.service.id} and c.state in ('preparing', 'active', 'paused')
        and ${isAsked(ctx, whose, actorId)}
      union all
      select c.service_id, c.id, c.therapist_id, c.state, c.ended_at, w.display_name
      from whose w join course c on c.therapist_id = w.id
        cross join lateral (select ${cameAfterTheEnd(ctx)} as at offset 0) came
      where c.service_id = ${ctx.service.id} and c.state = 'ended'
        and ${isAsked(ctx, whose, actorId)}
        and c.ended_at > ${ctx.now}::timestamptz - make_interval(days => ${endedWithinDays})
        and (exists (select from safety_item s where s.service_id = c.service_id
            and s.course_id = c.id and s.closed_at is null)
          or exists (select from adverse_event e where e.service_id = c.service_id
            and e.course_id = c.id and e.source = 'patient' and not exists (
              select from adverse_event_version v
              where v.service_id = e.service_id and v.event_id = e.id))
          or exists (select from message m where m.service_id = c.service_id
            and m.course_id = c.id and m.from_patient
            and not exists (select from message_handling h
              where h.service_id = m.service_id and h.message_id = m.id))
          or (came.at is not null and came.at > ${answeredAt})
          or ${whose === 'supervised'} and ${waitsForSupervisor})
    )
    select c.id as course_id, c.therapist_id, c.therapist_name,
      case when c.state = 'ended' then ${answeredAt} end as answered_at,
      look.at as looked_at, s.stamp
    from shown c
      left join record_look look on look.service_id = c.service_id and look.course_id = c.id
        and look.account_id = ${actorId}
      left join course_stamp s on s.service_id = c.service_id and s.course_id = c.id
    order by c.id`)
}

/** When the person last sent something after the end, a module or a form that shows a relapse. */
function cameAfterTheEnd(ctx: Context) {
  const ids = [...ctx.content.instruments.values()].filter(showsRelapse).map(({ id }) => id)
  return sql`greatest(
    (select max(e.at) from module_event e where e.service_id = c.service_id
      and e.course_id = c.id and e.kind = 'submitted' and e.at > c.ended_at),
    (select max(r.submitted_at) from instrument_response r where r.service_id = c.service_id
      and r.course_id = c.id and r.submitted_at > c.ended_at
      and r.instrument_id = any(${`{${ids.join(',')}}`}::text[])))`
}

/**
 * When somebody of staff last answered: wrote, spoke with the person, or said that nothing is
 * needed. An ending answers all that came before it. A call that nobody picked up answers nothing.
 */
const answeredAt = sql`greatest(c.ended_at,
    (select max(m.sent_at) from message m where m.service_id = c.service_id
      and m.course_id = c.id and not m.from_patient),
    (select max(k.happened_at) from contact k where k.service_id = c.service_id
      and k.course_id = c.id and k.outcome in ('attended', 'late_seen')),
    (select max(e.at) from course_event e where e.service_id = c.service_id
      and e.course_id = c.id and e.kind = 'follow_up_closed'))`

/** The scores asked for a supervisor when treatment ended, who has not answered since. */
const waitsForSupervisor = sql`exists (select from course_event e
    where e.service_id = c.service_id and e.course_id = c.id and e.kind = 'ended'
      and e.detail ? 'forSupervisor' and not exists (select from signal_decision d
        where d.service_id = e.service_id and d.course_id = e.course_id
          and d.decided_role = 'supervisor' and d.at >= e.at))`

function therapists(ctx: Context, whose: Whose, actorId: string) {
  if (whose === 'mine') return sql`select ${actorId}::uuid as id`
  if (whose === 'on_duty') {
    return sql`select distinct k.therapist_id as id from safety_item s
      join course k on k.service_id = s.service_id and k.id = s.course_id
      where s.service_id = ${ctx.service.id} and ${isOnDutyFor(ctx, actorId)}`
  }
  return sql`select distinct therapist_id as id from supervision_link
    where service_id = ${ctx.service.id} and supervisor_id = ${actorId} and until is null`
}

/** Of the therapists' people all, or for safety's sake only those with such an item. */
function isAsked(ctx: Context, whose: Whose, actorId: string) {
  if (whose !== 'on_duty') return sql`true`
  return sql`exists (select from safety_item s where s.service_id = c.service_id
    and s.course_id = c.id and ${isOnDutyFor(ctx, actorId)})`
}

/** The same people as findCourse() opens to them: open items, and for a week those closed. */
function isOnDutyFor(ctx: Context, actorId: string) {
  const isDuty = ctx.actor.kind === 'staff' && ctx.actor.roles.has('duty_clinician')
  return sql`(s.closed_at is null or s.closed_at > ${ctx.now}::timestamptz - interval '7 days')
    and (${isDuty}::boolean or s.owner_id = ${actorId}
      or exists (select from safety_event e where e.service_id = s.service_id
        and e.item_id = s.id and e.kind = 'escalated' and e.detail->'toldIds' ? ${actorId}))`
}
