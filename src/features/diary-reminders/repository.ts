import { sql } from 'kysely'
import { type PlainDate, plainDate } from '#clinical/calendar.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'

/** A reminder that a person asked for, as it stands or as it last stood. */
export interface DiaryReminder {
  readonly id: string
  readonly worksheetId: string
  readonly atTime: string
  readonly firstOn: PlainDate
  readonly lastOn: PlainDate
  readonly endedAt: Date | null
}

interface ReminderRow {
  id: string
  worksheet_id: string
  at_time: string
  first_on: string
  last_on: string
  ended_at: Date | null
}

/** The latest of a course for one diary, ended or not. */
export async function latestReminder(
  ctx: Context,
  course: VisibleCourse,
  worksheetId: string,
): Promise<DiaryReminder | null> {
  const [row] = await ctx.rows(sql<ReminderRow>`
    select id, worksheet_id, at_time, first_on::text, last_on::text, ended_at from diary_reminder
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and worksheet_id = ${worksheetId}
    order by asked_at desc, id desc limit 1`)
  if (!row) return null
  return {
    id: row.id,
    worksheetId: row.worksheet_id,
    atTime: row.at_time,
    firstOn: plainDate(row.first_on),
    lastOn: plainDate(row.last_on),
    endedAt: row.ended_at,
  }
}

export type EndedHow = 'on_page' | 'by_mail' | 'changed'

/** Ends what is open of a course for one diary; false when nothing was. */
export async function endOpen(
  ctx: WriteContext,
  courseId: string,
  { worksheetId, how }: { worksheetId: string; how: EndedHow },
): Promise<boolean> {
  const rows = await ctx.rows(sql<{ id: string }>`
    update diary_reminder set ended_at = ${ctx.now}, ended_how = ${how}
    where service_id = ${ctx.service.id} and course_id = ${courseId}
      and worksheet_id = ${worksheetId} and ended_at is null returning id`)
  return rows.length > 0
}

export async function insertReminder(
  ctx: WriteContext,
  course: VisibleCourse,
  reminder: Omit<DiaryReminder, 'endedAt'>,
): Promise<void> {
  await ctx.tx
    .insertInto('diary_reminder')
    .values({
      service_id: ctx.service.id,
      id: reminder.id,
      course_id: course.id,
      worksheet_id: reminder.worksheetId,
      at_time: reminder.atTime,
      first_on: reminder.firstOn,
      last_on: reminder.lastOn,
      asked_at: ctx.now,
    })
    // Two presses at once: one reminder.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whose reminder this is, for the link in a mail; its course and diary, whatever became of it. */
export async function reminderById(
  ctx: Context,
  id: string,
): Promise<{ courseId: string; patientId: string; worksheetId: string } | null> {
  const [row] = await ctx.rows(sql<{
    courseId: string
    patientId: string
    worksheetId: string
  }>`
    select r.course_id as "courseId", c.patient_id as "patientId", r.worksheet_id as "worksheetId"
    from diary_reminder r join course c on c.service_id = r.service_id and c.id = r.course_id
    where r.service_id = ${ctx.service.id} and r.id = ${id}`)
  return row ?? null
}

export interface DueReminder {
  id: string
  course_id: string
  worksheet_id: string
  patient_id: string
  account_id: string
  is_last: boolean
  dedupe_key: string
}

/** A time of the service's day, and the beginning of that day and the next. */
export interface MomentOfDay {
  readonly clock: string
  readonly today: PlainDate
  readonly dayBegins: Date
  readonly dayEnds: Date
}

/**
 * Whose time has come today: treatment is going on, nothing was written in the diary today or
 * about today, and today's reminder has not gone out.
 */
export async function dueReminders(ctx: Context, moment: MomentOfDay): Promise<DueReminder[]> {
  const { clock, today, dayBegins, dayEnds } = moment
  return ctx.rows(sql<DueReminder>`
    select r.id, r.course_id, r.worksheet_id, c.patient_id, p.account_id,
      r.last_on = ${today}::date as is_last,
      concat_ws(' ', 'diary', r.course_id, r.worksheet_id, ${today}::text) as dedupe_key
    from diary_reminder r
      join course c on c.service_id = r.service_id and c.id = r.course_id
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      join account a on a.service_id = p.service_id and a.id = p.account_id
    where r.service_id = ${ctx.service.id} and r.ended_at is null and r.at_time <= ${clock}
      and r.first_on <= ${today}::date and r.last_on >= ${today}::date
      and c.state = 'active' and a.disabled_at is null
      and not exists (select from entry e where e.service_id = r.service_id
        and e.course_id = r.course_id and e.worksheet_id = r.worksheet_id
        and e.status <> 'archived' and (e.created_at >= ${dayBegins}
          or (e.about_at >= ${dayBegins} and e.about_at < ${dayEnds})))
      and not exists (select from outbox_mail o where o.service_id = r.service_id
        and o.dedupe_key
          = concat_ws(' ', 'diary', r.course_id, r.worksheet_id, ${today}::text))
    order by r.at_time, r.id`)
}

/** Courses whose person has a reminder of their own today: nobody is written to twice in a day. */
export async function remindedToday(
  ctx: Context,
  courseIds: readonly string[],
  today: PlainDate,
): Promise<ReadonlySet<string>> {
  const rows = await ctx.rows(sql<{ course_id: string }>`
    select distinct course_id from diary_reminder
    where service_id = ${ctx.service.id} and course_id = any(${courseIds}::uuid[])
      and ended_at is null and first_on <= ${today}::date and last_on >= ${today}::date`)
  return new Set(rows.map((row) => row.course_id))
}
