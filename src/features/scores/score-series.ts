import { changesBegun } from '#clinical/change.ts'
import type { Band, Instrument } from '#clinical/instrument.ts'
import { markAfter, partsMark, totalMark } from '#clinical/verification.ts'
import type { Content } from '#content/types.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { type ChartPoint, usualDistance } from '#ui/charts/geometry.ts'

/**
 * The totals of one instrument over time, for a chart of staff: its name, bands and changes carry
 * the mark of what nobody has verified. A patient's page shows less: `isForPatients`.
 */
export interface ScoreSeries {
  readonly instrumentId: string
  /** One part of a form that has no total; null for the total itself. */
  readonly partId: string | null
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

type Scored = Pick<MeasureResponse, 'instrumentId' | 'submittedAt' | 'total'> &
  Partial<Pick<MeasureResponse, 'subscores'>>

/**
 * One series an instrument, the weekly ones first; of one that has no total, a series for each of
 * its parts, where these were read. A form that could not be scored has no point.
 */
export function scoreSeries(
  content: Content,
  responses: readonly Scored[],
  weekly: readonly string[] = [],
): ScoreSeries[] {
  const given = Map.groupBy(responses, ({ instrumentId }) => instrumentId)
  const ids = [...weekly, ...[...given.keys()].filter((id) => !weekly.includes(id))]
  return ids.flatMap((id) => {
    const instrument = content.instruments.get(id)
    const forms = given.get(id) ?? []
    if (instrument?.scoring.method === 'none') return partSeries(instrument, forms)
    const scored = forms.filter(({ total }) => total !== null)
    if (!instrument || scored.length === 0) return []
    return {
      instrumentId: id,
      partId: null,
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

/** The parts of a form without a total: no cut-off, band or reliable change is known of them. */
function partSeries(instrument: Instrument, forms: readonly Scored[]): ScoreSeries[] {
  return instrument.subscales.flatMap((part): ScoreSeries[] => {
    const points = forms.flatMap(({ submittedAt: at, subscores }) => {
      const value = subscores?.[part.id]
      return typeof value === 'number' ? [{ at, value }] : []
    })
    if (points.length === 0) return []
    return [
      {
        instrumentId: instrument.id,
        partId: part.id,
        label: `${instrument.shortName}: ${part.label}${partsMark(instrument)}`,
        construct: instrument.construct,
        minimum: part.minimum,
        maximum: part.maximum,
        higherIs: part.higherIs,
        caseness: null,
        casenessMark: '',
        bands: [],
        bandsMark: '',
        everyDays: usualDistance(points),
        points,
      },
    ]
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
