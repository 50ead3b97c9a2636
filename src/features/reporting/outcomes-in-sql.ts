import { type RawBuilder, sql } from 'kysely'
import { localDate } from '#clinical/calendar.ts'
import type { Context } from '#platform/context.ts'
import { measures, numbersOf } from './numbers-in-sql.ts'
import { momentsOf, type OutcomeFilter } from './outcome-filter.ts'

/**
 * The same outcomes once more, in SQL, written from the published rules and not from clinical/: two
 * ways to the same figures, so that a fault in either shows. It shares the numbers of the content
 * with the other, and no step of the work.
 */

/** One referral's outcome as this file works it out; names as clinical/ has them. */
export interface SqlOutcome {
  readonly referralId: string
  readonly contacts: number
  readonly anxietyMeasure: string
  readonly fallback: string | null
  readonly phqFirst: number | null
  readonly phqLast: number | null
  readonly anxietyFirst: number | null
  readonly anxietyLast: number | null
  readonly caseness: string
  readonly recovery: string
  readonly reliableRecovery: string
  readonly change: string
  readonly isVerified: boolean
  readonly depressionLater: number | null
  readonly anxietyLater: number | null
  readonly functioningItems: number
}

/** Each referral that ended in a period, in the order of their ids. */
export function outcomesInSql(
  ctx: Context,
  filter: Pick<OutcomeFilter, 'from' | 'to'>,
): Promise<SqlOutcome[]> {
  return ctx.rows(sql<SqlOutcome>`${workedOut(ctx, filter)}
    select referral_id as "referralId", contacts::int, anxiety as "anxietyMeasure", fallback,
      p1::float8 as "phqFirst", p2::float8 as "phqLast",
      a1::float8 as "anxietyFirst", a2::float8 as "anxietyLast",
      caseness, recovery, reliable_recovery as "reliableRecovery", change,
      verified as "isVerified", p3::float8 as "depressionLater", a3::float8 as "anxietyLater",
      wsas_items::int as "functioningItems"
    from judged order by referral_id`)
}

/** Every referral that has been finished by the rules of its day, so far. */
export async function finishedReferrals(ctx: Context): Promise<string[]> {
  const sinceRules = ctx.content.outcomes.rules.map(({ validFrom }) => validFrom).sort()[0]
  if (sinceRules === undefined) return []
  const to = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const rows = await ctx.rows(sql<{ id: string }>`
    with ${ruledReferrals(ctx, { from: sinceRules, to })},
    ${contactsOf(ctx.service.id, ctx.service.timeZone)}
    select e.referral_id as id from ruled e
      left join called using (referral_id) left join guided using (referral_id)
    where coalesce(called.n, 0) + coalesce(guided.n, 0) >= e.finished_from`)
  return rows.map(({ id }) => id)
}

