import { isPausedAt, type PausedRange } from './active-days.ts'
import {
  addDays,
  daysBetween,
  type Instant,
  localDate,
  type PlainDate,
  startOfDay,
  startOfWeek,
} from './calendar.ts'
import type { ModuleProgress } from './release.ts'

/** The release rules of a programme. */
export interface ReleaseRules {
  readonly afterPrevious: 'submitted' | 'reviewed'
  /** Days between the opening of one module and of the next, so that practice happens. */
  readonly notBeforeDays: number
  /** In one week, Monday to Sunday, of the modules on the person's track. */
  readonly mostCoreModulesAWeek: number
}

export interface ReleaseQuestion {
  readonly now: Instant
  readonly timeZone: string
  /** The modules of the person's track, in order. */
  readonly track: readonly string[]
  readonly states: ReadonlyMap<string, ModuleProgress>
  readonly rules: ReleaseRules
  readonly pausedRanges: readonly PausedRange[]
}

/**
 * What the rules suggest. The therapist decides, and may open any module at any time with a reason:
 * `moduleId` names the next one on the track also when the rules would wait.
 */
export type ReleaseSuggestion =
  | {
      readonly suggestion: 'open'
      readonly moduleId: string
      readonly reason: 'first_module' | 'previous_submitted' | 'previous_reviewed'
      readonly previousId: string | null
    }
  | {
      readonly suggestion: 'wait'
      readonly moduleId: string
      readonly reason:
        | 'previous_not_finished'
        | 'too_soon'
        | 'enough_this_week'
        | 'held'
        | 'offered'
        | 'paused'
        | 'unknown'
      readonly previousId: string | null
      /**
       * The first day on which the rules would no longer wait; null when that hangs on a person.
       */
      readonly until: PlainDate | null
    }
  | { readonly suggestion: 'none'; readonly reason: 'all_opened' }

/**
 * Suggests which module of the track to open next, or why to wait and until when: the one before
 * must be finished and some days old, and only so many open in a week; anything unknown makes it
 * wait, and never opens (content model, section 10).
 */
export function suggestRelease(question: ReleaseQuestion): ReleaseSuggestion {
  const { track, states } = question
  const index = track.findIndex((moduleId) => isStillToOpen(states.get(moduleId)))
  const moduleId = track[index]
  if (moduleId === undefined) return { suggestion: 'none', reason: 'all_opened' }
  const previous = previousOpened(question, index)
  const previousId = previous?.moduleId ?? null
  const reason = waitReason(question, moduleId, previous)
  if (reason !== null) return { suggestion: 'wait', moduleId, previousId, ...reason }
  const finished = previous?.state === 'reviewed' ? 'previous_reviewed' : 'previous_submitted'
  return { suggestion: 'open', moduleId, previousId, reason: previous ? finished : 'first_module' }
}

type Wait = Pick<Extract<ReleaseSuggestion, { suggestion: 'wait' }>, 'reason' | 'until'>

function waitReason(
  question: ReleaseQuestion,
  moduleId: string,
  previous: ModuleProgress | null,
): Wait | null {
  const { now, states, rules, pausedRanges } = question
  const state = states.get(moduleId)?.state
  if (state === undefined) return { reason: 'unknown', until: null }
  if (state === 'held' || state === 'offered') return { reason: state, until: null }
  if (isPausedAt(now, pausedRanges)) return { reason: 'paused', until: null }
  if (previous && !isFinished(previous, rules.afterPrevious)) {
    return { reason: 'previous_not_finished', until: null }
  }
  return previous ? waitForDays(question, previous) : null
}

function waitForDays(question: ReleaseQuestion, previous: ModuleProgress): Wait | null {
  const { now, timeZone, rules } = question
  const today = localDate(now, timeZone)
  if (previous.openedAt === null) return { reason: 'unknown', until: null }
  const notBefore = addDays(localDate(previous.openedAt, timeZone), rules.notBeforeDays)
  const monday = startOfWeek(today)
  const isWeekFull =
    openedSince(question, startOfDay(monday, timeZone)) >= rules.mostCoreModulesAWeek
  const nextMonday = addDays(monday, 7)
  if (isWeekFull) {
    return { reason: 'enough_this_week', until: later(notBefore, nextMonday) }
  }
  return today < notBefore ? { reason: 'too_soon', until: notBefore } : null
}

function later(a: PlainDate, b: PlainDate): PlainDate {
  return daysBetween(a, b) > 0 ? b : a
}

function openedSince({ track, states }: ReleaseQuestion, from: Instant): number {
  return track.filter((moduleId) => (states.get(moduleId)?.openedAt ?? from - 1) >= from).length
}

/**
 * A module that was skipped or declined is passed over: the person goes on from the one before it.
 */
function previousOpened({ track, states }: ReleaseQuestion, index: number): ModuleProgress | null {
  const before = track.slice(0, index).flatMap((moduleId) => states.get(moduleId) ?? [])
  return before.filter(({ state }) => state !== 'skipped' && state !== 'declined').at(-1) ?? null
}

function isStillToOpen(progress: ModuleProgress | undefined): boolean {
  if (progress === undefined) return true
  return !progress.isOpen && progress.state !== 'skipped' && progress.state !== 'declined'
}

function isFinished(progress: ModuleProgress, needed: ReleaseRules['afterPrevious']): boolean {
  return progress.state === 'reviewed' || progress.state === needed
}
