import type { Instant } from './calendar.ts'

export type ModuleEventType =
  | 'released'
  | 'held'
  | 'reopened'
  | 'skipped'
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'started'
  | 'submitted'
  | 'reviewed'

export interface ModuleEvent {
  readonly type: ModuleEventType
  readonly moduleId: string
  readonly at: Instant
}

export type ModuleState =
  | 'locked'
  | 'available'
  | 'in_progress'
  | 'submitted'
  | 'reviewed'
  | 'offered'
  | 'held'
  | 'skipped'
  | 'declined'

/** Where one person is with one module. */
export interface ModuleProgress {
  readonly moduleId: string
  readonly state: ModuleState
  /** True from the first opening on, for good: what was opened can always be read again. */
  readonly isOpen: boolean
  readonly openedAt: Instant | null
  readonly submittedAt: Instant | null
  readonly reviewedAt: Instant | null
  /** When the present state began; null while it was never anything but locked. */
  readonly since: Instant | null
}

/**
 * To which state an event leads from which; what is not listed changes nothing, and so can unlock
 * nothing.
 */
const transitions: Readonly<
  Record<ModuleEventType, Readonly<Partial<Record<ModuleState, ModuleState>>>>
> = {
  released: {
    locked: 'available',
    held: 'available',
    offered: 'available',
    declined: 'available',
    skipped: 'available',
  },
  held: { locked: 'held', offered: 'held', declined: 'held', skipped: 'held' },
  reopened: { submitted: 'in_progress', reviewed: 'in_progress', skipped: 'available' },
  skipped: {
    locked: 'skipped',
    held: 'skipped',
    offered: 'skipped',
    available: 'skipped',
    in_progress: 'skipped',
  },
  offered: { locked: 'offered', held: 'offered', declined: 'offered', skipped: 'offered' },
  accepted: { offered: 'available' },
  declined: { offered: 'declined' },
  started: { available: 'in_progress' },
  submitted: { available: 'submitted', in_progress: 'submitted' },
  reviewed: { submitted: 'reviewed' },
}

/** What a module that was opened once may not become again by being held or offered. */
const closesAgain: ReadonlySet<ModuleEventType> = new Set(['held', 'offered'])

/**
 * Replays the events of a course in order of time, events of one moment in the order given, to the
 * state of each listed module; a module once opened never locks again, and an event that does not
 * fit the state changes nothing (content model, sections 3 and 10).
 */
export function moduleStates(
  moduleIds: readonly string[],
  events: readonly ModuleEvent[],
): Map<string, ModuleProgress> {
  const states = new Map(moduleIds.map((moduleId) => [moduleId, untouched(moduleId)]))
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    const before = states.get(event.moduleId)
    if (before) states.set(event.moduleId, afterEvent(before, event))
  }
  return states
}

function untouched(moduleId: string): ModuleProgress {
  return {
    moduleId,
    state: 'locked',
    isOpen: false,
    openedAt: null,
    submittedAt: null,
    reviewedAt: null,
    since: null,
  }
}

function afterEvent(before: ModuleProgress, event: ModuleEvent): ModuleProgress {
  const state = transitions[event.type]?.[before.state]
  if (state === undefined || (before.isOpen && closesAgain.has(event.type))) return before
  const isOpen = before.isOpen || state === 'available'
  return {
    ...before,
    state,
    isOpen,
    since: event.at,
    openedAt: before.openedAt ?? (isOpen ? event.at : null),
    submittedAt: state === 'submitted' ? event.at : before.submittedAt,
    reviewedAt: state === 'reviewed' ? event.at : before.reviewedAt,
  }
}
