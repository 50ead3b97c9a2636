import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { type CaseRow, toCaseRow } from './case-row.ts'

/** Whose people: the actor's own, or those of the therapists whom the actor supervises. */
export type Whose = 'mine' | 'supervised'

// Older endings cannot bring anything new: access to the programme and its messages is over by then.
const endedWithinDays = 400

/**
 * Everything the list needs to know of each person, in one round trip. Each part is a lateral join
 * on an index by course, so that the time grows with the list and never with the service.
 */
export async function caseRows(ctx: Context, whose: Whose): Promise<CaseRow[]> {
  if (ctx.actor.kind !== 'staff') return []
  const actorId = ctx.actor.id
  const rows = await ctx.rows(sql<Record<string, unknown>>`
    with whose as materialized (${therapists(ctx, whose, actorId)}),
    shown as materialized (
      select c.* from whose w join course c on c.therapist_id = w.id
      where c.service_id = ${ctx.service.id} and c.state in ('preparing', 'active', 'paused')
      union all
      select c.* from whose w join course c on c.therapist_id = w.id
      where c.service_id = ${ctx.service.id} and c.state = 'ended'
        and c.ended_at > ${ctx.now}::timestamptz - make_interval(days => ${endedWithinDays})
        and (exists (select from safety_item s where s.service_id = c.service_id
            and s.course_id = c.id and s.closed_at is null)
          or exists (select from message m where m.service_id = c.service_id
            and m.course_id = c.id and m.from_patient
            and not exists (select from message_handling h
              where h.service_id = m.service_id and h.message_id = m.id)))
    )
    select c.id as course_id, c.patient_id, c.state, c.programme_id, c.track, c.therapist_id,
      c.created_at, c.started_at, c.next_review_at, t.display_name as therapist_name,
      concat_ws(' ', coalesce(p.preferred_name, p.given_name), p.family_name) as name,
      look.at as looked_at, safety.items as safety_items, waiting.*, scores.form_ids,
      scores.form_totals, scores.form_times,
      done.reviews, done.last_review_at, helped.at as last_contact_at, submitted.modules,
      pauses.events as pauses, active.at as last_activity_at, written.*, call.starts_at as call_at,
      said.unread_comments, said.supervised_at
    from shown c
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      join account t on t.service_id = c.service_id and t.id = c.therapist_id
      left join lateral (
        select at from record_look l where l.service_id = c.service_id and l.course_id = c.id
          and l.account_id = ${actorId}) look on true
      ${whatIsUrgent}
      ${whatWasAnswered}
      ${whatHappened(ctx)}
      ${whatIsNew(actorId)}
    order by c.id`)
  return rows.map(toCaseRow)
}

function therapists(ctx: Context, whose: Whose, actorId: string) {
  if (whose === 'mine') return sql`select ${actorId}::uuid as id`
  return sql`select distinct therapist_id as id from supervision_link
    where service_id = ${ctx.service.id} and supervisor_id = ${actorId} and until is null`
}

const whatIsUrgent = sql`
  left join lateral (
    select json_agg(json_build_object('id', s.id, 'trigger', s.trigger, 'detail', s.detail,
      'raisedAt', date_part('epoch', s.raised_at) * 1000,
      'dueAt', date_part('epoch', s.due_at) * 1000, 'ownerId', s.owner_id, 'ownerName', o.display_name,
      'hasReviewedPlan', exists (select from safety_event e
        join safety_item i on i.service_id = e.service_id and i.id = e.item_id
        where e.service_id = s.service_id and i.course_id = s.course_id and e.kind = 'plan_made'
          and e.at < s.raised_at and (e.detail->>'reviewBy')::date >= s.raised_at::date))) as items
    from safety_item s left join account o on o.service_id = s.service_id and o.id = s.owner_id
    where s.service_id = c.service_id and s.course_id = c.id and s.closed_at is null) safety on true
  left join lateral (
    select count(*)::int as waiting_count, min(m.sent_at) as waiting_since,
      (array_agg(left(m.body, 160) order by m.sent_at))[1] as waiting_words
    from message m where m.service_id = c.service_id and m.course_id = c.id and m.from_patient
      and not exists (select from message_handling h
        where h.service_id = m.service_id and h.message_id = m.id)) waiting on true`

// Three arrays, because building JSON of every form costs four times as much.
const whatWasAnswered = sql`
  left join lateral (
    select array_agg(r.instrument_id) as form_ids, array_agg(r.total) as form_totals,
      array_agg(date_part('epoch', r.submitted_at) * 1000) as form_times, max(r.submitted_at) filter (where r.mode = 'online') as answered_at
    from instrument_response r where r.service_id = c.service_id and r.course_id = c.id) scores on true
  left join lateral (
    select count(*)::int as reviews, max(v.at) as last_review_at
    from review v where v.service_id = c.service_id and v.course_id = c.id) done on true
  left join lateral (
    select json_agg(json_build_array(e.module_id, date_part('epoch', e.at) * 1000)) as modules
    from module_event e where e.service_id = c.service_id and e.course_id = c.id
      and e.kind = 'submitted') submitted on true`

function whatHappened(ctx: Context) {
  return sql`
  left join lateral (
    select json_agg(json_build_array(e.kind, date_part('epoch', e.at) * 1000)
      order by e.at) as events
    from course_event e where e.service_id = c.service_id and e.course_id = c.id
      and e.kind in ('paused', 'resumed')) pauses on true
  left join lateral (
    select greatest(scores.answered_at,
      (select max(v.last_at) from page_visit v where v.service_id = c.service_id and v.course_id = c.id),
      (select max(e.updated_at) from entry e where e.service_id = c.service_id and e.course_id = c.id),
      (select max(m.sent_at) from message m where m.service_id = c.service_id
        and m.course_id = c.id and m.from_patient)) as at) active on true
  left join lateral (
    select greatest(done.last_review_at,
      (select max(m.sent_at) from message m where m.service_id = c.service_id
        and m.course_id = c.id and not m.from_patient),
      (select max(k.happened_at) from contact k where k.service_id = c.service_id
        and k.course_id = c.id)) as at) helped on true
  left join lateral (
    select a.starts_at from appointment a where a.service_id = c.service_id and a.course_id = c.id
      and a.cancelled_at is null and a.starts_at > ${ctx.now}::timestamptz - interval '1 day'
    order by a.starts_at limit 1) call on true`
}

function whatIsNew(actorId: string) {
  return sql`
  left join lateral (
    select count(*) filter (where e.updated_at > coalesce(look.at, c.created_at))::int as new_entries,
      min(e.updated_at) filter (where e.updated_at > coalesce(look.at, c.created_at)) as new_since,
      count(*) filter (where e.updated_at > coalesce(done.last_review_at, c.created_at))::int
        as entries_since_review
    from entry e where e.service_id = c.service_id and e.course_id = c.id
      and e.status <> 'archived' and e.updated_at
        > least(coalesce(look.at, c.created_at), coalesce(done.last_review_at, c.created_at))
  ) written on true
  left join lateral (
    select count(*) filter (where s.therapist_id = ${actorId} and s.read_at is null)::int
        as unread_comments, max(s.at) as supervised_at
    from supervision_comment s where s.service_id = c.service_id and s.course_id = c.id) said on true`
}
