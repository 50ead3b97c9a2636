import { type PausedRange, weekOfCourse } from './active-days.ts'
import { addDays, atLocal, type Instant, localDate, localTime } from './calendar.ts'
import { isVerified, reliableChange } from './change.ts'
import type { Instrument } from './instrument.ts'
import { type ScoredPoint, type ScorePoint, scoreCourse } from './score-course.ts'

/** When a course calls for a second look; every number is set in content with its source. */
export interface CourseSignalRules {
  /**
   * Reliable worsening goes to the supervisor within this many days (therapist guidance, section 9:
   * 7).
   */
  readonly supervisorWithinDays: number
  /**
   * No reliable change when this many core modules are finished asks for a call (depression
   * programme, section 3: 5).
   */
  readonly noChangeByModule: number
  /**
   * A total of this much in this week or later, without reliable change (PHQ-9: 20, week 4,
   * ⚠ a design default without a study behind it); null for none.
   */
  readonly severeFrom: number | null
  readonly severeAtWeek: number
  /**
   * Before this session nothing may be called a failure (Saunders et al. 2019: late responders; 6).
   */
  readonly noVerdictBeforeSession: number
}

export interface CourseSignalQuestion {
  readonly now: Instant
  readonly timeZone: string
  readonly courseStart: Instant
  readonly pausedRanges: readonly PausedRange[]
  readonly instrument: Instrument
  readonly points: readonly ScorePoint[]
  readonly finishedModuleCount: number
  readonly sessionCount: number
  readonly rules: CourseSignalRules
}

export type CourseSignalCode =
  | 'worse_than_start'
  | 'worse_than_best'
  | 'no_change_by_module'
  | 'severe_without_change'
  | 'reliably_improved'

/** Something for a clinician to look at; it decides nothing and is never a verdict. */
export interface CourseSignal {
  readonly code: CourseSignalCode
  readonly instrumentId: string
  /** Points of change it rests on, with sign. */
  readonly by: number
  readonly total: number
  /** When the form was answered that shows it. */
  readonly since: Instant
  /** By when the supervisor looks; null when no clock runs. */
  readonly supervisorBy: Instant | null
  /** False while nobody has verified the threshold: say so wherever it is shown. */
  readonly isVerified: boolean
}

export interface CourseSignals {
  readonly signals: readonly CourseSignal[]
  /**
   * False in the first sessions: the words beside the signals may then ask for a look and never
   * speak of failure.
   */
  readonly mayJudge: boolean
}

/**
 * Lists what a course of one instrument asks a clinician to look at: reliable worsening from the
 * start or from the best score so far, no reliable change by a module, a severe total some weeks in
 * without reliable change, and reliable improvement (depression programme, section 3; therapist
 * guidance, section 9; late responders: Saunders et al. 2019).
 */
export function courseSignals(question: CourseSignalQuestion): CourseSignals {
  const { instrument, rules } = question
  const { points, first, last } = scoreCourse(question.points)
  const mayJudge = question.sessionCount >= rules.noVerdictBeforeSession
  if (first === null || last === null) return { signals: [], mayJudge }
  const fromStart = reliableChange(instrument, first.total, last.total)
  const codes: CourseSignalCode[] = []
  if (fromStart === 'worsened') codes.push('worse_than_start')
  else if (isWorseThanBest(instrument, points, last)) codes.push('worse_than_best')
  if (fromStart === 'improved') codes.push('reliably_improved')
  if (fromStart === 'none' && question.finishedModuleCount >= rules.noChangeByModule) {
    codes.push('no_change_by_module')
  }
  if (fromStart === 'none' && isSevereLate(question, last)) codes.push('severe_without_change')
  const best = bestOf(instrument, points)
  return { signals: codes.map((code) => signalOf(question, code, { first, best, last })), mayJudge }
}

function isSevereLate(question: CourseSignalQuestion, last: ScoredPoint): boolean {
  const { rules, courseStart, pausedRanges, timeZone, now, instrument } = question
  const week = weekOfCourse({ from: courseStart, to: now, pausedRanges, timeZone })
  if (rules.severeFrom === null || instrument.scoring.higherIs === 'better') return false
  return last.total >= rules.severeFrom && week >= rules.severeAtWeek
}

function isWorseThanBest(
  instrument: Instrument,
  points: readonly ScoredPoint[],
  last: ScoredPoint,
): boolean {
  const best = bestOf(instrument, points)
  return best !== null && reliableChange(instrument, best.total, last.total) === 'worsened'
}

function bestOf(instrument: Instrument, points: readonly ScoredPoint[]): ScoredPoint | null {
  const sign = instrument.scoring.higherIs === 'worse' ? 1 : -1
  return [...points].sort((a, b) => sign * (a.total - b.total))[0] ?? null
}

interface Landmarks {
  readonly first: ScoredPoint
  readonly best: ScoredPoint | null
  readonly last: ScoredPoint
}

function signalOf(
  { instrument, rules, timeZone }: CourseSignalQuestion,
  code: CourseSignalCode,
  { first, best, last }: Landmarks,
): CourseSignal {
  const from = code === 'worse_than_best' ? (best ?? first) : first
  const isWorse = code === 'worse_than_start' || code === 'worse_than_best'
  const lookOn = addDays(localDate(last.at, timeZone), rules.supervisorWithinDays)
  return {
    code,
    instrumentId: instrument.id,
    by: last.total - from.total,
    total: last.total,
    since: last.at,
    supervisorBy: isWorse ? atLocal(lookOn, localTime(last.at, timeZone), timeZone) : null,
    isVerified: isVerified(instrument.reliableChange),
  }
}
