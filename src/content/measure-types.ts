import type { MeasurePoint } from '#clinical/measure-points.ts'
import type { Labelled } from './protocol-types.ts'

/** What a point says in place of an instrument: the measure of each person's own problem. */
export const ownMeasureWord = 'own_measure'

/** When a programme asks for which instruments. */
export interface ProgrammeMeasures {
  /** What everybody is asked each week, in the order in which it is asked and shown. */
  readonly weekly: readonly string[]
  /** Some of them name `own_measure`, which is another instrument for each problem. */
  readonly points: readonly MeasurePoint[]
  /** Reasons of ending after which nothing is asked any more. */
  readonly askNothingAfter: readonly string[]
}

/** What holds for forms in every programme. */
export interface MeasuresProtocol {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly mostQuestionsADay: number
  readonly postponeDays: number
  /** A single-use link to answer the forms without signing in. */
  readonly answerLink: {
    readonly validDays: number
    readonly mostSaves: number
    readonly shownAfterMinutes: number
  }
  readonly patientReasons: readonly Labelled[]
  readonly therapistReasons: readonly Labelled[]
  readonly requestReasons: readonly Labelled[]
  /** Before treatment ends: why last scores are asked for, and why it may end without them. */
  readonly lastScores: {
    readonly requestReason: string
    readonly withoutReasons: readonly Labelled[]
  }
  /** A completed longer form serves the shorter ones in it. */
  readonly longerForms: readonly LongerForm[]
}

export interface LongerForm {
  readonly form: string
  readonly holds: readonly string[]
  readonly source: string
}
