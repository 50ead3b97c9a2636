import type { PausedRange } from './active-days.ts'
import type { Instant, Weekday } from './calendar.ts'

/** When a point of a schedule comes. Weeks of treatment count from 1 and leave out pauses. */
export type PointTiming =
  | { readonly kind: 'start' | 'weekly' | 'before_session' | 'ending' | 'end' }
  | { readonly kind: 'on_request' | 'after_assessment' }
  | { readonly kind: 'at_module'; readonly moduleId: string; readonly on: ModuleMoment }
  /** `mid` is the week half-way through, which the programme's length decides. */
  | { readonly kind: 'week' | 'mid'; readonly week: number }
  | { readonly kind: 'follow_up'; readonly daysAfterEnd: number }

export type ModuleMoment = 'released' | 'finished'

/** One line of a programme's schedule (docs/authoring.md). */
export interface MeasurePoint {
  readonly id: string
  readonly when: PointTiming
  readonly instruments: readonly string[]
  /** Whole days from the moment to the opening: -2 is two days before it. */
  readonly opensAfterDays: number
  /** A form completed so many days before the moment serves it as well. */
  readonly servedFromDaysBefore: number
  /** How many days after the moment, or the opening, it is still expected. */
  readonly graceDays: number
  /** How many days longer it may be done, "when you can"; 0: not; null: until the next opens. */
  readonly catchUpDays: number | null
  /** Days after the opening on which one reminder is sent; null: none. */
  readonly remindAfterDays: number | null
  /** The lowest number is asked first. */
  readonly priority: number
  /** Asks once more for a form that was declined before: for the last score, before the end. */
  readonly asksAgain: boolean
}

/** What a person or their therapist decided about one form; the order of making is kept. */
export interface MeasureDecision {
  readonly instrumentId: string
  readonly kind: 'postponed' | 'skipped' | 'declined' | 'resumed'
  readonly at: Instant
  /** For a postponed one: when it is asked again. */
  readonly until: Instant | null
}

export interface MeasureRequest {
  readonly instrumentId: string
  readonly rhythm: 'once' | 'weekly'
  readonly at: Instant
  /** From when a weekly one is not asked any more; null for as long as treatment lasts. */
  readonly until: Instant | null
}

export interface MeasureSchedule {
  readonly points: readonly MeasurePoint[]
  readonly mostQuestionsADay: number
  /** How many questions each form has; an unknown one counts as none. */
  readonly questions: ReadonlyMap<string, number>
  /** The longer forms that hold a shorter one, by the shorter: phq2 is in phq9. */
  readonly longerForms: ReadonlyMap<string, readonly string[]>
  /** Other forms of one measure: who would rather not be asked one is not asked the others. */
  readonly otherForms: ReadonlyMap<string, readonly string[]>
  readonly timeZone: string
  /** For how many days after the end a last score still counts (outcomes/rules.yaml). */
  readonly lastScoreDaysAfterEnd: number
}

/** What happened in one course, as far as it decides on forms. */
export interface MeasureHistory {
  readonly now: Instant
  readonly courseStart: Instant
  readonly courseEnd: Instant | null
  /** When the last module of the person's own track was first opened or finished. */
  readonly endingSince: Instant | null
  readonly assessedAt: Instant | null
  readonly rhythm: { readonly weekday: Weekday; readonly by: string } | null
  readonly nextReviewAt: Instant | null
  /** The last review written or call held; null before the first. */
  readonly lastContactAt: Instant | null
  /** The next call that is booked. */
  readonly nextSessionAt: Instant | null
  readonly modules: readonly {
    readonly moduleId: string
    readonly on: ModuleMoment
    readonly at: Instant
  }[]
  /** Completed responses; an abandoned form is not one. The last of each form is enough. */
  readonly responses: readonly { readonly instrumentId: string; readonly submittedAt: Instant }[]
  readonly decisions: readonly MeasureDecision[]
  readonly requests: readonly MeasureRequest[]
  /** Since when a form belongs to this person's schedule, where that is not from the start. */
  readonly askedSince: ReadonlyMap<string, Instant>
  readonly pausedRanges: readonly PausedRange[]
}

export type DueKind =
  | 'baseline'
  | 'weekly'
  | 'session'
  | 'module'
  | 'mid'
  | 'once'
  | 'ending'
  | 'end'
  | 'follow_up'
  | 'requested'
  | 'missed'

/**
 * Asked once on the way, or at the end: what somebody thinks of the treatment and of those who give
 * it. All else asks how they are (content model, section 12).
 */
export function isAboutTreatment({ kind }: Pick<DueMeasure, 'kind'>): boolean {
  return kind === 'once' || kind === 'end'
}

export interface DueMeasure {
  readonly instrumentId: string
  readonly pointId: string
  /**
   * `missed`: its moment has passed, and it may still be answered ("when you can"), never shown as
   * overdue.
   */
  readonly kind: DueKind
  readonly questionCount: number
  readonly openedAt: Instant
  /** Null for a missed one: nothing is late. */
  readonly dueBefore: Instant | null
  /** It was declined before, and is asked once more. */
  readonly isAskedAgain: boolean
  /** From when one reminder may go out; null: none does. */
  readonly remindAt: Instant | null
}

export interface SetAside {
  readonly instrumentId: string
  readonly why: 'postponed' | 'skipped' | 'declined'
  readonly until: Instant | null
}

export interface ComingMeasure {
  readonly instrumentId: string
  readonly pointId: string
  readonly opensAt: Instant
}

export interface MeasuresDue {
  readonly due: readonly DueMeasure[]
  /** Open as well, but enough is asked for today. */
  readonly later: readonly DueMeasure[]
  /** Would be due, had it not been postponed or skipped; and whatever is declined. */
  readonly setAside: readonly SetAside[]
  readonly coming: readonly ComingMeasure[]
  /** When the next set opens; null while a weekly one is open, in a pause, or if none is known. */
  readonly opensNextAt: Instant | null
}

/** A form that a point asks for, open already or later on, and served by no response. */
export interface Asked {
  readonly instrumentId: string
  readonly point: MeasurePoint
  readonly kind: DueKind
  readonly openedAt: Instant
  readonly dueBefore: Instant | null
  readonly requestedAt: Instant | null
}

/** What the windows are worked out from. */
export interface Situation {
  readonly schedule: MeasureSchedule
  readonly history: MeasureHistory
  /** The planned review, or the day it would have moved on to when it is long past. */
  readonly comingReviewAt: Instant | null
}

/** When a form is asked, and as what. */
export type Ask = Pick<Asked, 'kind' | 'openedAt' | 'dueBefore'>
