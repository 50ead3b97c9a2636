import { sql } from 'kysely'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { VisibleCourse } from './find-course.ts'

export interface PracticeTask {
  readonly id: string
  readonly origin: 'module' | 'therapist'
  readonly moduleId: string | null
  readonly title: string
  readonly instruction: string
  readonly tiny: string | null
  readonly worksheetId: string | null
  readonly times: number
  readonly dueOn: string | null
  readonly setAt: Date
  readonly timesDone: number
  readonly lastEvent: 'did' | 'not_done' | 'carried_over' | 'withdrawn' | null
  readonly lastEventAt: Date | null
  readonly lastReason: string | null
}

export interface NewTask {
  readonly origin: 'module' | 'therapist'
  readonly moduleId: string | null
  readonly blockId: string | null
  readonly title: string
  readonly instruction: string
  readonly tiny: string | null
  readonly worksheetId: string | null
  readonly times: number
  readonly dueOn: string | null
}

/** Sets practice. A module's own task is set once, however often its page is finished. */
export async function setTask(ctx: Context, course: VisibleCourse, task: NewTask): Promise<void> {
  await transact(ctx, async (ctx) => {
    const id = newId()
    await ctx.tx
      .insertInto('practice_task')
      .values({
        service_id: ctx.service.id,
        id,
        course_id: course.id,
        origin: task.origin,
        module_id: task.moduleId,
        block_id: task.blockId,
        title: task.title,
        instruction: task.instruction,
        tiny: task.tiny,
        worksheet_id: task.worksheetId,
        times: task.times,
        due_on: task.dueOn,
        set_at: ctx.now,
        set_by: actingPersonId(ctx),
      })
      .onConflict((conflict) =>
        conflict.columns(['service_id', 'course_id', 'module_id', 'block_id']).doNothing(),
      )
      .execute()
    ctx.audit('practice.set', id, { patientId: course.patientId })
  })
}

export type PracticeOutcome = 'did' | 'not_done' | 'carried_over' | 'withdrawn'

/** Says what became of practice. A second press of the same button is one event. */
export async function recordPractice(
  ctx: Context,
  course: VisibleCourse,
  input: {
    taskId: string
    kind: PracticeOutcome
    reason: string | null
    note: string | null
    sendKey: string
  },
): Promise<void> {
  const own = await ctx.db
    .selectFrom('practice_task')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('id', '=', input.taskId)
    .executeTakeFirst()
  if (!own) throw notFound()
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .insertInto('practice_event')
      .values({
        service_id: ctx.service.id,
        id: newId(),
        task_id: input.taskId,
        kind: input.kind,
        reason: input.reason,
        note: input.note,
        at: ctx.now,
        by: actingPersonId(ctx),
        send_key: input.sendKey,
      })
      .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
      .execute()
    ctx.audit('practice.recorded', input.taskId, { patientId: course.patientId })
  })
}

interface TaskRow {
  id: string
  origin: 'module' | 'therapist'
  module_id: string | null
  title: string
  instruction: string
  tiny: string | null
  worksheet_id: string | null
  times: number
  due_on: string | null
  set_at: Date
  times_done: number
  last_event: PracticeOutcome | null
  last_event_at: Date | null
  last_reason: string | null
}

/** All practice of a course, newest first, with how often it was done and what was said last. */
export async function listPractice(ctx: Context, course: VisibleCourse): Promise<PracticeTask[]> {
  const rows = await ctx.rows(sql<TaskRow>`
    select t.id, t.origin, t.module_id, t.title, t.instruction, t.tiny, t.worksheet_id, t.times,
      t.due_on, t.set_at,
      (select count(*) from practice_event d where d.service_id = t.service_id and d.task_id = t.id
        and d.kind = 'did') as times_done,
      last.kind as last_event, last.at as last_event_at, last.reason as last_reason
    from practice_task t
      left join lateral (
        select kind, at, reason from practice_event e
        where e.service_id = t.service_id and e.task_id = t.id order by at desc, id desc limit
          1) last on true
    where t.service_id = ${ctx.service.id} and t.course_id = ${course.id}
    order by t.set_at desc, t.id`)
  return rows.map((row) => ({
    id: row.id,
    origin: row.origin,
    moduleId: row.module_id,
    title: row.title,
    instruction: row.instruction,
    tiny: row.tiny,
    worksheetId: row.worksheet_id,
    times: row.times,
    dueOn: row.due_on,
    setAt: row.set_at,
    timesDone: row.times_done,
    lastEvent: row.last_event,
    lastEventAt: row.last_event_at,
    lastReason: row.last_reason,
  }))
}

/**
 * Practice that is still to do: not done often enough, not put aside, and set in the last three
 * weeks.
 */
export function openPractice(tasks: readonly PracticeTask[], now: Date): PracticeTask[] {
  const oldest = now.getTime() - 21 * 86_400_000
  return tasks.filter(
    (task) =>
      task.timesDone < task.times &&
      task.setAt.getTime() > oldest &&
      task.lastEvent !== 'withdrawn' &&
      task.lastEvent !== 'not_done',
  )
}
