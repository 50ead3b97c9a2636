import type { AdverseEventsProtocol } from '#content/types.ts'
import { FaultSummary, type Faults, TextAreaField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import {
  type AdverseEvent,
  inOrderOfWork,
  latestOf,
  referenceOf,
  stateOf,
} from './adverse-event.ts'
import { EventSummary } from './event-summary.tsx'
import { EventView } from './event-view.tsx'

interface ListProps {
  protocol: AdverseEventsProtocol
  events: readonly AdverseEvent[]
}

/** What waits to be reviewed, serious first, and what has been. */
export function ReviewListPage({ protocol, events }: ListProps) {
  const ordered = inOrderOfWork(events)
  const open = ordered.filter((event) => stateOf(event) !== 'reviewed')
  const done = ordered.filter((event) => stateOf(event) === 'reviewed')
  return (
    <div>
      <h1 className="nhsuk-heading-l">Negative effects and adverse events ({open.length} open)</h1>
      {events.length === 0 && (
        <div className="hr-card hr-card--calm">
          <p>Nothing is on record. What people and therapists report appears here.</p>
        </div>
      )}
      {events.length > 0 && open.length === 0 && (
        <div className="hr-card hr-card--calm">
          <p>Nothing waits to be reviewed.</p>
        </div>
      )}
      <EventTable title="Open" protocol={protocol} events={open} />
      <EventTable title="Reviewed" protocol={protocol} events={done} />
      {events.length > 0 && (
        <p>
          <a href="/adverse-events/export">Take the list away as a file, without names</a>{' '}
          <span className="hr-quiet">
            Dates, kinds and judgements only: no names, and no sentence that anybody wrote.
          </span>
        </p>
      )}
    </div>
  )
}

function EventTable({ title, protocol, events }: ListProps & { title: string }) {
  if (events.length === 0) return null
  const id = `events-${title.toLowerCase()}`
  return (
    <section aria-labelledby={id}>
      <h2 className="nhsuk-heading-m" id={id}>
        {title} ({events.length})
      </h2>
      <table className="nhsuk-table hr-events">
        <thead className="nhsuk-table__head">
          <tr>
            <th scope="col">Person, or reference</th>
            <th scope="col">What</th>
            <th scope="col">Happened</th>
            <th scope="col">Known since</th>
            <th scope="col">Reviewed</th>
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {events.map((event) => (
            <EventRow key={event.id} protocol={protocol} event={event} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The safety lead, who is not of the person's own team, reads a reference in place of a name. */
function EventRow({ protocol, event }: { protocol: AdverseEventsProtocol; event: AdverseEvent }) {
  const latest = latestOf(event)
  const review = event.reviews.at(-1)
  return (
    <tr>
      <th scope="row" dir="auto">
        {event.isNamed ? event.patientName : referenceOf(event)}
        {event.isNamed && (
          <span className="hr-queue__week">
            <bdi>{event.therapistName}</bdi>
          </span>
        )}
      </th>
      <td>
        <EventSummary protocol={protocol} event={event} href={`/adverse-events/${event.id}`} />
      </td>
      <td>
        <Label words="Happened" />
        {latest?.happenedOn ? formatDay(latest.happenedOn, 'short-date') : 'not known'}
      </td>
      <td>
        <Label words="Known since" />
        {latest ? (
          formatDay(latest.learntOn, 'short-date')
        ) : (
          <Time at={event.recordedAt} style="short-date" />
        )}
      </td>
      <td>
        <Label words="Reviewed" />
        {review && stateOf(event) !== 'open' ? (
          <>
            <Time at={review.at} style="short-date" />, <bdi>{review.byName}</bdi>
          </>
        ) : (
          'not yet'
        )}
      </td>
    </tr>
  )
}

/** On a phone a row is a block, and each cell says what it is. */
function Label({ words }: { words: string }) {
  return (
    <span className="hr-events__label" aria-hidden="true">
      {words}:{' '}
    </span>
  )
}

interface ReviewEventPageProps {
  protocol: AdverseEventsProtocol
  event: AdverseEvent
  sendKey: string
  typed: { note: string }
  faults: Faults
}

/** One event for whoever reviews it, with the two things that can be decided. */
export function ReviewEventPage(props: ReviewEventPageProps) {
  const { event, protocol } = props
  return (
    <div className="hr-reading">
      <a className="nhsuk-back-link" href="/adverse-events">
        All events
      </a>
      <FaultSummary faults={props.faults} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l" dir="auto">
          {event.isNamed ? event.patientName : referenceOf(event)}
        </span>
        Negative effect or adverse event
      </h1>
      {event.isNamed && (
        <p>
          Therapist <bdi>{event.therapistName}</bdi>.{' '}
          <a href={`/supervision/${event.courseId}`}>The record</a>
        </p>
      )}
      <EventView
        protocol={protocol}
        event={event}
        safetyHref={event.isNamed ? (itemId) => `/people/${event.courseId}/safety/${itemId}` : null}
      />
      <Decision {...props} />
    </div>
  )
}

function Decision({ event, sendKey, typed, faults }: ReviewEventPageProps) {
  const latest = latestOf(event)
  if (!latest) return <p>It can be reviewed once the therapist has written it up.</p>
  if (stateOf(event) === 'reviewed') return null
  return (
    <PostForm action={`/adverse-events/${event.id}/reviews`} sendKey={sendKey}>
      <input type="hidden" name="version" value={latest.version} />
      <TextAreaField
        name="note"
        rows={4}
        label="What you make of it, and what follows"
        hint="The therapist reads it. It never reaches the patient."
        value={typed.note}
        error={faults.note}
      />
      <div className="hr-row">
        <button className="nhsuk-button" type="submit" name="decision" value="reviewed">
          Reviewed: close it
        </button>
        <button
          className="nhsuk-button nhsuk-button--secondary"
          type="submit"
          name="decision"
          value="more_needed"
        >
          Ask for more
        </button>
      </div>
    </PostForm>
  )
}
