import { sql } from 'kysely'
import type { Person } from '#features/caseload/index.ts'
import { programmeOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** What happened beside somebody's scores. */
export interface WallMark {
  readonly at: number
  readonly kind: 'module' | 'event'
  /** "Module 3 opened", "Call". */
  readonly label: string
}

interface MarkRow {
  readonly course_id: string
  readonly what: 'module' | 'call' | 'medicine' | 'negative_effect'
  readonly module_id: string | null
  readonly at: Date
}

const eventWords = {
  call: 'Call',
  medicine: 'Change of medicine noted',
  negative_effect: 'Negative effect recorded',
}

/**
 * Modules opened, calls held, changes of medicine and negative effects of these people, oldest
 * first, in one round trip. They come from a list that the actor may see.
 */
export async function wallMarks(
  ctx: Context,
  people: readonly Person[],
): Promise<ReadonlyMap<string, readonly WallMark[]>> {
  const ids = people.map(({ courseId }) => courseId)
  if (ids.length === 0) return new Map()
  const rows = await ctx.rows(sql<MarkRow>`
    with asked as (select unnest(${ids}::uuid[]) as course_id)
    select m.course_id, 'module' as what, m.module_id, min(m.at) as at
      from module_event m join asked using (course_id)
      where m.service_id = ${ctx.service.id} and m.at <= ${ctx.now}
        and m.kind in ('released', 'accepted') group by 1, 3
    union all select k.course_id, 'call', null, k.happened_at
      from contact k join asked using (course_id)
      where k.service_id = ${ctx.service.id} and k.happened_at <= ${ctx.now}
        and k.outcome in ('attended', 'late_seen')
    union all select n.course_id, 'medicine', null, n.at
      from staff_note n join asked using (course_id)
      where n.service_id = ${ctx.service.id} and n.is_medication and n.at <= ${ctx.now}
    union all select e.course_id, 'negative_effect', null, e.recorded_at
      from adverse_event e join asked using (course_id)
      where e.service_id = ${ctx.service.id} and e.recorded_at <= ${ctx.now}
    order by at`)
  const byCourse = Map.groupBy(rows, ({ course_id }) => course_id)
  return new Map(
    people.map((person) => [
      person.courseId,
      (byCourse.get(person.courseId) ?? []).map((row) => markOf(ctx, person, row)),
    ]),
  )
}

function markOf(ctx: Context, { row }: Person, { what, module_id, at }: MarkRow): WallMark {
  if (what !== 'module') return { at: at.getTime(), kind: 'event', label: eventWords[what] }
  const { tracks, core, modules } = programmeOf(ctx, { programmeId: row.programme_id })
  const place = (tracks.get(row.track)?.modules ?? core).indexOf(module_id ?? '')
  const title = modules.get(module_id ?? '')?.title ?? module_id
  const label = place < 0 ? `“${title}” opened` : `Module ${place + 1} opened`
  return { at: at.getTime(), kind: 'module', label }
}
