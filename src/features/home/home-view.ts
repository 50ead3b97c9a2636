import type { Mechanism } from '#features/contacts/index.ts'
import type { CourseState } from '#features/treatment/index.ts'
import type { StagedPlan } from '#features/worksheets/index.ts'
import type { ChartPoint } from '#ui/charts/geometry.ts'
import type { Today } from './today.ts'

/** Everything that the page of Today shows, worked out beforehand. */
export interface HomeView {
  readonly state: CourseState
  readonly name: string
  readonly at: Date
  readonly timeZone: string
  /** "Week 3 of about 8 to 10"; null before the start and after the end. */
  readonly weekLine: string | null
  readonly isFirstTime: boolean
  readonly today: Today
  readonly therapist: TherapistView
  readonly nextCall: NextCall | null
  /** When calls would have been that were cancelled, while those times are still to come. */
  readonly cancelledCalls: readonly Date[]
  readonly diary: { readonly momentsThisWeek: number } | null
  /** What they planned for today and tomorrow, and what they may say how it went of. */
  readonly plans: readonly HomePlan[]
  /** How many goals wait for this week's rating; 0 while none does. */
  readonly goalsToRate: number
  readonly score: ScoreView | null
  readonly cards: readonly string[]
  readonly hasSafetyPlan: boolean
  /** When the next forms open; said where nothing else is to do. */
  readonly formsOpenAt: Date | null
  readonly pause: { readonly until: string | null; readonly isOver: boolean }
  readonly followUps: readonly { readonly title: string; readonly at: Date }[]
  readonly servicePhone: string | null
  readonly saved: boolean
}

export interface NextCall {
  readonly at: Date
  readonly minutes: number
  readonly how: Mechanism
}

export interface HomePlan extends StagedPlan {
  readonly entryId: string
}

export interface TherapistView {
  readonly name: string
  /** "Priya Nair reads what you send on Tuesdays, by 5 pm." */
  readonly whoReads: string
  readonly nextReviewAt: Date | null
  readonly isReviewLate: boolean
  readonly lastReviewAt: Date | null
  readonly unread: number
  /** Comments beside what the person wrote that they have not opened, and the first such entry. */
  readonly newComments: { readonly count: number; readonly entryId: string | null }
}

export interface ScoreView {
  readonly title: string
  readonly name: string
  readonly points: readonly ChartPoint[]
  readonly min: number
  readonly max: number
  readonly sentence: string
}
