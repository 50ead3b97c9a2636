import { type RawBuilder, sql } from 'kysely'
import { addDays, localDate, startOfDay } from '#clinical/calendar.ts'
import type { MeasurePoint } from '#clinical/measure-points.ts'
import { ownMeasureWord } from '#content/measure-types.ts'
import type { Programme } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { sendReminder } from './send-reminder.ts'

interface FormsRow {
  course_id: string
  patient_id: string
  account_id: string
  remind_at: Date
}

/** A service that was switched off for longer does not write to people about something so old. */
const newForDays = 3

/**
 * Forms are open, or were to be remembered today: said once for each day on which the schedule says
 * so, and not to somebody who has sent them, put them aside, or paused.
 */
export async function remindOfForms(ctx: Context): Promise<void> {
  for (const programme of ctx.content.programmes.values()) {
    for (const row of await courseMoments(ctx, programme)) {
      const { due } = await dueMeasures(ctx, await findCourseAsSystem(ctx, row.course_id))
      // A form that is open still has had its day already: it is not why another one is told of.
      const isWanted = due.some(
        ({ remindAt }) =>
          remindAt !== null && remindAt >= row.remind_at.getTime() && remindAt <= ctx.now.getTime(),
      )
      if (!isWanted) continue
      await sendReminder(ctx, {
        kind: 'forms_due',
        courseId: row.course_id,
        patientId: row.patient_id,
        accountId: row.account_id,
        dedupeKey: formsKey(row.course_id, row.remind_at),
        hasAnswerLink: ctx.service.settings.answerLinks,
      })
    }
  }
}

/** All moments of reminding are beginnings of local days, so that one day has one key. */
export function formsKey(courseId: string, remindAt: Date): string {
  return `forms-due ${courseId} ${remindAt.getTime()}`
}

/** The keys that a reminder sent today can have. */
export function formsKeysToday(ctx: Context, courseId: string): string[] {
  const { timeZone } = ctx.service
  const today = localDate(ctx.now.getTime(), timeZone)
  return Array.from({ length: newForDays + 1 }, (_, days) =>
    formsKey(courseId, new Date(startOfDay(addDays(today, -days), timeZone))),
  )
}

/**
 * Courses with a moment of reminding in the last days that were not told yet and where an answer is
 * missing. Few: measures/due-measures.ts then decides for each.
 */
async function courseMoments(ctx: Context, programme: Programme): Promise<FormsRow[]> {
  const moments = programme.measures.points.flatMap(
    (point) => momentsOf(ctx, programme, point) ?? [],
  )
  const earliest = new Date(ctx.now.getTime() - newForDays * 86_400_000)
  return ctx.rows(sql<FormsRow>`
    select distinct c.id as course_id, c.patient_id, p.account_id, moment.remind_at
    from (${sql.join([postponed(ctx), ...moments], sql` union all `)})
        as moment(course_id, state, remind_at, instruments)
      join course c on c.service_id = ${ctx.service.id} and c.id = moment.course_id
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
    where c.programme_id = ${programme.id} and c.state = moment.state and p.account_id is not null
      and moment.remind_at <= ${ctx.now} and moment.remind_at > ${earliest}
      and exists (select from unnest(moment.instruments) as asked(id)
        where not exists (select from instrument_response i where i.service_id = c.service_id
          and i.course_id = c.id and i.instrument_id = asked.id
          and i.submitted_at > moment.remind_at - interval '2 days'))
      and not exists (select from outbox_mail o where o.service_id = c.service_id
        and o.dedupe_key = 'forms-due ' || c.id || ' '
          || (extract(epoch from moment.remind_at) * 1000)::bigint)
    order by moment.remind_at, c.id`)
}

type Moments = RawBuilder<unknown>

/** "Remind me tomorrow", said of any form. */
function postponed(ctx: Context): Moments {
  return sql`select d.course_id, c.state, d.until, array[d.instrument_id]
    from measure_decision d join course c on c.service_id = d.service_id and c.id = d.course_id
    where d.service_id = ${ctx.service.id} and d.kind = 'postponed' and c.state <> 'paused'
      and d.at > ${ctx.now}::timestamptz - interval '14 days'`
}

