import { activeDays, type PausedRange, wholeWeeks } from './active-days.ts'
import { addDays, atLocal, type Instant, localDate, localTime } from './calendar.ts'
import { isAtCaseness, isVerified, reliableChange } from './change.ts'
import { expectedRange, type RangeModel } from './expected-range.ts'
import type { Instrument, Threshold } from './instrument.ts'
import { type ScoredPoint, type ScorePoint, scoreCourse } from './score-course.ts'
import { showing } from './verification.ts'

/** Where a number comes from and who has checked it; empty `verifiedBy`: nobody yet. */
export interface RuleSource {
  readonly text: string
  readonly verifiedBy: string
  /** The day from which it is used as it stands, where that is known. */
  readonly validFrom?: string | null
}

/** When a course asks for a second look, for one instrument; every number is set in content. */
export interface OnTrackRules {
  /** Worsening goes to the supervisor within this many days of the form. */
  readonly supervisorWithinDays: number
  /** No reliable change when this many modules of the track are finished asks for a look. */
  readonly noChangeByModule: number
  /**
   * So many whole weeks after the first form and later, a total of this much without reliable
   * change asks for a look.
   */
  readonly cutPoints: readonly { readonly week: number; readonly atLeast: number }[]
  /** An improvement of this many points, at most so many weeks after the first form, is early. */
  readonly earlyChange: { readonly points: number; readonly byWeek: number } | null
  /** A rise of this many points between two forms, at most so many days apart, is a jump. */
  readonly jump: { readonly points: number; readonly withinDays: number } | null
  /**
   * This many forms in a row above the expected range, from so many weeks after the first form on,
   * ask for a look.
   */
  readonly aboveRange: { readonly fromWeek: number; readonly formsInARow: number }
  /** Before this many sessions nothing may be concluded from no change (late responders). */
  readonly noVerdictBeforeSession: number
  /**
   * The reliable change in the file is a guess by another name: until somebody has verified one,
   * nothing is concluded from it, neither worse, nor better, nor unchanged.
   */
  readonly needsVerifiedChange: boolean
  readonly sources: Readonly<Record<OnTrackRuleName, RuleSource>>
}

export type OnTrackRuleName =
  | 'worsening'
  | 'no_change_by_module'
  | 'cut_points'
  | 'early_change'
  | 'jump'
  | 'above_range'
  | 'no_verdict'

export interface OnTrackQuestion {
  readonly timeZone: string
  /** Its week tells which forms are missing; signals count from the first form. */
  readonly courseStart: Instant
  readonly pausedRanges: readonly PausedRange[]
  readonly instrument: Instrument
  readonly points: readonly ScorePoint[]
  readonly finishedModuleCount: number
  readonly sessionCount: number
  readonly rules: OnTrackRules
  /** Null while the service does not use a model: the other rules need none. */
  readonly model: OnTrackModel | null
}

export interface OnTrackModel {
  readonly range: RangeModel
  readonly source: RuleSource
  /** Made from published averages and assumptions, not from courses: say so with what it says. */
  readonly isIllustrative: boolean
}

/** What asks for a look. None of them is a verdict. */
export type ReviewCode =
  | 'worse_than_start'
  | 'worse_than_best'
  | 'jump'
  | 'no_change_by_module'
  | 'above_cut_point'
  | 'above_range'

export type OnTrackCode = ReviewCode | 'early_improvement' | 'reliably_improved'

