import type { PublishedMeasure } from '#clinical/outcome-rates.ts'
import type { OutcomeRules, ProblemMeasure } from '#clinical/outcome-rules.ts'

/** How outcomes are worked out and named, with where each rule comes from. */
export interface OutcomeContent {
  /** By their first day, the earliest first. */
  readonly rules: readonly SourcedRules[]
  readonly problemMeasures: readonly ProblemMeasure[]
  readonly problemMeasuresSource: string
  readonly measures: readonly PublishedMeasure[]
  readonly measuresSource: string
  /** In the order of the items of the form. */
  readonly functioning: readonly FunctioningItem[]
}

/** The rules, and what their parts rest on, for whoever reads the figures. */
export interface SourcedRules extends OutcomeRules {
  readonly sources: readonly { readonly about: string; readonly source: string }[]
}

/** One item of the functioning measure, with its identifiers in the national publication. */
export interface FunctioningItem {
  readonly item: number
  readonly label: string
  readonly countId: string
  readonly firstId: string
  readonly lastId: string
}
