import type { VisibleCourse } from '#features/treatment/index.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { type AdverseEvent, latestOf, stateOf } from './adverse-event.ts'
import { EventFields, type EventFieldsProps } from './event-fields.tsx'
import { EventSummary } from './event-summary.tsx'
import { EventView } from './event-view.tsx'

export interface WriteProps extends Omit<EventFieldsProps, 'isCorrection'> {
  course: VisibleCourse
  sendKey: string
}

/** A new record of something that got worse or went wrong. */
export function NewEventPage(
  props: WriteProps & { source: string; sourceId: string | null; about: string | null },
) {
  const { course } = props
  return (
    <div className="hr-reading">
      <Back course={course} />
      <FaultSummary faults={props.faults} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l" dir="auto">
          {course.patientName}
        </span>
        Record a negative effect or adverse event
      </h1>
      {props.about && <p>{props.about}</p>}
      <p>
        For anything unwelcome that happened in treatment, whether or not treatment caused it. It
        stays open until a supervisor or the safety lead has reviewed it. If somebody may be in
        danger, <a href={`/people/${course.id}/safety`}>raise a safety item</a> first.
      </p>
      <PostForm action={`/people/${course.id}/adverse-events`} sendKey={props.sendKey}>
        <input type="hidden" name="source" value={props.source} />
        {props.sourceId && <input type="hidden" name="source_id" value={props.sourceId} />}
        <EventFields {...props} isCorrection={false} />
        <button className="nhsuk-button" type="submit">
          Save the record
        </button>
      </PostForm>
    </div>
  )
}

/** One event as the therapist has it: what was told, the judgement, and a form to write or mend. */
export function EventPage(
  props: Omit<WriteProps, 'typed'> & {
    event: AdverseEvent
    /** Nobody here supervises this therapist, and there is no safety lead. */
    hasNoReviewer: boolean
    /** Null for somebody who may read and not write. */
    typed: WriteProps['typed'] | null
  },
) {
  const { course, event, protocol, typed } = props
  const latest = latestOf(event)
  const action = `/people/${course.id}/adverse-events/${event.id}`
  const hasFaults = Object.keys(props.faults).length > 0
  return (
    <div className="hr-reading">
      <Back course={course} />
      <FaultSummary faults={props.faults} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l" dir="auto">
          {course.patientName}
        </span>
        Negative effect or adverse event
      </h1>
      <EventView
        protocol={protocol}
        event={event}
        safetyHref={(itemId) => `/people/${course.id}/safety/${itemId}`}
      />
      {props.hasNoReviewer && (
        <p className="nhsuk-inset-text">
          Nobody in this service can review it yet: you have no supervisor here, and there is no
          safety lead. Ask an administrator to give somebody the role.
        </p>
      )}
      {typed && (
        <details
          className="nhsuk-details"
          open={hasFaults || !latest || stateOf(event) === 'more_needed'}
        >
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              {latest ? 'Correct or add to it' : 'Write it up'}
            </span>
          </summary>
          <PostForm action={action} sendKey={props.sendKey}>
            <input type="hidden" name="based_on" value={latest?.version ?? 0} />
            <EventFields {...props} typed={typed} isCorrection={latest !== null} />
            <button className="nhsuk-button" type="submit">
              {latest ? 'Save as a new version' : 'Save the record'}
            </button>
          </PostForm>
        </details>
      )}
    </div>
  )
}

/** Everything of this kind that is on record for one person. */
export function EventsPage(props: {
  course: VisibleCourse
  protocol: WriteProps['protocol']
  events: readonly AdverseEvent[]
  mayRecord: boolean
}) {
  const { course, events, protocol } = props
  const base = `/people/${course.id}/adverse-events`
  return (
    <div className="hr-reading">
      <Back course={course} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l" dir="auto">
          {course.patientName}
        </span>
        Negative effects and adverse events
      </h1>
      {events.length === 0 && <p>Nothing is on record.</p>}
      <ul className="hr-plain-list">
        {events.map((event) => (
          <li key={event.id}>
            <EventSummary protocol={protocol} event={event} href={`${base}/${event.id}`} />{' '}
            <span className="hr-quiet">
              <Time at={event.recordedAt} style="date" />
            </span>
          </li>
        ))}
      </ul>
      {props.mayRecord && (
        <p>
          <a className="nhsuk-button nhsuk-button--secondary" href={`${base}/new`}>
            Record one
          </a>
        </p>
      )}
    </div>
  )
}

function Back({ course }: { course: VisibleCourse }) {
  return (
    <a className="nhsuk-back-link" href={`/people/${course.id}`}>
      The record
    </a>
  )
}
