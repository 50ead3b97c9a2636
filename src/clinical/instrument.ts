/** A published questionnaire as data: everything that scoring, display and safety need to know. */
export interface Instrument {
  readonly id: string
  readonly version: number
  /**
   * Hash of the file's content; a stored response keeps it, so that its wording can be proved
   * later.
   */
  readonly hash: string
  readonly name: string
  readonly shortName: string
  readonly construct: string
  readonly timeFrame: string
  readonly stem: string
  readonly items: readonly InstrumentItem[]
  readonly options: readonly InstrumentOption[]
  /** Asked after the items, not scored (PHQ-9's difficulty question). */
  readonly extra: readonly ExtraQuestion[]
  readonly scoring: Scoring
  readonly bands: readonly Band[]
  readonly caseness: Threshold | null
  readonly reliableChange: Threshold | null
  readonly safetyItems: readonly SafetyItemRule[]
  readonly codes: Readonly<Record<string, string>>
  readonly licence: { readonly name: string; readonly attribution: string }
}

export interface InstrumentItem {
  readonly number: number
  readonly text: string
  readonly loinc: string | null
}

export interface InstrumentOption {
  readonly value: number
  readonly label: string
  readonly loinc: string | null
}

export interface ExtraQuestion {
  readonly id: string
  readonly text: string
  readonly askWhen: 'always' | 'total_above_zero'
  readonly options: readonly InstrumentOption[]
}

export interface Scoring {
  readonly method: 'sum'
  readonly minimum: number
  readonly maximum: number
  readonly higherIs: 'worse' | 'better'
  /** How many unanswered items may be replaced by the mean of the answered ones. */
  readonly prorateUpTo: number
}

export interface Band {
  readonly from: number
  readonly to: number
  readonly label: string
}

/** A number that a clinician relies on, with where it comes from and who has checked it. */
export interface Threshold {
  readonly atLeast: number
  readonly source: string
  /**
   * Empty when nobody has verified the value: then it is shown as unverified and never used
   * silently.
   */
  readonly verifiedBy: string
}

export interface SafetyItemRule {
  readonly item: number
  readonly atLeast: number
  readonly signal: string
}

/** Answers by item number; an unanswered item is absent. */
export type Answers = Readonly<Record<number, number>>
