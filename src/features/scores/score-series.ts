import { changesBegun } from '#clinical/change.ts'
import type { Band, Instrument } from '#clinical/instrument.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import type { Content } from '#content/types.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { type ChartPoint, usualDistance } from '#ui/charts/geometry.ts'

/**
 * The totals of one instrument over time, for a chart of staff: its name, bands and changes carry
 * the mark of what nobody has verified. A patient's page shows less: `isForPatients`.
 */
export interface ScoreSeries {
  readonly instrumentId: string
  readonly label: string
  readonly construct: string
  readonly minimum: number
  readonly maximum: number
  readonly higherIs: 'worse' | 'better'
  readonly caseness: number | null
  /** Stands after the cut-off's words; empty for a confirmed one. */
  readonly casenessMark: string
  readonly bands: readonly Band[]
  /** The same for all the bands: said once, because a drawing has no room for it in each. */
  readonly bandsMark: string
  /** How many days usually lie between two forms: a week, or what the others show. */
  readonly everyDays: number
  readonly points: readonly ChartPoint[]
}

type Scored = Pick<MeasureResponse, 'instrumentId' | 'submittedAt' | 'total'>

/** One series an instrument, the weekly ones first; a form without a total has no point. */
export function scoreSeries(
  content: Content,
  responses: readonly Scored[],
  weekly: readonly string[] = [],
): ScoreSeries[] {
  const given = Map.groupBy(responses, ({ instrumentId }) => instrumentId)
  const ids = [...weekly, ...[...given.keys()].filter((id) => !weekly.includes(id))]
  return ids.flatMap((id) => {
    const instrument = content.instruments.get(id)
    const scored = (given.get(id) ?? []).filter(({ total }) => total !== null)
    if (!instrument || scored.length === 0) return []
    return {
      instrumentId: id,
      label: `${instrument.shortName}${totalMark(instrument)}`,
      construct: instrument.construct,
      minimum: instrument.scoring.minimum,
      maximum: instrument.scoring.maximum,
      higherIs: instrument.scoring.higherIs,
      caseness: instrument.caseness?.value ?? null,
      casenessMark: markAfter(instrument, 'caseness'),
      bands: instrument.bands,
      bandsMark: markAfter(instrument, 'bands'),
      everyDays: weekly.includes(id)
        ? 7
        : usualDistance(scored.map(({ submittedAt: at }) => ({ at }))),
      points: withChanges(instrument, scored),
    }
  })
}

/** The points, with words at the one from which the change since the start is a real one. */
function withChanges(instrument: Instrument, scored: readonly Scored[]): ChartPoint[] {
  const mark = markAfter(instrument, 'reliable_change')
  const points = scored.flatMap(({ submittedAt: at, total: value }) =>
    value === null ? [] : [{ at, value }],
  )
  const begun = changesBegun(
    instrument,
    points.map(({ value }) => value),
  )
  return points.map((point, place) => {
    const change = begun[place]
    return { ...point, change: change ? `${changeWords[change]}${mark}` : null }
  })
}

const changeWords = {
  improved: 'reliably better than at the start',
  worsened: 'reliably worse than at the start',
}
