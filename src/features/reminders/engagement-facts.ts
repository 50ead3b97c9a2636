import { sql } from 'kysely'
import { z } from 'zod'
import type { PausedRange } from '#clinical/active-days.ts'
import { changeFromStart } from '#clinical/change.ts'
import {
  type EngagementState,
  engagementState,
  type HalvingReason,
  halvingReasonsOf,
} from '#clinical/engagement.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { lastAction } from './activity.ts'

/** What the rule of engagement needs to know about one course. */
export interface EngagementFacts {
  readonly courseId: string
  readonly patientId: string
  readonly patientAccountId: string | null
  readonly lastActionAt: Date
  readonly nextReviewAt: Date | null
  readonly hasOpenSafetyItem: boolean
  /** A module is open for them: without one there is nothing to come back to but the therapist. */
  readonly hasOpenModule: boolean
  readonly firstTotal: number | null
  readonly lastTotal: number | null
  readonly pausedRanges: readonly PausedRange[]
}

/** Where a person is in the protocol for silence: worked out from the clock, never stored. */
export async function engagementOf(
  ctx: Context,
  course: VisibleCourse,
): Promise<EngagementState | null> {
  if (course.state !== 'active' && course.state !== 'paused') return null
  const [facts] = await engagementFacts(ctx, { courseId: course.id })
  invariant(facts, 'a course in treatment has facts')
  return stateOf(ctx, facts)
}

/** What the state of a silence follows from, whoever has read it. */
export type SilentFacts = Pick<
  EngagementFacts,
  'lastActionAt' | 'pausedRanges' | 'hasOpenSafetyItem' | 'firstTotal' | 'lastTotal'
>

export function stateOf(ctx: Context, facts: SilentFacts): EngagementState {
  return engagementState({
    now: ctx.now.getTime(),
    lastActionAt: facts.lastActionAt.getTime(),
    pausedRanges: facts.pausedRanges,
    timeZone: ctx.service.timeZone,
    steps: ctx.content.protocols.engagement.steps,
    halvedFor: halvedFor(ctx, facts),
  })
}

function halvedFor(ctx: Context, facts: SilentFacts): HalvingReason[] {
  const severe = severeScore(ctx)
  const instrument = severe ? ctx.content.instruments.get(severe.instrumentId) : undefined
  const named = new Set(ctx.content.protocols.engagement.halveWhen)
  const risingFrom = instrument?.reliableChange?.value ?? null
  return halvingReasonsOf({
    hasOpenSafetyItem: named.has('open_safety_item') && facts.hasOpenSafetyItem,
    change: changeFromStart(facts.firstTotal, facts.lastTotal),
    lastTotal: facts.lastTotal,
    risingFrom: named.has('rising_score') ? risingFrom : null,
    severeFrom: severe?.from ?? Number.POSITIVE_INFINITY,
  })
}

/** The protocol names instrument and number in one: `phq9_20_or_more`. */
export function severeScore(ctx: Context): { instrumentId: string; from: number } | null {
  for (const reason of ctx.content.protocols.engagement.halveWhen) {
    const found = /^([a-z0-9]+)_(\d+)_or_more$/.exec(reason)
    if (found?.[1] && found[2]) return { instrumentId: found[1], from: Number(found[2]) }
  }
  return null
}

interface FactsRow {
  course_id: string
  patient_id: string
  account_id: string | null
  last_action_at: Date
  next_review_at: Date | null
  has_open_item: boolean
  has_open_module: boolean
  first_total: number | null
  last_total: number | null
  pauses: unknown
}

const pausesSchema = z.array(z.object({ kind: z.enum(['paused', 'resumed']), at: z.coerce.date() }))

/**
 * One round trip for one course, or for all whose silence is still young enough for a reminder by
 * the system: a pause stops the count, so the days since it ended are the fewest that can count.
 */
export async function engagementFacts(
  ctx: Context,
  which: { courseId: string } | { silentSince: Date; before: Date },
): Promise<EngagementFacts[]> {
  const instrumentId = severeScore(ctx)?.instrumentId ?? ''
  const chosen =
    'courseId' in which
      ? sql`c.id = ${which.courseId}`
      : sql`c.state = 'active' and p.account_id is not null and act.at < ${which.before}
        and greatest(act.at, resumed.at) > ${which.silentSince}`
  const rows = await ctx.rows(sql<FactsRow>`
    select c.id as course_id, c.patient_id, p.account_id, act.at as last_action_at,
      c.next_review_at,
      exists (select from safety_item s where s.service_id = c.service_id
        and s.course_id = c.id and s.closed_at is null) as has_open_item,
      exists (select from module_event r where r.service_id = c.service_id and r.course_id = c.id
        and r.kind in ('released', 'reopened', 'accepted') and not exists (
          select from module_event d where d.service_id = r.service_id
            and d.course_id = r.course_id and d.module_id = r.module_id and d.at >= r.at
            and d.kind in ('submitted', 'reviewed', 'held', 'skipped'))) as has_open_module,
      (select total from instrument_response i where i.service_id = c.service_id
        and i.course_id = c.id and i.instrument_id = ${instrumentId} and i.total is not null
        order by i.submitted_at limit 1) as first_total,
      (select total from instrument_response i where i.service_id = c.service_id
        and i.course_id = c.id and i.instrument_id = ${instrumentId} and i.total is not null
        order by i.submitted_at desc limit 1) as last_total,
      (select coalesce(
          jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at) order by e.at), '[]')
        from course_event e where e.service_id = c.service_id and e.course_id = c.id
          and e.kind in ('paused', 'resumed')) as pauses
    from course c
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
      cross join lateral (${lastAction}) act
      cross join lateral (select max(e.at) as at from course_event e
        where e.service_id = c.service_id and e.course_id = c.id and e.kind = 'resumed') resumed
    where c.service_id = ${ctx.service.id} and c.state in ('active', 'paused') and ${chosen}
    order by c.id`)
  return rows.map(toFacts)
}

function toFacts(row: FactsRow): EngagementFacts {
  const pausedRanges: { from: number; to: number | null }[] = []
  for (const { kind, at } of pausesSchema.parse(row.pauses)) {
    const open = pausedRanges.at(-1)
    if (kind === 'paused') pausedRanges.push({ from: at.getTime(), to: null })
    else if (open && open.to === null) open.to = at.getTime()
  }
  return {
    courseId: row.course_id,
    patientId: row.patient_id,
    patientAccountId: row.account_id,
    lastActionAt: row.last_action_at,
    nextReviewAt: row.next_review_at,
    hasOpenSafetyItem: row.has_open_item,
    hasOpenModule: row.has_open_module,
    firstTotal: row.first_total,
    lastTotal: row.last_total,
    pausedRanges,
  }
}
