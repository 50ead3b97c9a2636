import type { Content } from '#content/types.ts'
import type { MeasureResponse } from './measure-types.ts'

/** The totals of one instrument over time, for a chart. */
export interface ScoreSeries {
  readonly instrumentId: string
  readonly label: string
  readonly minimum: number
  readonly maximum: number
  readonly higherIs: 'worse' | 'better'
  readonly caseness: number | null
  readonly points: readonly { readonly at: Date; readonly value: number }[]
}

/** One series an instrument; a form without a total has no point. */
export function scoreSeries(
  content: Content,
  responses: readonly MeasureResponse[],
): ScoreSeries[] {
  return [...Map.groupBy(responses, ({ instrumentId }) => instrumentId)].flatMap(([id, given]) => {
    const instrument = content.instruments.get(id)
    if (!instrument) return []
    return {
      instrumentId: id,
      label: instrument.shortName,
      minimum: instrument.scoring.minimum,
      maximum: instrument.scoring.maximum,
      higherIs: instrument.scoring.higherIs,
      caseness: instrument.caseness?.atLeast ?? null,
      points: given.flatMap(({ submittedAt, total }) =>
        total === null ? [] : [{ at: submittedAt, value: total }],
      ),
    }
  })
}
