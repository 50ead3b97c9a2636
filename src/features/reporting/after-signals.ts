import { sql } from 'kysely'
import { changeFromStart, reliableChange } from '#clinical/change.ts'
import { markAfter } from '#clinical/verification.ts'
import type { Context } from '#platform/context.ts'
import { momentsOf, type OutcomeFilter } from './outcome-filter.ts'

/** What the scores did after somebody had decided about them, by what was decided. */
export interface AfterSignal {
  /** In the words in which it was chosen. */
  readonly decision: string
  readonly measure: string
  readonly decided: number | null
  /** Of those, with a later score of the same measure. */
  readonly withLater: number | null
  readonly reliablyBetter: number | null
  readonly reliablyWorse: number | null
  readonly meanChange: number | null
}

interface DecisionRow {
  decision: string
  instrumentId: string
  total: number | null
  later: number | null
}

interface Sums {
  decision: string
  instrumentId: string
  decided: number
  withLater: number
  better: number
  worse: number
  change: number
}

/**
 * For each decision of the period about scores that asked for a look: the total that asked, and the
 * last one after the decision. A supervisor's agreement is no decision of its own.
 */
export async function afterSignals(
  ctx: Context,
  filter: OutcomeFilter,
  shown: (count: number) => number | null,
): Promise<AfterSignal[]> {
  const sums = new Map<string, Sums>()
  for (const row of await decisionRows(ctx, filter)) {
    const key = `${row.instrumentId} ${row.decision}`
    const none = { decided: 0, withLater: 0, better: 0, worse: 0, change: 0 }
    const one = sums.get(key) ?? { ...none, ...row }
    addRow(ctx, one, row)
    sums.set(key, one)
  }
  const { options } = ctx.content.protocols.onTrack.decisions
  const labels = new Map<string, string>(options.map(({ id, label }) => [id, label]))
  return [...sums.values()].map((one) => {
    const withLater = shown(one.withLater)
    const isKnown = withLater !== null && one.withLater > 0
    return {
      decision: labels.get(one.decision) ?? one.decision,
      measure: measureWords(ctx, one.instrumentId),
      decided: shown(one.decided),
      withLater,
      reliablyBetter: shown(one.better),
      reliablyWorse: shown(one.worse),
      meanChange: isKnown ? Math.round((one.change / one.withLater) * 10) / 10 : null,
    }
  })
}

/** Whether somebody is reliably better rests on a threshold: unverified, its name says so. */
function measureWords(ctx: Context, id: string): string {
  const instrument = ctx.content.instruments.get(id)
  return instrument ? `${instrument.shortName}${markAfter(instrument, 'reliable_change')}` : id
}

function addRow(ctx: Context, sums: Sums, { instrumentId, total, later }: DecisionRow): void {
  sums.decided += 1
  const change = changeFromStart(total, later)
  if (change === null) return
  sums.withLater += 1
  sums.change += change
  const instrument = ctx.content.instruments.get(instrumentId)
  const reliable = instrument ? reliableChange(instrument, total, later) : null
  if (reliable === 'improved') sums.better += 1
  if (reliable === 'worsened') sums.worse += 1
}

function decisionRows(ctx: Context, filter: OutcomeFilter): Promise<DecisionRow[]> {
  const { from, before } = momentsOf(ctx, filter)
  const { programmeId, problem, therapistIds } = filter
  return ctx.rows(sql<DecisionRow>`
    select d.decision, d.instrument_id as "instrumentId", (
        select i.total from instrument_response i where i.service_id = d.service_id
          and i.course_id = d.course_id and i.instrument_id = d.instrument_id
          and i.total is not null and i.submitted_at <= d.since
        order by i.submitted_at desc limit 1) as total, (
        select i.total from instrument_response i where i.service_id = d.service_id
          and i.course_id = d.course_id and i.instrument_id = d.instrument_id
          and i.total is not null and i.submitted_at > d.at
          and (c.ended_at is null or i.submitted_at <= c.ended_at)
        order by i.submitted_at desc limit 1) as later
    from signal_decision d
      join course c on c.service_id = d.service_id and c.id = d.course_id
    where d.service_id = ${ctx.service.id} and d.agrees_with is null
      and d.at >= ${from} and d.at < ${before}
      and (${programmeId}::text is null or c.programme_id = ${programmeId})
      and (${therapistIds}::uuid[] is null or c.therapist_id = any(${therapistIds}::uuid[]))
      and (${problem}::text is null or ${problem} = coalesce((
        select a.problem_descriptor from assessment a where a.service_id = c.service_id
          and a.patient_id = c.patient_id and a.referral_id = c.referral_id
          and a.problem_descriptor is not null
        order by a.decided_on desc, a.id desc limit 1), 'none'))
    order by d.instrument_id, d.decision`)
}