/** When the people of this service would be reminded of one point of the schedule. */
function momentsOf(ctx: Context, programme: Programme, point: MeasurePoint): Moments | null {
  const days = point.remindAfterDays
  const hasOwn = point.instruments.includes(ownMeasureWord)
  const asked = point.instruments.filter((id) => ctx.content.instruments.has(id))
  if (days === null || (asked.length === 0 && !hasOwn)) return null
  const instrumentsOf = (courseId: Moments) =>
    hasOwn ? sql`${asked}::text[] || ${ownMeasuresOf(ctx, courseId, point)}` : sql`${asked}::text[]`
  const instruments = instrumentsOf(sql`c.id`)
  const after = point.opensAfterDays + days
  const daysFrom = (at: Moments, count: number) =>
    startOf(ctx, sql`${dayOf(ctx, at)} + ${count}::int`)
  const courses = sql`from course c where c.service_id = ${ctx.service.id}`
  switch (point.when.kind) {
    case 'weekly': {
      // A review that is long past has moved on by whole weeks, as in clinical/weekly-measures.ts.
      const review = dayOf(ctx, sql`c.next_review_at`)
      const past = sql`${dayOf(ctx, sql`${ctx.now}::timestamptz`)} - ${review}`
      const weeks = sql`greatest(0, floor((${past} - ${point.opensAfterDays}::int) / 7.0))::int`
      const day = sql`${review} + 7 * ${weeks} + ${after}::int`
      return sql`select c.id, 'active', ${startOf(ctx, day)}, ${instruments} ${courses}
        and c.state = 'active'`
    }
    case 'before_session':
      return sql`select a.course_id, 'active', ${daysFrom(sql`a.starts_at`, after)},
        ${instrumentsOf(sql`a.course_id`)} from appointment a
        where a.service_id = ${ctx.service.id} and a.cancelled_at is null
          and a.starts_at > ${ctx.now}`
    case 'at_module': {
      const kinds = point.when.on === 'finished' ? ['submitted'] : ['released', 'accepted']
      return sql`select e.course_id, 'active', ${daysFrom(sql`min(e.at)`, after)},
        ${instrumentsOf(sql`e.course_id`)} from module_event e
        where e.service_id = ${ctx.service.id}
          and e.module_id = ${point.when.moduleId} and e.kind = any(${kinds}::text[])
        group by e.course_id`
    }
    case 'ending': {
      const opened = sql`e.kind = any(${['released', 'accepted', 'submitted']}::text[])`
      return sql`select c.id, 'active', ${daysFrom(sql`min(e.at)`, after)}, ${instruments}
        from course c join module_event e on e.service_id = c.service_id and e.course_id = c.id
        where c.service_id = ${ctx.service.id} and ${opened}
          and e.module_id = ${lastModule(programme)} group by c.id`
    }
    case 'end':
      return sql`select c.id, 'ended', ${daysFrom(sql`c.ended_at`, after)}, ${instruments}
        ${courses} and c.state = 'ended'`
    case 'follow_up': {
      const days = after + point.when.daysAfterEnd
      return sql`select c.id, 'ended', ${daysFrom(sql`c.ended_at`, days)}, ${instruments}
        ${courses} and c.state = 'ended'`
    }
    case 'on_request':
      return sql`select q.course_id, 'active', ${daysFrom(sql`q.at`, after)}, array[q.instrument_id]
        from measure_request q where q.service_id = ${ctx.service.id} and q.withdrawn_at is null`
    default:
      return null
  }
}

/**
 * The measure of the problem of one course, as a list of none or one; by the same descriptor as in
 * measures/measure-facts.ts, so that nobody is looked at more closely for a form that is not asked.
 */
function ownMeasuresOf(ctx: Context, courseId: Moments, { when }: MeasurePoint): Moments {
  const isUsable = (id: string) => 'usable' in usableInstrument(ctx, id)
  const measures = ctx.content.outcomes.problemMeasures.flatMap((one) => {
    const { code, system, measure, weekly } = one
    const ofTheWeek = when.kind === 'weekly' && weekly !== null && isUsable(weekly) ? weekly : null
    const found = usableInstrument(ctx, ofTheWeek ?? measure)
    const asked = 'usable' in found ? found.usable : found.instead
    return asked ? [{ code, system, measure: asked.id }] : []
  })
  return sql`array(select m.measure
    from (select regexp_replace(upper(s.problem_descriptor), '[^A-Z0-9]', '', 'g') as code
      from assessment s join course k on k.service_id = s.service_id
        and k.patient_id = s.patient_id and k.referral_id = s.referral_id
      where s.service_id = ${ctx.service.id} and k.id = ${courseId}
        and s.problem_descriptor is not null and s.recorded_at <= ${ctx.now}
      order by s.decided_on desc, s.id desc limit 1) problem
    join jsonb_to_recordset(${JSON.stringify(measures)}::jsonb)
      as m(code text, system text, measure text)
      on case m.system when 'snomed' then problem.code = m.code
        else starts_with(problem.code, m.code) end
    limit 1)`
}

/** The last module of each person's own track, by the course `c`. */
function lastModule({ tracks, core }: Programme): Moments {
  const lasts = [...tracks].flatMap(([id, { modules }]) => {
    const last = modules.at(-1)
    return last === undefined ? [] : [sql`when ${id} then ${last}`]
  })
  const otherwise = core.at(-1) ?? null
  if (lasts.length === 0) return sql`${otherwise}::text`
  return sql`case c.track ${sql.join(lasts, sql` `)} else ${otherwise} end`
}

function dayOf(ctx: Context, at: Moments): Moments {
  return sql`(${at} at time zone ${ctx.service.timeZone})::date`
}

/** The beginning of a day on the service's clock. */
function startOf(ctx: Context, day: Moments): Moments {
  return sql`((${day})::timestamp at time zone ${ctx.service.timeZone})`
}
