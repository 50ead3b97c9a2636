import type { PausedRange } from '#clinical/active-days.ts'
import { addDays, localDate, startOfDay } from '#clinical/calendar.ts'
import { type CourseSignal, type CourseSignals, courseSignals } from '#clinical/course-signals.ts'
import {
  type EngagementState,
  type EngagementStep,
  engagementState,
  halvingReasonsOf,
} from '#clinical/engagement.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { ScorePoint } from '#clinical/score-course.ts'
import { scoreCourse } from '#clinical/score-course.ts'
import type { Context } from '#platform/context.ts'
import type { CaseRow } from './case-row.ts'
import { severePhq9, signalRulesFor } from './course-signal-rules.ts'

/** What the signals of one course rest on; the review screen has the same from its own reading. */
export interface CourseFacts {
  readonly startedAt: Date | null
  readonly programmeId: string
  readonly points: readonly (ScorePoint & { readonly instrumentId: string })[]
  readonly finishedModules: readonly string[]
  readonly sessionCount: number
  readonly pauses: readonly PausedRange[]
}

export function factsOf(row: CaseRow): CourseFacts {
  return {
    startedAt: row.started_at,
    programmeId: row.programme_id,
    points: row.points,
    finishedModules: [...new Set(row.modules.map(({ moduleId }) => moduleId))],
    sessionCount: row.reviews,
    pauses: pausedRanges(row.pauses),
  }
}

/** What the scores ask a clinician to look at, for each weekly instrument of the programme. */
export function signalsOf(ctx: Context, facts: CourseFacts): CourseSignals {
  const programme = ctx.content.programmes.get(facts.programmeId)
  if (!programme || !facts.startedAt || facts.points.length < 2)
    return { signals: [], mayJudge: false }
  const { startedAt } = facts
  const core = new Set(programme.core)
  const each = programme.measures.weekly
    .flatMap((id) => ctx.content.instruments.get(id) ?? [])
    .map((instrument) =>
      courseSignals({
        now: ctx.now.getTime(),
        timeZone: ctx.service.timeZone,
        courseStart: startedAt.getTime(),
        pausedRanges: facts.pauses,
        instrument,
        points: pointsOf(facts, instrument),
        finishedModuleCount: facts.finishedModules.filter((id) => core.has(id)).length,
        sessionCount: facts.sessionCount,
        rules: signalRulesFor(instrument),
      }),
    )
  return {
    signals: each.flatMap(({ signals }) => signals),
    mayJudge: each.some(({ mayJudge }) => mayJudge),
  }
}

/** A signal that a review has followed was decided on there; improvement asks for nothing. */
export function isUndecided(signal: CourseSignal, lastDecidedAt: Date | null): boolean {
  if (signal.code === 'reliably_improved') return false
  return lastDecidedAt === null || signal.since > lastDecidedAt.getTime()
}

export interface Silence {
  readonly step: EngagementStep
  readonly label: string
  readonly say: string
  readonly days: number
  readonly since: number
  readonly isHalved: boolean
}

/**
 * The step that a person, not a reminder, has to take now; null once somebody has been in touch.
 */
export function silenceOf(ctx: Context, row: CaseRow): Silence | null {
  if (row.state !== 'active' || !row.started_at) return null
  const lastActionAt = Math.max(row.started_at.getTime(), row.last_activity_at?.getTime() ?? 0)
  // Not even a halved step has come by then: most people need no more thought than this.
  if (ctx.now.getTime() - lastActionAt < 3 * 86_400_000) return null
  const state = engagementOfRow(ctx, row, lastActionAt)
  const step = state.current
  const words = ctx.content.protocols.engagement.steps.find(({ day }) => day === step?.day)
  if (!step || !words || step.who === 'system') return null
  const zone = ctx.service.timeZone
  const day = state.isHalved ? Math.ceil(step.day / 2) : step.day
  const today = localDate(ctx.now.getTime(), zone)
  const reachedAt = startOfDay(addDays(today, day - state.daysSilent), zone)
  if (row.last_contact_at && row.last_contact_at.getTime() >= reachedAt) return null
  return {
    step,
    label: words.label,
    say: words.say,
    days: state.daysSilent,
    since: lastActionAt,
    isHalved: state.isHalved,
  }
}

function engagementOfRow(ctx: Context, row: CaseRow, lastActionAt: number): EngagementState {
  const depression = ctx.content.instruments.get('phq9')
  const course = scoreCourse(row.points.filter((point) => point.instrumentId === 'phq9'))
  return engagementState({
    now: ctx.now.getTime(),
    lastActionAt,
    pausedRanges: pausedRanges(row.pauses),
    timeZone: ctx.service.timeZone,
    steps: ctx.content.protocols.engagement.steps,
    halvedFor: halvingReasonsOf({
      hasOpenSafetyItem: row.safety_items.length > 0,
      change: course.change,
      lastTotal: (course.last ?? course.first)?.total ?? null,
      risingFrom: depression?.reliableChange?.atLeast ?? null,
      severeFrom: severePhq9,
    }),
  })
}

function pointsOf(facts: CourseFacts, instrument: Instrument): ScorePoint[] {
  return facts.points.filter((point) => point.instrumentId === instrument.id)
}

function pausedRanges(events: CaseRow['pauses']): PausedRange[] {
  const ranges: { from: number; to: number | null }[] = []
  for (const { kind, at } of events) {
    const open = ranges.at(-1)
    if (kind === 'paused') ranges.push({ from: at, to: null })
    else if (open?.to === null) open.to = at
  }
  return ranges
}
