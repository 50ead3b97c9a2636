import type { AdverseEventsProtocol } from '#content/types.ts'
import { lowerFirst } from '#ui/first-letter.ts'

/** Where a record began. */
export type EventSource = 'patient' | 'therapist' | 'form' | 'deterioration'

/** How an event was judged at one time; a correction is another version. */
export interface EventVersion {
  readonly version: number
  readonly kind: string
  readonly what: string
  /** Null when nobody knows the day. */
  readonly happenedOn: string | null
  readonly learntOn: string
  readonly learntFrom: string
  readonly severity: string
  /** What came of it that makes it serious in the sense of good clinical practice. */
  readonly seriousBecause: readonly string[]
  readonly relatedness: string
  readonly actions: readonly string[]
  readonly outcome: string
  readonly safetyItemId: string | null
  readonly changeReason: string | null
  readonly at: Date
  readonly byName: string
}

export interface EventReview {
  readonly id: string
  /** The version that was looked at. */
  readonly version: number
  readonly decision: 'reviewed' | 'more_needed'
  readonly note: string
  readonly at: Date
  readonly byName: string
}

export interface AdverseEvent {
  readonly id: string
  readonly courseId: string
  readonly patientId: string
  readonly patientName: string
  readonly programmeId: string
  readonly therapistName: string
  /** The reader supervises this person's therapist: in a review only they are shown a name. */
  readonly isNamed: boolean
  readonly source: EventSource
  readonly sourceId: string | null
  /** What the person told, in their own words. */
  readonly told: string | null
  readonly recordedAt: Date
  readonly recordedByName: string
  /** Oldest first; empty while nobody has written up what a person told. */
  readonly versions: readonly EventVersion[]
  /** Oldest first. */
  readonly reviews: readonly EventReview[]
}

/** `told`: waits for the therapist. `open`: waits for whoever reviews. `more_needed`: sent back. */
export type EventState = 'told' | 'open' | 'more_needed' | 'reviewed'

export function latestOf(event: AdverseEvent): EventVersion | null {
  return event.versions.at(-1) ?? null
}

/** An event stays open until its latest version was reviewed: a correction opens it again. */
export function stateOf(event: AdverseEvent): EventState {
  const latest = latestOf(event)
  if (!latest) return 'told'
  const review = event.reviews.findLast(({ version }) => version === latest.version)
  return review?.decision ?? 'open'
}

export function isSerious(event: AdverseEvent): boolean {
  return (latestOf(event)?.seriousBecause.length ?? 0) > 0
}

/** A short name for an event that says nothing about anybody. */
export function referenceOf(event: { readonly id: string }): string {
  return `AE-${event.id.slice(-8).toUpperCase()}`
}

/** Serious first, then what waits longest; what is done last, the newest first. */
export function inOrderOfWork(events: readonly AdverseEvent[]): AdverseEvent[] {
  const isDone = (event: AdverseEvent) => Number(stateOf(event) === 'reviewed')
  return events.toSorted((a, b) => {
    const age = a.recordedAt.getTime() - b.recordedAt.getTime()
    return (
      isDone(a) - isDone(b) ||
      (isDone(a) ? -age : Number(isSerious(b)) - Number(isSerious(a)) || age)
    )
  })
}

type Listed = 'kinds' | 'severities' | 'relatedness' | 'actions' | 'outcomes' | 'learntFrom'

/** The words for an id of a list; an id that a later protocol has dropped speaks for itself. */
export function labelOf(protocol: AdverseEventsProtocol, list: Listed, id: string): string {
  return protocol[list].find((each) => each.id === id)?.label ?? id
}

/** "Severe, and serious: they were admitted to hospital, or kept there longer". */
export function severityWords(protocol: AdverseEventsProtocol, version: EventVersion): string {
  const severity = labelOf(protocol, 'severities', version.severity)
  if (version.seriousBecause.length === 0) return severity
  const because = version.seriousBecause.map((id) =>
    lowerFirst(protocol.serious.criteria.find((each) => each.id === id)?.label ?? id),
  )
  return `${severity}, and serious: ${because.join('; ')}`
}

export const stateWords: Record<EventState, string> = {
  told: 'waits for the therapist to write it up',
  open: 'waits to be reviewed',
  more_needed: 'more was asked for',
  reviewed: 'reviewed',
}
