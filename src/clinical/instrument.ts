/** A published questionnaire as data: everything that scoring, display and safety need to know. */
export interface Instrument {
  readonly id: string
  readonly version: number
  /**
   * Hash of the file's content; a stored response keeps it, so that its wording can be proved
   * later.
   */
  readonly hash: string
  /** Hash of the service's own wording pack; null while the words, if any, are the file's. */
  readonly wordingHash: string | null
  /** When the service first had its words, where it has its own: nobody was asked before. */
  readonly wordedSince: number | null
  readonly name: string
  readonly shortName: string
  /** What it is called to whoever fills it in: what it asks about, in their words. */
  readonly plainName: string
  readonly construct: string
  readonly timeFrame: string
  /** BCP 47: `en`, or `en-US` where the fixed wording has American spelling. */
  readonly language: string
  readonly wording: Wording
  /** What stands before the stem on the printed form, where it has such a paragraph. */
  readonly instructions: string | null
  readonly stem: string | null
  /** In the order in which they are asked; numbers are 1 to the last, each once. */
  readonly items: readonly InstrumentItem[]
  /** The printed answer "not applicable" of the items that may not apply. */
  readonly notApplicableLabel: string | null
  /** Asked after the items, not scored (PHQ-9's difficulty question). */
  readonly extra: readonly ExtraQuestion[]
  readonly scoring: Scoring
  /** Of the structure itself (reversed items, answers, tables), where that is in doubt. */
  readonly scoringSource: Provenance | null
  /** Sizes that national sources give for this form, where they contradict each other. */
  readonly formsInConflict: readonly number[]
  readonly subscales: readonly Subscale[]
  /** Items whose answers stand beside each other as one code (EQ-5D); none for most forms. */
  readonly profile: readonly number[]
  readonly classifications: readonly Classification[]
  readonly bands: readonly Band[]
  readonly bandsSource: Provenance | null
  readonly caseness: Threshold | null
  readonly reliableChange: Threshold | null
  /** What the service's clinicians have verified of these numbers; null while that is nothing. */
  readonly verified: VerifiedNumbers | null
  readonly safetyItems: readonly SafetyItemRule[]
  readonly codes: Readonly<Record<string, string>>
  readonly licence: Licence
  /** The instrument that is asked while this one cannot be (GAD-7 for an ADSM). */
  readonly usedInstead: string | null
}

/**
 * `bundled` wording ships with us; `pack` came from the service; `missing` is scoring only;
 * `switched_off` is held until its licence is checked.
 */
export type Wording = 'bundled' | 'pack' | 'missing' | 'switched_off'

export interface InstrumentItem {
  readonly number: number
  /** As printed where that is not the number (P1 of the ITQ). */
  readonly label: string | null
  readonly text: string | null
  readonly loinc: string | null
  readonly snomed: string | null
  readonly options: readonly InstrumentOption[]
  /** A scale of many numbers, such as 0 to 100: the person writes theirs. */
  readonly isTyped: boolean
  readonly isReversed: boolean
  /** Whether it counts towards the total; subscales name their own items. */
  readonly isScored: boolean
  readonly mayNotApply: boolean
  /** Asked only when that item was answered at least so; null for always. */
  readonly askIf: { readonly item: number; readonly atLeast: number } | null
}

export interface InstrumentOption {
  readonly value: number
  readonly label: string | null
  readonly loinc: string | null
}

export interface ExtraQuestion {
  readonly id: string
  readonly text: string | null
  readonly kind: 'choice' | 'text'
  readonly askWhen: 'always' | 'total_above_zero'
  /** None where the answer is in the person's own words. */
  readonly options: readonly InstrumentOption[]
  readonly loinc: string | null
}

/** The total is (sum or mean + add) × multiplyBy, rounded to `decimals`; or read from `lookup`. */
export interface Scoring {
  /** `none`: the instrument has no total, and each answer or subscale stands for itself. */
  readonly method: 'sum' | 'mean' | 'none'
  readonly add: number
  readonly multiplyBy: number
  readonly decimals: number
  /** The range of the total, after all of that. */
  readonly minimum: number
  readonly maximum: number
  readonly higherIs: 'worse' | 'better'
  /**
   * How many unanswered items are replaced by the mean of the answered ones: 0 unless the service
   * has switched the instrument's own rule on.
   */
  readonly prorateUpTo: number
  /** How many its own rule would allow. */
  readonly prorateRule: number
  readonly prorateSource: Provenance | null
  /** How many decimals such a total keeps. */
  readonly prorateDecimals: number
  /** The total for each raw sum (SWEMWBS); null where the arithmetic above is all. */
  readonly lookup: ReadonlyMap<number, number> | null
}