/** The counts of a period, by the names that clinical/outcome-tally.ts gives them. */
export async function countsInSql(
  ctx: Context,
  filter: Pick<OutcomeFilter, 'from' | 'to'>,
): Promise<Readonly<Record<string, number>>> {
  const [row] = await ctx.rows(sql<Record<string, number>>`${workedOut(ctx, filter)}
    select count(*)::int as ended,
      count(*) filter (where contacts = 0)::int as never_treated,
      count(*) filter (where contacts = 1)::int as treated_once,
      count(*) filter (where finished)::int as finished,
      count(*) filter (where finished and p1 is not null and p2 is null)::int
        as depression_first_only,
      count(*) filter (where finished and p1 is null)::int as depression_missing,
      count(*) filter (where finished and p2 is not null)::int as depression_paired,
      count(*) filter (where finished and g2 is null and o2 is null
        and (g1 is not null or o1 is not null))::int as anxiety_first_only,
      count(*) filter (where finished and g1 is null and o1 is null)::int as anxiety_missing,
      count(*) filter (where finished and (g2 is not null or o2 is not null))::int
        as anxiety_paired,
      count(*) filter (where finished and p2 is not null and a2 is not null)::int as both_paired,
      count(*) filter (where finished and own is not null)::int as own_measure_due,
      count(*) filter (where finished and o2 is not null)::int as own_measure_paired,
      count(*) filter (where finished and fallback = 'not_paired')::int as own_not_paired,
      count(*) filter (where finished and fallback = 'not_verified')::int as own_not_verified,
      count(*) filter (where finished and fallback = 'no_threshold')::int as own_no_threshold,
      count(*) filter (where finished and caseness = 'at_caseness')::int as at_caseness,
      count(*) filter (where finished and caseness = 'not_at_caseness')::int as not_at_caseness,
      count(*) filter (where finished and caseness = 'unknown')::int as caseness_unknown,
      count(*) filter (where finished and recovery = 'recovered')::int as recovered,
      count(*) filter (where finished and reliable_recovery = 'recovered')::int
        as reliably_recovered,
      count(*) filter (where finished and change = 'improved')::int as improved,
      count(*) filter (where finished and change = 'deteriorated')::int as deteriorated,
      count(*) filter (where finished and change = 'no_change')::int as no_change,
      count(*) filter (where finished and change = 'unpaired')::int as unpaired,
      count(*) filter (where finished and wsas_items >= least_items)::int as functioning_paired,
      count(*) filter (where finished and later_due)::int as follow_up_due,
      count(*) filter (where finished and p3 is not null)::int as follow_up_depression,
      count(*) filter (where finished and p3_gain = 1)::int as follow_up_depression_better,
      count(*) filter (where finished and p3_gain = -1)::int as follow_up_depression_worse,
      count(*) filter (where finished and not p3_case)::int as follow_up_depression_below,
      count(*) filter (where finished and a3 is not null)::int as follow_up_anxiety,
      count(*) filter (where finished and a3_gain = 1)::int as follow_up_anxiety_better,
      count(*) filter (where finished and a3_gain = -1)::int as follow_up_anxiety_worse,
      count(*) filter (where finished and not a3_case)::int as follow_up_anxiety_below,
      count(*) filter (where finished and not verified)::int as thresholds_unverified
    from judged`)
  return row ?? {}
}

/** How the values of one score lay, among those who finished. */
export interface SqlSpread {
  readonly name: string
  readonly size: number
  readonly mean: number | null
  readonly median: number | null
  readonly deviation: number | null
}

/** Means, medians and deviations of a period, by PostgreSQL's own functions. */
export function spreadsInSql(
  ctx: Context,
  filter: Pick<OutcomeFilter, 'from' | 'to'>,
): Promise<SqlSpread[]> {
  return ctx.rows(sql<SqlSpread>`${workedOut(ctx, filter)}
    select name, count(value)::int as size, avg(value)::float8 as mean,
      percentile_cont(0.5) within group (order by value) as median,
      stddev_samp(value)::float8 as deviation
    from (
      select j.finished, v.* from judged j cross join lateral (values
        ('contacts', contacts::numeric), ('depression first', p1), ('depression last', p2),
        ('anxiety first', g1), ('anxiety last', g2)) v (name, value)
      union all
      select j.finished, v.* from judged j join functioning_item i using (referral_id)
        cross join lateral (values
          ('item first ' || item, case when i.last is not null then i.first end),
          ('item last ' || item, i.last),
          ('whole first ' || item, case when wsas_items >= least_items then i.first end),
          ('whole last ' || item, case when wsas_items >= least_items then i.last end))
          v (name, value)) scores
    where finished and value is not null group by name order by name`)
}

/** Everything up to `judged`: one row for each referral that ended in the period. */
function workedOut(ctx: Context, filter: Pick<OutcomeFilter, 'from' | 'to'>): RawBuilder<unknown> {
  const service = ctx.service.id
  return sql`
    with ${ruledReferrals(ctx, filter)},
    number as (select * from jsonb_to_recordset(${numbersOf(ctx)}::jsonb)
      as n(id text, kind text, better_high boolean, op text, at numeric, since date,
        is_own boolean, place int, verified boolean)),
    ${measures},
    problem as (select * from jsonb_to_recordset(
        ${JSON.stringify(ctx.content.outcomes.problemMeasures)}::jsonb)
      as p(code text, system text, measure text)),
    ${ownAndScores(ctx, service)},
    ${contactsOf(service, ctx.service.timeZone)},
    ${judgedFrom}`
}

