import type { Instant } from './calendar.ts'
import { changeFromStart, isAtCaseness, reliableChange } from './change.ts'
import type { Instrument } from './instrument.ts'
import type { ScoredPoint, ScorePoint } from './score-course.ts'

/** A form of one kind, scored or not. */
interface FormPoint extends ScorePoint {
  readonly instrumentId: string
}

/** What came of a course after its end, and when somebody of staff last answered the person. */
export interface AfterEnd {
  readonly endedAt: Instant
  readonly answeredAt: Instant | null
  /** All forms of the course: those from before the end say where it ended. */
  readonly forms: readonly FormPoint[]
  /** When modules were finished. */
  readonly modules: readonly { readonly moduleId: string; readonly at: Instant }[]
}

/** A total after the end beside the last one of treatment. */
export interface ScoreAfterEnd {
  readonly instrumentId: string
  readonly total: number
  readonly at: Instant
  /** Null where treatment ended without one. */
  readonly end: number | null
  readonly change: number | null
  readonly isCase: boolean
  readonly isWorse: boolean
}

/** What a person sent after the end and nobody has answered. */
export interface OpenFollowUp {
  readonly since: Instant
  readonly latest: Instant
  readonly moduleIds: readonly string[]
  readonly scores: readonly ScoreAfterEnd[]
}

/**
 * Says whether a form's total alone shows where a person is after treatment: it has a cut-off or a
 * reliable change of its own (PHQ-9 and GAD-7: NHS Talking Therapies, in PMC8411661).
 */
export function showsRelapse({ caseness, reliableChange: change }: Instrument): boolean {
  return caseness !== null || change !== null
}

/**
 * Gives what came after the end and after the last answer, or null when nothing did: each module
 * once, and the latest total of each form with its change from the last total of treatment, whether
 * it is in the clinical range, and whether it is reliably worse, all by the instrument's own
 * numbers (`isAtCaseness`, `reliableChange`, which name their source).
 */
export function openFollowUp(
  record: AfterEnd,
  instruments: ReadonlyMap<string, Instrument>,
): OpenFollowUp | null {
  const { endedAt, answeredAt, modules } = record
  const from = Math.max(endedAt, answeredAt ?? endedAt)
  const isOpen = ({ at }: { at: Instant }) => at > from
  const forms = record.forms.filter(({ instrumentId }) => {
    const instrument = instruments.get(instrumentId)
    return instrument !== undefined && showsRelapse(instrument)
  })
  const openModules = modules.filter(isOpen)
  const openForms = forms.filter(isOpen)
  const times = [...openModules, ...openForms].map(({ at }) => at)
  if (times.length === 0) return null
  return {
    since: Math.min(...times),
    latest: Math.max(...times),
    moduleIds: [...new Set(openModules.map(({ moduleId }) => moduleId))],
    scores: [...instruments.values()].flatMap(
      (instrument) => scoreAfterEnd(instrument, forms, { from, endedAt }) ?? [],
    ),
  }
}

/** Says whether a total after the end asks somebody to look: a case again or still, or worse. */
export function asksForLook({ isCase, isWorse }: ScoreAfterEnd): boolean {
  return isCase || isWorse
}

function scoreAfterEnd(
  instrument: Instrument,
  forms: readonly FormPoint[],
  { from, endedAt }: { from: Instant; endedAt: Instant },
): ScoreAfterEnd | null {
  const scored = forms.flatMap(({ instrumentId, at, total }): ScoredPoint[] =>
    instrumentId === instrument.id && total !== null ? [{ at, total }] : [],
  )
  const last = latestOf(scored.filter(({ at }) => at > from))
  if (last === null) return null
  const end = latestOf(scored.filter(({ at }) => at <= endedAt))?.total ?? null
  return {
    instrumentId: instrument.id,
    ...last,
    end,
    change: changeFromStart(end, last.total),
    isCase: isAtCaseness(instrument, last.total) === true,
    isWorse: reliableChange(instrument, end, last.total) === 'worsened',
  }
}

function latestOf(points: readonly ScoredPoint[]): ScoredPoint | null {
  return points.reduce<ScoredPoint | null>(
    (latest, point) => (latest === null || point.at >= latest.at ? point : latest),
    null,
  )
}
