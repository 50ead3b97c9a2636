import { sql } from 'kysely'
import type { Instrument, NumberName, Threshold } from '#clinical/instrument.ts'
import { shippedNumbers } from '#clinical/verification.ts'
import type { Context } from '#platform/context.ts'

/**
 * What held for each measure, from one change of its numbers to the next: of what the service has
 * verified the latest, and the file's own before that. Both thresholds have to be there.
 */
export const measures = sql`
    measure as materialized (
      select b.id, cut.better_high, cut.op as case_op, cut.at as case_at, move.op as move_op,
        move.at as move_at, b.since, b.until,
        cut.verified and move.verified and total.verified as verified
      from (select id, since, lead(since, 1, 'infinity') over (partition by id order by since)
          as until from (select distinct id, since from number) d) b
        cross join lateral (select * from number n where n.id = b.id and n.kind = 'caseness'
          and n.since <= b.since order by is_own desc, since desc, place desc limit 1) cut
        cross join lateral (select * from number n where n.id = b.id
          and n.kind = 'reliable_change' and n.since <= b.since
          order by is_own desc, since desc, place desc limit 1) move
        cross join lateral (select * from number n where n.id = b.id and n.kind = 'scoring'
          and n.since <= b.since order by is_own desc, since desc, place desc limit 1) total)`

/** The numbers of each measure, as the file has them and as the service has verified them. */
export function numbersOf(ctx: Context): string {
  return JSON.stringify(
    [...ctx.content.instruments.values()].flatMap((instrument) => {
      const { id, scoring, verified } = instrument
      const one = { id, better_high: scoring.higherIs === 'better' }
      return [
        ...numbersOfFile(instrument).map((number) => ({ ...one, ...number, is_own: false })),
        ...(verified?.rows ?? []).map(({ what, threshold, validFrom, verifiedBy }, place) => ({
          ...one,
          kind: what,
          ...(threshold ? { op: threshold.op, at: threshold.value } : {}),
          since: validFrom,
          is_own: true,
          place,
          verified: verifiedBy.trim() !== '',
        })),
      ]
    }),
  )
}

const always = '1000-01-01'

function numbersOfFile(instrument: Instrument) {
  const { caseness, reliableChange, scoringSource } = shippedNumbers(instrument)
  const threshold = (kind: NumberName, number: Threshold | null) =>
    number
      ? [
          {
            kind,
            op: number.op,
            at: number.value,
            since: number.validFrom ?? always,
            place: 0,
            verified: number.verifiedBy.trim() !== '',
          },
        ]
      : []
  const isKnown =
    scoringSource === null ||
    scoringSource.confidence === 'seen' ||
    scoringSource.verifiedBy.trim() !== ''
  return [
    ...threshold('caseness', caseness),
    ...threshold('reliable_change', reliableChange),
    { kind: 'scoring', since: always, place: 0, verified: isKnown },
  ]
}