/** The referrals that ended in the period, each with the rules of its day. */
function ruledReferrals(
  ctx: Context,
  filter: Pick<OutcomeFilter, 'from' | 'to'>,
): RawBuilder<unknown> {
  const { from, before } = momentsOf(ctx, filter)
  const zone = ctx.service.timeZone
  const service = ctx.service.id
  return sql`
    version as (select * from jsonb_to_recordset(${versionsOf(ctx)}::jsonb)
      as v(valid_from date, phq text, gad text, wsas text, least_items int, finished_from int,
        attended jsonb, purposes jsonb, log_counts boolean, log_needs boolean, log_not_for jsonb,
        rise_with_fall text, own_anyway boolean, last_days int, later_from int)),
    -- A referral ends with its last course, so none of its courses may be open or end later.
    ended as materialized (
      select distinct on (c.referral_id) c.referral_id, r.patient_id, c.ended_at,
        r.received_on::timestamp at time zone ${zone} as received_at
      from course c join referral r on r.service_id = c.service_id and r.id = c.referral_id
      where c.service_id = ${service} and c.ended_at >= ${from} and c.ended_at < ${before}
        and c.referral_id not in (select referral_id from course
          where service_id = ${service} and (ended_at is null or ended_at >= ${before}))
      order by c.referral_id, c.ended_at desc),
    ruled as materialized (
      select e.*, v.*, (e.ended_at at time zone ${zone})::date as ended_on,
        ${dayAfterEnd(zone, sql`v.last_days + 1`)} as counts_before,
        ${dayAfterEnd(zone, sql`v.later_from`)} as later_since,
        ${dayAfterEnd(zone, sql`v.later_from`)} <= ${ctx.now}::timestamptz as later_due
      from ended e join lateral (select * from version
        where valid_from <= (e.ended_at at time zone ${zone})::date
        order by valid_from desc limit 1) v on true)`
}