/** Something for a clinician to look at; it decides nothing. */
export interface OnTrackSignal {
  readonly code: OnTrackCode
  readonly instrumentId: string
  readonly total: number
  readonly start: number
  /**
   * The total it is compared with: of the start, the best form, the form before, the cut point, or
   * the upper edge of the range.
   */
  readonly from: number
  /** Points between the two, with sign. */
  readonly by: number
  /** Whole weeks from the first form to this one, without the days of a pause. */
  readonly weeks: number
  /** Days of a pause were left out of them: say so in its sentence. */
  readonly isWithoutPauses: boolean
  /** The share of people at or below `from`, for a range; null for the other codes. */
  readonly share: number | null
  /** It rests on a model that is an illustration: say so in its sentence. */
  readonly isIllustrative: boolean
  /** When the form was answered that shows it. */
  readonly since: Instant
  /** By when the supervisor looks; null when no clock runs. */
  readonly supervisorBy: Instant | null
  /** False while it is too early to conclude anything: the words may only ask for a look. */
  readonly mayJudge: boolean
  /** How many sessions that takes on this instrument. */
  readonly judgedFromSession: number
  readonly sources: readonly RuleSource[]
  /** False while nobody has verified a number that it rests on: say so wherever it is shown. */
  readonly isVerified: boolean
}

/** A signal that somebody is asked to decide on; good news asks for nothing. */
export type ReviewSignal = OnTrackSignal & { readonly code: ReviewCode }

/** Says whether somebody is asked to decide: everything but the two codes of good news. */
export function isForReview(signal: OnTrackSignal): signal is ReviewSignal {
  return signal.code !== 'early_improvement' && signal.code !== 'reliably_improved'
}

/**
 * Lists what a course of one instrument asks a clinician to look at after its latest form: one
 * thing at the most, the first of worsening (from the start, a jump since the form before, from the
 * best so far), a total at or above the cut point of its week without reliable change, no reliable
 * change by half-way, and totals above the expected range; and beside it good news, early
 * (Delgadillo et al. 2014) or later. The last two are asked only of somebody still at caseness. A
 * reliable change that the reference does not know is not used before a service has verified it.
 * Weeks are whole weeks since the first form, as in the studies and the range. Cut
 * points: Schueller et al. 2015; late responders: Saunders et al. 2019; each signal carries its own
 * sources.
 */
export function onTrackSignals(asked: OnTrackQuestion): OnTrackSignal[] {
  const question = withUsableChange(asked)
  const { instrument } = question
  const { points, first, last } = scoreCourse(question.points)
  if (first === null || last === null) return []
  const course: Course = { ...question, scored: points, first, last }
  const change = reliableChange(instrument, first.total, last.total)
  const forReview =
    worseningOf(course, change === 'worsened') ??
    (change === 'none' ? withoutChange(course) : null) ??
    aboveRange(course)
  return [forReview, change === 'improved' ? improvement(course) : null].filter(
    (found) => found !== null,
  )
}

/** The question without a reliable change that may not be used before it is verified. */
function withUsableChange(question: OnTrackQuestion): OnTrackQuestion {
  const { instrument, rules } = question
  if (!rules.needsVerifiedChange || isVerified(instrument.reliableChange)) return question
  return { ...question, instrument: { ...instrument, reliableChange: null } }
}

/**
 * Gives the form since which, without a break and later than `after`, a course of one instrument
 * has asked for a look; null when it does not ask now. That a module was finished is only counted
 * for the latest form, because nobody was asked about it before.
 */
export function askingSince(question: OnTrackQuestion, after: Instant | null): Instant | null {
  const { points } = scoreCourse(question.points)
  let since: Instant | null = null
  for (let count = points.length; count > 1; count--) {
    const last = points[count - 1]
    if (!last || (after !== null && last.at <= after)) break
    const found = onTrackSignals({ ...question, points: points.slice(0, count) })
    const asks = found.some(
      (signal) => isForReview(signal) && (since === null || signal.code !== 'no_change_by_module'),
    )
    if (!asks) break
    since = last.at
  }
  return since
}

/**
 * Gives the day by which a supervisor looks at worsening that has gone on without a break, later
 * than `after`: counted from the first form that showed it, so that a new form each week does not
 * put it off; null when the latest form shows none.
 */
export function supervisorBySince(
  question: OnTrackQuestion,
  after: Instant | null,
): Instant | null {
  const { points } = scoreCourse(question.points)
  let by: Instant | null = null
  for (let count = points.length; count > 1; count--) {
    const last = points[count - 1]
    if (!last || (after !== null && last.at <= after)) break
    const found = onTrackSignals({ ...question, points: points.slice(0, count) })
    const asks = found.find(({ supervisorBy }) => supervisorBy !== null)
    if (!asks) break
    by = asks.supervisorBy
  }
  return by
}

