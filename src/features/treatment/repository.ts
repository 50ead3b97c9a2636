import { sql } from 'kysely'
import type { ModuleEvent, ModuleEventType } from '#clinical/release.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import type { VisibleCourse } from './find-course.ts'

export type CourseEventKind =
  | 'created'
  | 'started'
  | 'paused'
  | 'resumed'
  | 'extended'
  | 'therapist_changed'
  | 'track_changed'
  | 'review_day_changed'
  | 'next_review_set'
  | 'ended'
  | 'reopened'
  | 'follow_up_closed'
  | 'profile_changed'

export type StoredModuleEvent = ModuleEvent & {
  readonly by: string
  readonly reason: string | null
}

export async function moduleEvents(
  ctx: Context,
  course: VisibleCourse,
): Promise<StoredModuleEvent[]> {
  const rows = await ctx.db
    .selectFrom('module_event')
    .select(['kind', 'module_id', 'at', 'by', 'reason'])
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    type: moduleEventType(row.kind),
    moduleId: row.module_id,
    at: row.at.getTime(),
    by: row.by,
    reason: row.reason,
  }))
}

const moduleEventTypes: ReadonlySet<string> = new Set<ModuleEventType>([
  'released',
  'held',
  'reopened',
  'skipped',
  'offered',
  'accepted',
  'declined',
  'started',
  'submitted',
  'reviewed',
])

function moduleEventType(kind: string): ModuleEventType {
  invariant(isModuleEventType(kind), 'the database holds only known kinds of module event')
  return kind
}

function isModuleEventType(kind: string): kind is ModuleEventType {
  return moduleEventTypes.has(kind)
}

export async function insertModuleEvent(
  ctx: WriteContext,
  course: VisibleCourse,
  event: { moduleId: string; kind: ModuleEventType; reason: string | null },
): Promise<void> {
  await ctx.tx
    .insertInto('module_event')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: course.id,
      module_id: event.moduleId,
      kind: event.kind,
      at: ctx.now,
      by: actingPersonId(ctx),
      reason: event.reason,
    })
    .execute()
}

export async function insertCourseEvent(
  ctx: WriteContext,
  courseId: string,
  event: {
    kind: CourseEventKind
    reason?: string | null
    detail?: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  await ctx.tx
    .insertInto('course_event')
    .values({
      service_id: ctx.service.id,
      id: newId(),
      course_id: courseId,
      kind: event.kind,
      at: ctx.now,
      by: ctx.actor.kind === 'system' ? null : actingPersonId(ctx),
      reason: event.reason ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}

export interface CourseChange {
  state?: 'active' | 'paused' | 'ended'
  next_review_at?: Date
  review_weekday?: number
  review_time?: string
  started_at?: Date
  ended_at?: Date | null
  track?: string
  profile?: string | null
  therapist_id?: string
}

/** Changes the course only if its state, track and profile are still those that the act saw. */
export async function updateCourse(
  ctx: WriteContext,
  course: VisibleCourse,
  change: CourseChange,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('course')
    .set(change)
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', course.id)
    .where('state', '=', course.state)
    .$if(change.track !== undefined, (query) => query.where('track', '=', course.track))
    .$if(change.profile !== undefined, (query) =>
      query.where(sql`profile is not distinct from ${course.profile}`.$castTo<boolean>()),
    )
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The person who acts. Only the end of a pause comes by a clock, which is nobody. */
