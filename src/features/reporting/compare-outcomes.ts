import type { Context } from '#platform/context.ts'
import type { OutcomeFilter } from './outcome-filter.ts'
import { outcomesInSql, type SqlOutcome } from './outcomes-in-sql.ts'
import { endedReferrals } from './repository.ts'
import { workOut } from './work-out-outcomes.ts'

/** What one referral's two outcomes say differently, by the name of the part. */
export interface Disagreement {
  readonly referralId: string
  readonly part: string
  readonly inCode: string
  readonly inSql: string
}

/** Works out every referral of a period both ways, and lists each part in which they differ. */
export async function compareOutcomes(
  ctx: Context,
  period: Pick<OutcomeFilter, 'from' | 'to'>,
): Promise<{ compared: number; disagreements: Disagreement[] }> {
  const inSql = new Map((await outcomesInSql(ctx, period)).map((one) => [one.referralId, one]))
  const disagreements: Disagreement[] = []
  let compared = 0
  const everybody = { ...period, programmeId: null, problem: null, therapistIds: null }
  for await (const referrals of endedReferrals(ctx, everybody)) {
    for (const { referralId, record } of referrals) {
      const worked = workOut(ctx, record)
      if (worked === null) continue
      const mine = asSql(referralId, worked.outcome)
      disagreements.push(...differences(mine, inSql.get(referralId)))
      inSql.delete(referralId)
      compared += 1
    }
  }
  for (const { referralId } of inSql.values())
    disagreements.push({ referralId, part: 'referral', inCode: 'not found', inSql: 'found' })
  return { compared, disagreements }
}

type Worked = NonNullable<ReturnType<typeof workOut>>['outcome']

function asSql(referralId: string, outcome: Worked): SqlOutcome {
  return {
    referralId,
    contacts: outcome.contactCount,
    anxietyMeasure: outcome.anxiety.instrument.id,
    fallback: outcome.own?.fallback ?? null,
    phqFirst: outcome.depression.first,
    phqLast: outcome.depression.last,
    anxietyFirst: outcome.anxiety.first,
    anxietyLast: outcome.anxiety.last,
    caseness: outcome.casenessAtStart,
    recovery: outcome.recovery,
    reliableRecovery: outcome.reliableRecovery,
    change: outcome.change,
    isVerified: outcome.isVerified,
    depressionLater: outcome.followUp?.depression.total ?? null,
    anxietyLater: outcome.followUp?.anxiety.total ?? null,
    functioningItems: outcome.functioning.filter(({ last }) => last !== null).length,
  }
}

function differences(mine: SqlOutcome, other: SqlOutcome | undefined): Disagreement[] {
  const { referralId } = mine
  if (!other) return [{ referralId, part: 'referral', inCode: 'found', inSql: 'not found' }]
  const theirs: Readonly<Record<string, unknown>> = { ...other }
  return Object.entries(mine).flatMap(([part, value]) =>
    value === theirs[part]
      ? []
      : [{ referralId, part, inCode: String(value), inSql: String(theirs[part]) }],
  )
}