/** The beginning of the local day so many days after the one on which a referral ended. */
function dayAfterEnd(zone: string, days: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(((e.ended_at at time zone ${zone})::date + ${days})::timestamp at time zone ${zone})`
}

/** Which measure belongs to the problem, and the first and last score on every measure. */
function ownAndScores(ctx: Context, service: string): RawBuilder<unknown> {
  return sql`
    described as (
      select distinct on (a.referral_id) a.referral_id,
        regexp_replace(upper(a.problem_descriptor), '[^A-Z0-9]', '', 'g') as code
      from assessment a join ruled e on e.referral_id = a.referral_id
        and e.patient_id = a.patient_id
      where a.service_id = ${service} and a.problem_descriptor is not null
      order by a.referral_id, a.decided_on desc, a.id desc),
    own_measure as (
      select d.referral_id, min(p.measure) as own from described d join problem p
        on case p.system when 'snomed' then d.code = p.code else starts_with(d.code, p.code) end
      group by d.referral_id),
    filled_in as materialized (
      select e.referral_id, i.instrument_id, i.total::numeric as total, i.answers, i.submitted_at,
        i.id, e.wsas
      from ruled e join course c on c.service_id = ${service} and c.referral_id = e.referral_id
        join instrument_response i on i.service_id = ${service} and i.course_id = c.id
      where i.submitted_at >= e.received_at and case e.last_days when 0
        then i.submitted_at <= e.ended_at else i.submitted_at < e.counts_before end),
    scored as (
      select referral_id, instrument_id, (array_agg(total order by submitted_at, id))[1] as first,
        case when count(*) > 1
          then (array_agg(total order by submitted_at desc, id desc))[1] end as last
      from filled_in where total is not null group by referral_id, instrument_id),
    later as (
      select distinct on (e.referral_id, i.instrument_id) e.referral_id, i.instrument_id,
        i.total::numeric as total
      from ruled e join course c on c.service_id = ${service} and c.referral_id = e.referral_id
        join instrument_response i on i.service_id = ${service} and i.course_id = c.id
      where i.submitted_at >= e.later_since and i.submitted_at <= ${ctx.now}::timestamptz
        and i.total is not null
      order by e.referral_id, i.instrument_id, i.submitted_at, i.id),
    functioning_item as (
      select f.referral_id, a.key as item,
        (array_agg(a.value::numeric order by f.submitted_at, f.id))[1] as first,
        case when count(*) > 1 then
          (array_agg(a.value::numeric order by f.submitted_at desc, f.id desc))[1] end as last
      from filled_in f, jsonb_each(f.answers) a
      where f.instrument_id = f.wsas and jsonb_typeof(a.value) = 'number'
      group by f.referral_id, a.key),
    functioning as (
      select referral_id, count(*) filter (where last is not null) as wsas_items
      from functioning_item group by referral_id)`
}

/** Calls that were treatment, and weeks of written guidance on something that was done. */
function contactsOf(service: string, zone: string): RawBuilder<unknown> {
  return sql`
    called as (
      select e.referral_id, count(*) as n
      from ruled e join course c on c.service_id = ${service} and c.referral_id = e.referral_id
        join contact t on t.service_id = ${service} and t.course_id = c.id
      where t.happened_at between e.received_at and e.ended_at
        and e.attended ? t.outcome and e.purposes ? t.purpose
      group by e.referral_id),
    did as materialized (
      select c.referral_id, d.at from ruled e
        join course c on c.service_id = ${service} and c.referral_id = e.referral_id
        join patient p on p.service_id = ${service} and p.id = e.patient_id
        cross join lateral (
          select submitted_at as at from instrument_response i where i.service_id = ${service}
            and i.course_id = c.id and i.mode not in ('telephone', 'paper')
          union all select sent_at from message m where m.service_id = ${service}
            and m.course_id = c.id and m.from_patient
          union all select ev.saved_at from entry en, entry_version ev
            where en.service_id = ${service} and en.course_id = c.id
              and ev.service_id = ${service} and ev.entry_id = en.id and ev.saved_by = p.account_id
          union all select g.at from module_event g where g.service_id = ${service}
            and g.course_id = c.id and g.kind = any(array['started', 'submitted'])
          union all select first_at from page_visit v where v.service_id = ${service}
            and v.course_id = c.id
          union all select last_at from page_visit v where v.service_id = ${service}
            and v.course_id = c.id) d
      where e.log_counts and e.log_needs),
    written as materialized (
      select e.referral_id, w.id, w.at, coalesce(w.covers_from, e.received_at) as covers_from,
        e.log_needs
      from ruled e join course c on c.service_id = ${service} and c.referral_id = e.referral_id
        join review w on w.service_id = ${service} and w.course_id = c.id and w.how = 'written'
      where e.log_counts and not e.log_not_for ? c.programme_id
        and w.at between e.received_at and e.ended_at),
    guided as (
      select referral_id, count(distinct date_trunc('week', at at time zone ${zone})) as n
      from written
      where not log_needs or id in (select w.id from written w join did using (referral_id)
        where did.at > w.covers_from and did.at <= w.at)
      group by referral_id)`
}

// In the order of the published definitions: the pair, the four totals, then the flags.
const judgedFrom = sql`
    chosen as (
      select e.*, o.own, coalesce(k.n, 0) + coalesce(gw.n, 0) as contacts,
        coalesce(w.wsas_items, 0) as wsas_items,
        sp.first as p1, sp.last as p2, sg.first as g1, sg.last as g2, so.first as o1, so.last as o2,
        case when o.own is null then null
          when mo.id is null then 'no_threshold'
          when not mo.verified and not e.own_anyway then 'not_verified'
          when so.last is null then 'not_paired' end as fallback
      from ruled e
        left join own_measure o using (referral_id)
        left join called k using (referral_id)
        left join guided gw using (referral_id)
        left join functioning w using (referral_id)
        left join scored sp on sp.referral_id = e.referral_id and sp.instrument_id = e.phq
        left join scored sg on sg.referral_id = e.referral_id and sg.instrument_id = e.gad
        left join scored so on so.referral_id = e.referral_id and so.instrument_id = o.own
        left join measure mo on mo.id = o.own
          and e.ended_on >= mo.since and e.ended_on < mo.until),
    paired as (
      select c.*, contacts >= finished_from as finished,
        case when own is not null and fallback is null then own else gad end as anxiety,
        case when own is not null and fallback is null then o1 else g1 end as a1,
        case when own is not null and fallback is null then o2 else g2 end as a2,
        lp.total as p3,
        case when own is not null and fallback is null then lo.total else lg.total end as a3
      from chosen c
        left join later lp on lp.referral_id = c.referral_id and lp.instrument_id = c.phq
        left join later lg on lg.referral_id = c.referral_id and lg.instrument_id = c.gad
        left join later lo on lo.referral_id = c.referral_id and lo.instrument_id = c.own),
    flagged as (
      select p.*, mp.verified and ma.verified as verified,
        (case mp.case_op when '>' then p1 > mp.case_at else p1 >= mp.case_at end)
          <> mp.better_high as p1_case,
        (case ma.case_op when '>' then a1 > ma.case_at else a1 >= ma.case_at end)
          <> ma.better_high as a1_case,
        (case mp.case_op when '>' then p2 > mp.case_at else p2 >= mp.case_at end)
          <> mp.better_high as p2_case,
        (case ma.case_op when '>' then a2 > ma.case_at else a2 >= ma.case_at end)
          <> ma.better_high as a2_case,
        case when case mp.move_op when '>' then abs(p1 - p2) > mp.move_at
          else abs(p1 - p2) >= mp.move_at end
          then sign(p1 - p2) * case when mp.better_high then -1 else 1 end
          else (p1 - p2) * 0 end as p_gain,
        case when case ma.move_op when '>' then abs(a1 - a2) > ma.move_at
          else abs(a1 - a2) >= ma.move_at end
          then sign(a1 - a2) * case when ma.better_high then -1 else 1 end
          else (a1 - a2) * 0 end as a_gain,
        (case mp.case_op when '>' then p3 > mp.case_at else p3 >= mp.case_at end)
          <> mp.better_high as p3_case,
        (case ma.case_op when '>' then a3 > ma.case_at else a3 >= ma.case_at end)
          <> ma.better_high as a3_case,
        case when case mp.move_op when '>' then abs(p2 - p3) > mp.move_at
          else abs(p2 - p3) >= mp.move_at end
          then sign(p2 - p3) * case when mp.better_high then -1 else 1 end end as p3_gain,
        case when case ma.move_op when '>' then abs(a2 - a3) > ma.move_at
          else abs(a2 - a3) >= ma.move_at end
          then sign(a2 - a3) * case when ma.better_high then -1 else 1 end end as a3_gain
      from paired p
        join measure mp on mp.id = p.phq and p.ended_on >= mp.since and p.ended_on < mp.until
        join measure ma on ma.id = p.anxiety
          and p.ended_on >= ma.since and p.ended_on < ma.until),
    classed as (
      select f.*,
        case when p1_case or a1_case then 'at_caseness'
          when not p1_case and not a1_case then 'not_at_caseness' else 'unknown' end as caseness,
        case when p_gain is null or a_gain is null then 'unpaired'
          when greatest(p_gain, a_gain) = 1 and least(p_gain, a_gain) = -1 then rise_with_fall
          when greatest(p_gain, a_gain) = 1 then 'improved'
          when least(p_gain, a_gain) = -1 then 'deteriorated' else 'no_change' end as change
      from flagged f),
    recovering as (
      select c.*, case when caseness = 'not_at_caseness' then 'not_counted'
        when caseness = 'at_caseness' and not p2_case and not a2_case then 'recovered'
        else 'not_recovered' end as recovery
      from classed c),
    judged as materialized (
      select r.*, case when recovery = 'recovered' and change <> 'improved' then 'not_recovered'
        else recovery end as reliable_recovery
      from recovering r)`

function versionsOf(ctx: Context): string {
  return JSON.stringify(
    ctx.content.outcomes.rules.map((one) => ({
      valid_from: one.validFrom,
      phq: one.depressionMeasure,
      gad: one.anxietyMeasure,
      wsas: one.functioning.measure,
      least_items: one.functioning.leastItems,
      finished_from: one.contacts.finishedFrom,
      attended: one.contacts.attended,
      purposes: Object.entries(one.contacts.appointmentTypes).flatMap(([purpose, type]) =>
        one.contacts.treatmentTypes.includes(type) ? [purpose] : [],
      ),
      log_counts: one.contacts.weeklyLog.counts,
      log_needs: one.contacts.weeklyLog.needsPatientActivity,
      log_not_for: one.contacts.weeklyLog.notForProgrammes,
      rise_with_fall: one.riseWithFall,
      last_days: one.lastScore.daysAfterEnd,
      later_from: one.followUp.fromDays,
      own_anyway: one.unverifiedOwnMeasure === 'in_a_demonstration' && ctx.service.isDemonstration,
    })),
  )
}