export interface Subscale {
  readonly id: string
  readonly label: string
  readonly items: readonly number[]
  /** `count`: how many of the items were answered from `countFrom` to `countTo`. */
  readonly method: 'sum' | 'mean' | 'count'
  readonly countFrom: number
  readonly countTo: number
  readonly multiplyBy: number
  readonly minimum: number
  readonly maximum: number
  readonly higherIs: 'worse' | 'better'
}

/** How the authors sort a pattern of answers. It is never shown as a diagnosis. */
export interface Classification extends Provenance {
  readonly id: string
  readonly label: string
  /** All of these hold. */
  readonly rules: readonly CountRule[]
  /** None of these classifications holds (PTSD of the ITQ, where complex PTSD does). */
  readonly unless: readonly string[]
}

/** So many of the items, from `from` to `to`, were answered at or above their own value. */
export interface CountRule {
  readonly items: readonly { readonly item: number; readonly atLeast: number }[]
  readonly from: number
  readonly to: number
}

export interface Band {
  readonly from: number
  readonly to: number
  readonly label: string
}

/** Where a number comes from, whether it was seen there, and who has checked it. */
export interface Provenance {
  readonly source: string
  /**
   * Empty when nobody has verified the value: then it is shown as unverified and never used
   * silently.
   */
  readonly verifiedBy: string
  readonly confidence: Confidence
}

/** Whether the value was seen in a published source, in a second-hand one, or is remembered. */
export type Confidence = 'seen' | 'partly' | 'unverified'

/** A number that a clinician relies on, with where it comes from and who has checked it. */
export interface Threshold extends Provenance {
  readonly op: '>=' | '>'
  readonly value: number
  /** The first day on which it applies (YYYY-MM-DD); null for always. */
  readonly validFrom: string | null
}

/** The numbers of an instrument that a named person has to answer for. */
export const numberNames = ['caseness', 'reliable_change', 'bands', 'scoring'] as const
export type NumberName = (typeof numberNames)[number]

/** The numbers with their sources, as one day has them. */
export type SourcedNumbers = Pick<
  Instrument,
  'caseness' | 'reliableChange' | 'bandsSource' | 'scoringSource'
>

/** What the file says, and what has been verified in this service since. */
export interface VerifiedNumbers {
  readonly shipped: SourcedNumbers
  /** In the order in which they were recorded; an instrument shows those that hold today. */
  readonly rows: readonly Verification[]
}

/** A named clinician of the service has held a number to its source. */
export interface Verification {
  readonly what: NumberName
  /** Of the two thresholds, which may differ from the file's; null for bands and scoring. */
  readonly threshold: Pick<Threshold, 'op' | 'value'> | null
  readonly source: string
  /** Name and role. */
  readonly verifiedBy: string
  /** The first day on which it holds. */
  readonly validFrom: string
}

export interface SafetyItemRule {
  readonly item: number
  readonly atLeast: number
  readonly signal: string
}

export interface Licence {
  /** (a) the wording may ship; (b) structure and scoring only. There is no file for (c). */
  readonly verdict: 'a' | 'b'
  readonly name: string
  readonly attribution: string
  readonly holder: string
  readonly terms: string
  readonly confidence: Confidence
  /** What its owner asks for beside a licence, and whoever imports the words has to confirm. */
  readonly ownerAsks: string | null
}

export type Answer = number | 'not_applicable'

/** Answers by item number; an unanswered item, or one not to be said, is absent. */
export type Answers = Readonly<Record<number, Answer>>

/** An instrument that can be put in front of a person. */
export interface WordedInstrument extends Instrument {
  readonly stem: string
  readonly items: readonly WordedItem[]
  readonly extra: readonly WordedQuestion[]
}

export interface WordedItem extends InstrumentItem {
  readonly text: string
  readonly options: readonly LabelledOption[]
}

export interface WordedQuestion extends ExtraQuestion {
  readonly text: string
  readonly options: readonly LabelledOption[]
}

export interface LabelledOption extends InstrumentOption {
  readonly label: string
}

/**
 * Says whether an instrument has all of its words here and may show them; only then can it be
 * asked.
 */
export function isWorded(instrument: Instrument): instrument is WordedInstrument {
  const { wording, stem, items, extra } = instrument
  if (wording === 'missing' || wording === 'switched_off' || stem === null) return false
  const asked = [...items, ...extra]
  return asked.every(
    ({ text, options }) => text !== null && options.every(({ label }) => label !== null),
  )
}

/** Says whether a number meets a threshold, in the points of its scale. */
export function meets({ op, value }: Threshold, number: number): boolean {
  return op === '>' ? number > value : number >= value
}
