import type { AdverseEventsProtocol } from '#content/types.ts'
import { Time } from '#ui/time.tsx'
import { type AdverseEvent, stateOf } from './adverse-event.ts'
import { EventSummary } from './event-summary.tsx'

interface EventsListProps {
  courseId: string
  protocol: AdverseEventsProtocol
  events: readonly AdverseEvent[]
  mayRecord: boolean
}

/** For the record of one person: what was told and not yet written up first, in their words. */
export function EventsList({ courseId, protocol, events, mayRecord }: EventsListProps) {
  const base = `/people/${courseId}/adverse-events`
  const waiting = events.filter((event) => stateOf(event) === 'told')
  const others = events.filter((event) => stateOf(event) !== 'told')
  return (
    <>
      {events.length === 0 && (
        <p className="hr-quiet">Nobody has reported that something made things worse.</p>
      )}
      {waiting.map((event) => (
        <div className="hr-record__note" key={event.id}>
          <p className="hr-record__prose" dir="auto">
            {event.told}
          </p>
          <p className="hr-quiet">
            They said that something made things worse, <Time at={event.recordedAt} />.
          </p>
          <p className="hr-row">
            <a href={`${base}/${event.id}`}>{mayRecord ? 'Write it up' : 'Open'}</a>
            {mayRecord && (
              <a href={`/people/${courseId}/safety?source=${event.id}`}>Raise a worry from this</a>
            )}
          </p>
        </div>
      ))}
      <ul className="hr-plain-list">
        {others.map((event) => (
          <li key={event.id}>
            <EventSummary protocol={protocol} event={event} href={`${base}/${event.id}`} />
          </li>
        ))}
      </ul>
      {mayRecord && (
        <p>
          <a href={`${base}/new`}>Record a negative effect or adverse event</a>
        </p>
      )}
    </>
  )
}

/** How many wait for the therapist, in words; null for none. */
export function eventsNews(events: readonly AdverseEvent[]): string | null {
  const count = events.filter((event) => ['told', 'more_needed'].includes(stateOf(event))).length
  return count === 0 ? null : `${count} to write up`
}
