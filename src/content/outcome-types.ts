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
  readonly contacts: ContactMeasures
  readonly effect: EffectMeasures
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
  readonly firstMedianId: string
  readonly lastId: string
  readonly lastMedianId: string
}

/** How many contacts a finished course took. */
export interface ContactMeasures {
  readonly meanId: string
  readonly medianId: string
  readonly explains: string
}

/** How far scores moved against how far apart they were at the start. */
export interface EffectMeasures {
  readonly firstId: string
  readonly firstSdId: string
  readonly lastId: string
  readonly lastSdId: string
  readonly effectId: string
  readonly explains: string
  /** England's deviation of first scores, by instrument (or instrument.item); empty: not known. */
  readonly englandSd: {
    readonly source: string
    readonly verifiedBy: string
    readonly values: Readonly<Record<string, number>>
  }
}
