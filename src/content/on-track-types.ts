import type { PublishedFigures, RangeCoefficients, WeekSpread } from '#clinical/expected-range.ts'
import type { DecisionCode } from '#clinical/signal-decision.ts'

/** A number or several, where they come from, and who has checked them; empty for nobody. */
interface Sourced {
  readonly source: string
  readonly verifiedBy: string
  /** The day from which the number is used as it stands. */
  readonly validFrom: string
}

type PointsByInstrument = Readonly<Record<string, number>>

/** When a course asks for a second look, and what can be decided then. */
export interface OnTrackProtocol {
  readonly id: string
  readonly version: number
  readonly worsening: Sourced & { readonly supervisorWithinDays: number }
  readonly noChangeByModule: Sourced & {
    /** Finished modules by programme and track; elsewhere a share of the track, rounded up. */
    readonly modules: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly otherwiseShareOfTrack: number
  }
  readonly cutPoints: Sourced & {
    readonly instruments: Readonly<
      Record<string, readonly { readonly week: number; readonly atLeast: number }[]>
    >
  }
  readonly earlyChange: Sourced & { readonly byWeek: number; readonly points: PointsByInstrument }
  readonly jump: Sourced & { readonly points: PointsByInstrument; readonly withinDays: number }
  readonly aboveRange: Sourced & { readonly fromWeek: number; readonly formsInARow: number }
  readonly noVerdict: Sourced & {
    readonly beforeSession: Readonly<Record<string, number>>
    readonly otherwise: number
  }
  readonly dataQuality: Sourced & { readonly carriedAfterDays: number }
  /** Instruments whose reliable change raises nothing before a service has verified one. */
  readonly unknownChange: Sourced & { readonly instruments: readonly string[] }
  readonly decisions: Sourced & {
    readonly holdsDays: number
    readonly undecidedFirstAfterDays: number
    /** What a therapist takes to supervision is answered there within so many days. */
    readonly supervisionWithinDays: number
    readonly options: readonly { readonly id: DecisionCode; readonly label: string }[]
  }
  readonly ownModel: Sourced & {
    readonly leastCourses: number
    readonly leastCoursesInAGroup: number
    readonly untilWeek: number
    readonly quantiles: { readonly low: number; readonly high: number }
  }
}

/** A model of the expected range as it ships, with all that somebody needs to judge it. */
export interface ExpectedRangeFile {
  /** The instrument that it is for. */
  readonly id: string
  readonly version: number
  readonly status: 'illustrative' | 'published' | 'estimated'
  readonly madeOn: string
  readonly dataSource: string
  readonly derivation: string
  readonly assumptions: readonly string[]
  readonly calibration: string
  readonly published: PublishedFigures
  readonly quantiles: { readonly low: number; readonly high: number }
  readonly coefficients: RangeCoefficients
  readonly spread: readonly WeekSpread[]
}
