import { EventsList, eventsNews } from '#features/adverse-events/index.ts'
import { BookedCall, ContactList, TimeSummary } from '#features/contacts/index.ts'
import { Thread, type ThreadMessage } from '#features/messages/index.ts'
import { isOnlyOpened } from '#features/treatment/index.ts'
import { EntryView } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { Tick } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import { historyWords, trackWords } from './history-words.ts'
import { nameOfModule } from './module-words.ts'
import { Part } from './part.tsx'
import type { PersonRecord } from './record.ts'

interface PersonPartProps {
  ctx: Context
  record: PersonRecord
  mayAct: boolean
}

/**
 * The conversation since the last review, the rest folded; a worry can be raised from any of it.
 */
export function MessagesPart({ ctx, record, mayAct }: PersonPartProps) {
  const { thread, course } = record
  const { messages, shown, count, fresh } = thread
  return (
    <Part id="messages" title="Messages" news={fresh > 0 ? `${fresh} new` : null}>
      <Thread
        messages={messages}
        headingLevel={3}
        showLast={shown}
        moduleTitle={(id) => record.programme.modules.get(id)?.title ?? null}
        empty={<p className="hr-quiet">Nobody has written yet.</p>}
        actions={(message) => <MessageActions {...{ ctx, mayAct, message }} courseId={course.id} />}
      />
      {messages.length < count && (
        <p>
          <a href={`/people/${course.id}/messages`}>All {count} messages</a>
        </p>
      )}
    </Part>
  )
}

interface MessageActionsProps {
  ctx: Context
  courseId: string
  mayAct: boolean
  message: ThreadMessage
}

/** What stands below a message on a therapist's page. */
export function MessageActions({ ctx, courseId, mayAct, message }: MessageActionsProps) {
  return (
    <>
      <WhatMayHelp ctx={ctx} barriers={message.context.barriers ?? []} />
      {mayAct && message.fromPatient && (
        <a className="hr-small" href={`/people/${courseId}/safety?source=${message.id}`}>
          Raise a worry from this
        </a>
      )}
    </>
  )
}

