import { localDate } from '#clinical/calendar.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { badRequest, conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { findTimeEntry } from './logged-time.ts'
import { type Activity, mostMinutes, needsReason } from './time.ts'

export interface TimeToLog {
  readonly activity: Activity
  readonly minutes: number
  /** What the page showed as measured, before the figure was saved. */
  readonly measuredSeconds: number
  readonly changedReason: string | null
}

/**
 * Puts minutes of work into the record, and with them what was measured of that activity. Refused
 * when the figure was changed without a reason. Null when there is nothing to put.
 */
export async function logTime(
  ctx: WriteContext,
  course: OwnCourse,
  time: TimeToLog,
): Promise<string | null> {
  checkMinutes(time.minutes)
  const reason = time.changedReason?.trim() || null
  if (reason === null && needsReason(time.minutes, time.measuredSeconds)) {
    throw badRequest('reason_needed')
  }
  const id = newId()
  const measured = await claimPings(ctx, course, { activity: time.activity, entryId: id })
  if (time.minutes === 0 && measured === 0) return null
  await ctx.tx
    .insertInto('time_entry')
    .values({
      ...entryOf(ctx, course, time),
      id,
      measured_seconds: measured,
      changed_reason: reason,
    })
    .execute()
  ctx.audit('time.logged', id, {
    patientId: course.patientId,
    detail: { activity: time.activity, minutes: time.minutes },
  })
  return id
}

/** Takes the pings of one activity out of what is open, and says how many seconds they hold. */
async function claimPings(
  ctx: WriteContext,
  course: OwnCourse,
  into: { activity: Activity; entryId: string },
): Promise<number> {
  const rows = await ctx.tx
    .updateTable('time_ping')
    .set({ logged_in: into.entryId })
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('account_id', '=', actingStaffId(ctx))
    .where('activity', '=', into.activity)
    .where('logged_in', 'is', null)
    .returning('seconds')
    .execute()
  return rows.reduce((sum, { seconds }) => sum + seconds, 0)
}

export interface TimeCorrection {
  readonly entryId: string
  readonly minutes: number
  readonly reason: string
  readonly sendKey: string
}

/** Corrects an entry with a new one that names it. Each can be corrected once. */
export async function correctTime(
  ctx: Context,
  course: OwnCourse,
  correction: TimeCorrection,
): Promise<void> {
  checkMinutes(correction.minutes)
  if (correction.reason.trim() === '') throw badRequest('reason_needed')
  const entry = await findTimeEntry(ctx, course, correction.entryId)
  if (!entry) throw notFound()
  if (entry.correctedBy === correction.sendKey) return
  await transact(ctx, async (ctx) => {
    const row = await ctx.tx
      .insertInto('time_entry')
      .values({
        ...entryOf(ctx, course, { activity: entry.activity, minutes: correction.minutes }),
        id: correction.sendKey,
        account_id: entry.accountId,
        worked_on: entry.workedOn,
        measured_seconds: entry.measuredSeconds,
        changed_reason: correction.reason.trim(),
        corrects_id: entry.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) throw conflict()
    ctx.audit('time.corrected', entry.id, {
      patientId: course.patientId,
      detail: { from: entry.minutes, to: correction.minutes },
    })
  })
}

function entryOf(
  ctx: WriteContext,
  course: OwnCourse,
  time: { activity: Activity; minutes: number },
) {
  return {
    service_id: ctx.service.id,
    course_id: course.id,
    account_id: actingStaffId(ctx),
    activity: time.activity,
    worked_on: localDate(ctx.now.getTime(), ctx.service.timeZone),
    minutes: time.minutes,
    at: ctx.now,
  }
}

function checkMinutes(minutes: number): void {
  const isRight = Number.isInteger(minutes) && minutes >= 0 && minutes <= mostMinutes
  invariant(isRight, 'the form accepts only whole minutes in range')
}