interface Course extends OnTrackQuestion {
  readonly scored: readonly ScoredPoint[]
  readonly first: ScoredPoint
  readonly last: ScoredPoint
}

/** The most serious of the three ways to be worse: one form asks once. */
function worseningOf(course: Course, isWorseThanStart: boolean): OnTrackSignal | null {
  const { instrument, scored, first, last } = course
  const before = scored.at(-2)
  const best = bestOf(course)
  if (isWorseThanStart) {
    return signal(course, 'worse_than_start', { from: first.total, rule: 'worsening' })
  }
  if (before && isJump(course, before)) {
    return signal(course, 'jump', { from: before.total, rule: 'jump', isOwnNumber: true })
  }
  if (reliableChange(instrument, best.total, last.total) !== 'worsened') return null
  return signal(course, 'worse_than_best', { from: best.total, rule: 'worsening' })
}

function isJump({ rules, instrument, last, timeZone }: Course, before: ScoredPoint): boolean {
  if (rules.jump === null) return false
  const sign = instrument.scoring.higherIs === 'worse' ? 1 : -1
  const days = activeDays({ from: before.at, to: last.at, pausedRanges: [], timeZone })
  return sign * (last.total - before.total) >= rules.jump.points && days <= rules.jump.withinDays
}

function improvement(course: Course): OnTrackSignal {
  const { rules, instrument, scored, first, last } = course
  const sign = instrument.scoring.higherIs === 'worse' ? 1 : -1
  const reached = (point: ScoredPoint): boolean =>
    rules.earlyChange !== null &&
    sign * (first.total - point.total) >= rules.earlyChange.points &&
    weeksBetween(course, first.at, point.at) <= rules.earlyChange.byWeek
  const isEarly =
    rules.earlyChange !== null &&
    sign * (first.total - last.total) >= rules.earlyChange.points &&
    scored.some(reached)
  return isEarly
    ? signal(course, 'early_improvement', {
        from: first.total,
        rule: 'early_change',
        isOwnNumber: true,
      })
    : signal(course, 'reliably_improved', { from: first.total, rule: null })
}

/** What may be asked of somebody whose scores have moved neither way. */
function withoutChange(course: Course): OnTrackSignal | null {
  const { rules, instrument, first, last, finishedModuleCount } = course
  const weeks = weeksSinceFirst(course, last.at)
  const cutPoint = rules.cutPoints.findLast(({ week }) => week <= weeks)
  if (cutPoint && instrument.scoring.higherIs === 'worse' && last.total >= cutPoint.atLeast) {
    return signal(course, 'above_cut_point', { from: cutPoint.atLeast, rule: 'cut_points' })
  }
  if (finishedModuleCount < rules.noChangeByModule || isBelowCaseness(course)) return null
  return signal(course, 'no_change_by_module', { from: first.total, rule: 'no_change_by_module' })
}

/**
 * Somebody who is well by the instrument's own cut-off is not asked about for staying as they are;
 * a cut-off that is not confirmed keeps nobody from being looked at.
 */
function isBelowCaseness({ instrument, last }: Course): boolean {
  const isKnown = showing(instrument, 'caseness')?.standing === 'confirmed'
  return isKnown && isAtCaseness(instrument, last.total) === false
}