/** For the therapist alone: what the protocol proposes for each thing that got in the way. */
function WhatMayHelp({ ctx, barriers }: { ctx: Context; barriers: readonly string[] }) {
  const known = ctx.content.protocols.engagement.barriers.filter(({ id }) => barriers.includes(id))
  if (known.length === 0) return null
  return (
    <div className="hr-record__note">
      <p className="hr-eyebrow">What may help</p>
      <ul className="hr-plain-list">
        {known.map(({ id, label, fix }) => (
          <li key={id}>
            <strong>{label}:</strong> {fix}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What made things worse or went wrong, told or found; folded while nothing waits. */
export function EventsPart({ ctx, record, mayAct }: PersonPartProps) {
  const news = eventsNews(record.events)
  const count = record.events.length
  return (
    <Part
      id="events"
      title={`Negative effects and adverse events (${count})`}
      news={news}
      isOpen={news !== null}
    >
      <EventsList
        courseId={record.course.id}
        protocol={ctx.content.protocols.adverseEvents}
        events={record.events}
        mayRecord={mayAct}
      />
    </Part>
  )
}

/** The therapist's notes for the record: never on a patient's page. */
export function NotesPart({ record, mayAct }: PersonPartProps) {
  return (
    <Part id="notes" title={`Notes for the record (${record.notes.length})`} isOpen={false}>
      {mayAct && (
        <PostForm action={`/people/${record.course.id}/note`} sendKey={newId()}>
          <label className="nhsuk-label" htmlFor="note">
            A note that only staff see
          </label>
          <textarea className="nhsuk-textarea" id="note" name="note" rows={3} dir="auto" />
          <Tick name="medication" label="A change of medicine: mark its day on the charts" />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Add the note
          </button>
        </PostForm>
      )}
      <ul className="hr-plain-list">
        {record.notes.map((note) => (
          <li key={note.id}>
            <span className="hr-quiet">
              <Time at={note.at} /> <bdi>{note.authorName}</bdi>
              {note.isMedication && ', a change of medicine'}
            </span>
            <p className="hr-record__prose" dir="auto">
              {note.body}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** What they want to be able to do, and the plans that are on file. */
export function GoalsPart({ ctx, record }: PersonPartProps) {
  const shown = [...record.goals, ...record.plans]
  return (
    <Part id="goals" title="Goals and plans" isOpen={false}>
      {shown.length === 0 && <p className="hr-quiet">No goal or plan has been written yet.</p>}
      {!isOnlyOpened(record.course) && (
        <p>
          <a href={`/people/${record.course.id}/plan`}>Write the safety plan together</a>
        </p>
      )}
      {shown.map((entry) => {
        const worksheet = ctx.content.worksheets.get(entry.worksheetId)
        return (
          worksheet && (
            <EntryView
              key={entry.id}
              entry={entry}
              worksheet={worksheet}
              headingLevel={3}
              isRepeated
            />
          )
        )
      })}
    </Part>
  )
}

/** How to reach them and theirs. */
export function PeoplePart({ record }: { record: PersonRecord }) {
  const { details, course } = record
  // Whoever came for a safety item alone finds no intake behind it.
  const mayOpenIntake = course.access.has('therapist') || course.access.has('supervisor')
  const rows: [string, string | null][] = [
    [
      'Phone',
      details.phone &&
        `${details.phone}${
          details.mayLeaveVoicemail ? ', a neutral voicemail may be left' : ', no voicemail'
        }`,
    ],
    ['Second phone', details.secondPhone],
    ['How to reach them', details.contactNotes],
    ['E-mail', details.email],
    ['Where they usually are', details.locationNote],
    [
      'Emergency contact',
      [details.emergencyName, details.emergencyRelation, details.emergencyPhone]
        .filter(Boolean)
        .join(', ') || null,
    ],
    ['GP', [details.gpPractice, details.gpPhone].filter(Boolean).join(', ') || null],
    ['Safety at assessment', details.safetySummary],
    ['Why this programme', details.reasons],
  ]
  return (
    <Part id="people" title="People and numbers" isOpen={false}>
      <dl className="hr-facts">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      {mayOpenIntake && (
        <p>
          <a href={`/intake/${record.course.patientId}`}>Details, assessment and consent</a>
        </p>
      )}
    </Part>
  )
}

/** Calls and minutes. */
export function CallsPart({ record, mayAct }: PersonPartProps) {
  const { course, appointments, contacts, logged } = record
  const booked = appointments.filter((call) => call.cancelledAt === null && call.contactId === null)
  return (
    <Part
      id="calls"
      title={`Calls and time${booked.length > 0 ? ` (${booked.length} booked)` : ''}`}
      isOpen={false}
    >
      {booked.map((call) => (
        <p key={call.id}>
          Booked: <BookedCall call={call} />
        </p>
      ))}
      {mayAct && (
        <p>
          <a href={`/people/${course.id}/calls`}>Book, move or record a call; correct minutes</a>
        </p>
      )}
      <ContactList contacts={contacts.slice(0, 10)} />
      <TimeSummary
        logged={logged}
        correctAt={mayAct ? (entryId) => `/people/${course.id}/time/${entryId}/correction` : null}
      />
    </Part>
  )
}

/** Everything that happened: what a person did, and who. */
export function HistoryPart({ record }: { record: PersonRecord }) {
  return (
    <Part id="history" title="History" isOpen={false}>
      <ol className="hr-history">
        {record.history.map((line) => (
          <li key={`${line.at.toISOString()} ${line.what} ${line.moduleId ?? ''}`}>
            <span className="hr-quiet">
              <Time at={line.at} />
            </span>{' '}
            {historyWords(line.what)}
            {trackWords(record, line)}
            {line.moduleId && ` ${nameOfModule(record, line.moduleId)}`}
            {line.what === 'course.paused' &&
              record.pausedUntil &&
              ` until ${formatDay(record.pausedUntil)}`}
            {line.reason && (
              <>
                : <span dir="auto">{line.reason}</span>
              </>
            )}
            <span className="hr-quiet">
              {' '}
              <bdi>{line.byName}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </Part>
  )
}
