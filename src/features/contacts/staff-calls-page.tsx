import type { Form } from '#platform/http/form.ts'
import { newId } from '#platform/ids.ts'
import { FaultSummary, type Faults } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { BookCallForm, CallForm } from './call-fields.tsx'
import type { Appointment, CallNote, Contact } from './contact.ts'
import { mechanismWords, outcomeWords, purposeWords } from './contact-words.ts'
import type { LoggedTime } from './logged-time.ts'
import type { SeenTime } from './time.ts'
import { type ReturnedCorrection, TimeCounter, TimeSummary } from './time-summary.tsx'

export interface StaffCallsPageProps {
  courseId: string
  patientName: string
  mayAct: boolean
  /** Booked and without an outcome, the soonest first. */
  open: readonly Appointment[]
  contacts: readonly Contact[]
  logged: LoggedTime
  /** What was seen of whoever asks; for those who log time. */
  seen: readonly SeenTime[]
  /** What was posted to one of the forms, when it comes back with faults. */
  returned: {
    form: 'book' | 'call' | 'time'
    typed: Form
    faults: Faults
    sendKey: string
    /** Which entry, when it is a correction of time. */
    entryId?: string
  } | null
}

/** Calls and minutes of one course: booked, held, missed, logged, corrected. */
export function StaffCallsPage(props: StaffCallsPageProps) {
  const { courseId, patientName, mayAct, contacts, logged, returned } = props
  return (
    <>
      <a className="nhsuk-back-link" href={`/people/${courseId}`}>
        The record
      </a>
      {returned && <FaultSummary faults={returned.faults} />}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">{patientName}</span>Calls and time
      </h1>
      {mayAct && <TimeCounter courseId={courseId} activity="admin" seen={props.seen} />}
      <div className="hr-columns">
        <div>
          <h2 className="nhsuk-heading-m">Booked</h2>
          <Booked {...props} />
          <h2 className="nhsuk-heading-m">Held and missed</h2>
          <ContactList contacts={contacts} />
          <h2 className="nhsuk-heading-m">Time</h2>
          <TimeSummary
            logged={logged}
            correctAt={
              mayAct ? (entryId) => `/people/${courseId}/time/${entryId}/correction` : null
            }
            returned={correctionIn(returned)}
          />
        </div>
        {mayAct && <Forms {...props} />}
      </div>
    </>
  )
}

function correctionIn(returned: StaffCallsPageProps['returned']): ReturnedCorrection | null {
  if (!returned?.entryId) return null
  const { entryId, typed } = returned
  return { entryId, minutes: typed.text('minutes'), reason: typed.text('reason') }
}

function Forms({ courseId, open, returned }: StaffCallsPageProps) {
  const of = (form: 'book' | 'call') => (returned?.form === form ? returned : null)
  return (
    <div>
      <h2 className="nhsuk-heading-m">Book a call</h2>
      <BookCallForm
        action={`/people/${courseId}/calls`}
        sendKey={of('book')?.sendKey ?? newId()}
        typed={of('book')?.typed ?? null}
        faults={of('book')?.faults ?? {}}
      />
      <details open={of('call') !== null}>
        <summary>Record a call that is not the weekly review</summary>
        <p className="hr-quiet">
          For a call that nobody answered, or one in between. A weekly call is recorded with the
          review, so that the next review is dated with it.
        </p>
        <CallForm
          action={`/people/${courseId}/contacts`}
          sendKey={of('call')?.sendKey ?? newId()}
          booked={open}
          typed={of('call')?.typed ?? null}
          faults={of('call')?.faults ?? {}}
        />
      </details>
    </div>
  )
}

/** One booked call in a line: when, how long, how and what for. */
export function BookedCall({ call }: { call: Appointment }) {
  return (
    <>
      <Time at={call.startsAt} />, {call.minutes} minutes,{' '}
      {mechanismWords[call.mechanism].toLowerCase()}, {purposeWords[call.purpose].toLowerCase()}
      {call.joinLink && (
        <>
          {' '}
          (
          <a href={call.joinLink} rel="noreferrer">
            join
          </a>
          )
        </>
      )}
      .
    </>
  )
}

function Booked({ courseId, mayAct, open }: StaffCallsPageProps) {
  if (open.length === 0) return <p className="hr-quiet">No call is booked.</p>
  return (
    <ul className="hr-plain-list">
      {open.map((call) => (
        <li key={call.id}>
          <BookedCall call={call} />
          {mayAct && (
            <details>
              <summary>Cancel</summary>
              <PostForm
                className="hr-inline-form"
                action={`/people/${courseId}/calls/${call.id}/cancellation`}
              >
                <label className="nhsuk-label" htmlFor={`reason-${call.id}`}>
                  Why (for the record)
                </label>
                <input
                  className="nhsuk-input"
                  id={`reason-${call.id}`}
                  name="reason"
                  dir="auto"
                  maxLength={500}
                />
                <button className="nhsuk-button nhsuk-button--secondary" type="submit">
                  Cancel the call
                </button>
              </PostForm>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Every call, held or missed, with its note. */
export function ContactList({ contacts }: { contacts: readonly Contact[] }) {
  if (contacts.length === 0) return <p className="hr-quiet">No call has been recorded.</p>
  return (
    <ul className="hr-plain-list">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <strong>
            <Time at={contact.happenedAt} />
          </strong>{' '}
          {purposeWords[contact.purpose]}, {mechanismWords[contact.mechanism].toLowerCase()}:{' '}
          {outcomeWords[contact.outcome].toLowerCase()}
          {contact.minutes > 0 && `, ${contact.minutes} min`}.{' '}
          <span className="hr-quiet">{contact.recordedByName}</span>
          <Note note={contact.note} />
        </li>
      ))}
    </ul>
  )
}

function Note({ note }: { note: CallNote }) {
  const lines = noteLines.flatMap(({ field, label }) => {
    const said = note[field]
    return said ? [{ label, said: said === true ? 'Yes' : said }] : []
  })
  if (lines.length === 0) return null
  return (
    <dl className="hr-note">
      {lines.map(({ label, said }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{said}</dd>
        </div>
      ))}
    </dl>
  )
}

const noteLines: readonly { field: keyof CallNote; label: string }[] = [
  { field: 'agenda', label: 'Agenda' },
  { field: 'safetyChecked', label: 'Asked about safety' },
  { field: 'measuresDiscussed', label: 'Scores looked at together' },
  { field: 'mainTopic', label: 'Main topic' },
  { field: 'agreedTasks', label: 'Agreed tasks' },
  { field: 'nextContact', label: 'Next contact' },
]