/** Above the range in each of the latest forms; a single high week is left to the other rules. */
function aboveRange(course: Course): OnTrackSignal | null {
  const { model, rules, scored, last } = course
  if (model === null || course.instrument.scoring.higherIs === 'better') return null
  if (isBelowCaseness(course)) return null
  const latest = scored.slice(-rules.aboveRange.formsInARow)
  if (latest.length < rules.aboveRange.formsInARow) return null
  if (weeksSinceFirst(course, last.at) < rules.aboveRange.fromWeek) return null
  const edges = latest.map((point) => upperEdge(course, model.range, point))
  const isAbove = edges.every((edge, place) => edge !== null && (latest[place]?.total ?? 0) > edge)
  const edge = edges.at(-1)
  if (!isAbove || edge === undefined || edge === null) return null
  const found = signal(course, 'above_range', {
    from: edge,
    rule: 'above_range',
    isOwnNumber: true,
  })
  const sources = [model.source, ...found.sources]
  return {
    ...found,
    share: model.range.quantiles.high,
    isIllustrative: model.isIllustrative,
    sources,
    isVerified: sources.every(isChecked),
  }
}

function upperEdge(course: Course, model: RangeModel, point: ScoredPoint): number | null {
  const { first } = course
  if (point.at <= first.at) return null
  const weeks = weeksBetween(course, first.at, point.at)
  return expectedRange(model, first.total, weeks)?.high ?? null
}

/** Weeks of treatment between two moments, parts included, without the days of a pause. */
function weeksBetween(
  course: Pick<OnTrackQuestion, 'timeZone' | 'pausedRanges'>,
  from: Instant,
  to: Instant,
): number {
  return activeDays({ from, to, ...course }) / 7
}

/** Whole weeks that have passed since the first form: 4 from day 28 on. */
function weeksSinceFirst(course: Course, at: Instant): number {
  return wholeWeeks({ ...course, from: course.first.at, to: at })
}

/** Says whether a pause lies between the first form and the latest. */
function hasPaused(course: Course): boolean {
  const { first, last } = course
  const days = { from: first.at, to: last.at, timeZone: course.timeZone }
  return (
    activeDays({ ...days, pausedRanges: course.pausedRanges }) <
    activeDays({ ...days, pausedRanges: [] })
  )
}

interface Comparison {
  readonly from: number
  readonly rule: OnTrackRuleName | null
  /** The number is the rule's own and not the instrument's reliable change. */
  readonly isOwnNumber?: boolean
}

function signal(course: Course, code: OnTrackCode, { from, rule, isOwnNumber }: Comparison) {
  const { instrument, rules, timeZone, first, last } = course
  const isWorse = code === 'worse_than_start' || code === 'worse_than_best' || code === 'jump'
  const lookOn = addDays(localDate(last.at, timeZone), rules.supervisorWithinDays)
  const isGood = code === 'early_improvement' || code === 'reliably_improved'
  const mayJudge = isWorse || course.sessionCount >= rules.noVerdictBeforeSession
  const { reliableChange: threshold } = instrument
  const sources = [
    ...(rule === null ? [] : [rules.sources[rule]]),
    ...(threshold && !isOwnNumber ? [thresholdSource(threshold)] : []),
    ...(mayJudge || isGood ? [] : [rules.sources.no_verdict]),
  ]
  return {
    code,
    instrumentId: instrument.id,
    total: last.total,
    start: first.total,
    from,
    by: last.total - from,
    weeks: weeksSinceFirst(course, last.at),
    isWithoutPauses: hasPaused(course),
    share: null,
    isIllustrative: false,
    since: last.at,
    supervisorBy: isWorse ? atLocal(lookOn, localTime(last.at, timeZone), timeZone) : null,
    mayJudge,
    judgedFromSession: rules.noVerdictBeforeSession,
    sources,
    isVerified: sources.every(isChecked),
  } satisfies OnTrackSignal
}

function thresholdSource({ source, verifiedBy, validFrom }: Threshold): RuleSource {
  return { text: source, verifiedBy, validFrom }
}

function isChecked({ verifiedBy }: RuleSource): boolean {
  return verifiedBy.trim() !== ''
}

/** The earliest of the best. */
function bestOf({ instrument, scored, first }: Course): ScoredPoint {
  const sign = instrument.scoring.higherIs === 'worse' ? 1 : -1
  let best = first
  for (const point of scored) if (sign * (point.total - best.total) < 0) best = point
  return best
}
