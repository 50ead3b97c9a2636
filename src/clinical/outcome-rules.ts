import type { PlainDate } from './calendar.ts'

/**
 * The kinds of appointment of the national data set (AppType, IAPT data set v2.1): 01 assessment,
 * 02 treatment, 03 both, 04 review only, 05 review and treatment, 06 follow-up after the end, 07
 * other.
 */
export type AppointmentType = '01' | '02' | '03' | '04' | '05' | '06' | '07'

/** One version of the rules of outcomes, as content/outcomes/rules.yaml has it. */
export interface OutcomeRules {
  readonly id: string
  readonly title: string
  /** For courses that ended on this day or later, until the next version begins. */
  readonly validFrom: PlainDate
  readonly source: string
  /** Empty while nobody has verified these rules against the national manual. */
  readonly verifiedBy: string
  readonly depressionMeasure: string
  /** Asked of everybody, and used when a problem has no measure of its own or it cannot be used. */
  readonly anxietyMeasure: string
  readonly contacts: ContactRules
  /** What a reliable rise on one measure beside a reliable fall on the other counts as. */
  readonly riseWithFall: 'no_change' | 'deteriorated'
  /** Where a problem's own measure may be used although nobody has verified its thresholds. */
  readonly unverifiedOwnMeasure: 'nowhere' | 'in_a_demonstration'
  readonly functioning: FunctioningRules
  readonly lastScore: LastScoreRules
  readonly followUp: FollowUpRules
  readonly smallNumbers: SmallNumberRules
}

export interface ContactRules {
  /** How many attended treatment contacts make a finished course. */
  readonly finishedFrom: number
  /** What came of a call, as we record it, when the two of them spoke. */
  readonly attended: readonly string[]
  /** What a call was for, as we record it, in the terms of the data set. */
  readonly appointmentTypes: Readonly<Record<string, AppointmentType>>
  readonly treatmentTypes: readonly AppointmentType[]
  readonly weeklyLog: WeeklyLogRules
}

/** When a week of written guidance counts as a session of internet enabled therapy. */
export interface WeeklyLogRules {
  readonly counts: boolean
  readonly needsPatientActivity: boolean
  /** Programmes whose guidance the service reports through its calls alone. */
  readonly notForProgrammes: readonly string[]
}

export interface FunctioningRules {
  readonly measure: string
  /** How many of the items need a valid first and last answer for a person to count. */
  readonly leastItems: number
}

export interface LastScoreRules {
  /** For how many local days after the end a score still belongs to the referral; 0: for none. */
  readonly daysAfterEnd: number
}

export interface FollowUpRules {
  /** The first local day after the end, counted from it, on which a score is a follow-up. */
  readonly fromDays: number
}

export interface SmallNumberRules {
  /** Counts from 1 to one less than this are not shown in figures for publication. */
  readonly hideBelow: number
  /** Other counts are rounded to a multiple of this. */
  readonly roundTo: number
}

/** The measure of anxiety that belongs to a problem, by the start of its code. */
export interface ProblemMeasure {
  readonly code: string
  readonly system: 'icd10' | 'snomed'
  readonly problem: string
  readonly measure: string
  /** Its form for each week, where that is another one; no part of outcomes. */
  readonly weekly: string | null
}

/**
 * Gives the version of the rules in force on the day a course ended, the latest that had begun by
 * then, or null before the first of them.
 */
export function rulesOn<Rules extends Pick<OutcomeRules, 'validFrom'>>(
  versions: readonly Rules[],
  day: PlainDate,
): Rules | null {
  const begun = versions.filter(({ validFrom }) => validFrom <= day)
  return begun.reduce<Rules | null>(
    (latest, one) => (latest === null || one.validFrom > latest.validFrom ? one : latest),
    null,
  )
}

/**
 * Gives the measure that belongs to a problem descriptor, or null when it has none of its own (NHS
 * England, NHS Talking Therapies metadata, construction of M204: ICD-10 codes by how they begin,
 * SNOMED CT codes whole; dots, spaces and case make no difference).
 */
export function measureOfProblem(
  measures: readonly ProblemMeasure[],
  problem: string | null,
): ProblemMeasure | null {
  if (problem === null) return null
  const written = problem.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const found = measures.find(({ code, system }) =>
    system === 'icd10' ? written.startsWith(code) : written === code,
  )
  return found ?? null
}
