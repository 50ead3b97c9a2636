import type { Form } from '#platform/http/form.ts'
import { type Faults, SelectField, TextAreaField, TextField, Tick } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime } from '#ui/time.tsx'
import { type Appointment, callOutcomes, callPurposes, mechanisms } from './contact.ts'
import { mechanismWords, outcomeWords, purposeWords } from './contact-words.ts'
import { asLocal } from './local-moment.ts'
import { MomentField, NumberField } from './moment-field.tsx'

interface CallFieldsProps {
  /** Calls that were booked and have no outcome yet. */
  booked: readonly Appointment[]
  /** What was posted, when it comes back with faults. */
  typed: Form | null
  faults: Faults
}

/** What came of a call, and its note: fields for a form that may save more with it. */
export function CallFields({ booked, typed, faults }: CallFieldsProps) {
  const { now, timeZone } = usePageSettings()
  const [soonest] = booked
  const planned = soonest && soonest.startsAt <= now ? soonest : null
  const start = asLocal(planned?.startsAt ?? now, timeZone)
  // What comes back from another kind of answer has none of these fields: they begin afresh.
  const text = (name: string, otherwise = '') => (typed?.has(name) ? typed.text(name) : otherwise)
  return (
    <>
      {booked.length > 0 && (
        <SelectField
          name="call_appointment"
          label="Which call"
          value={text('call_appointment', planned?.id)}
          options={[
            { value: '', label: 'One that was not booked' },
            ...booked.map((call) => ({
              value: call.id,
              label: [
                formatTime(call.startsAt, 'day-time', timeZone),
                purposeWords[call.purpose],
              ].join(', '),
            })),
          ]}
        />
      )}
      <SelectField
        name="call_purpose"
        label="What it was for"
        error={faults.call_purpose}
        value={text('call_purpose', planned?.purpose ?? 'review')}
        options={callPurposes.map((value) => ({ value, label: purposeWords[value] }))}
      />
      <SelectField
        name="call_mechanism"
        label="How"
        error={faults.call_mechanism}
        value={text('call_mechanism', 'telephone')}
        options={mechanisms.map((value) => ({ value, label: mechanismWords[value] }))}
      />
      <SelectField
        name="call_outcome"
        label="What came of it"
        error={faults.call_outcome}
        value={text('call_outcome')}
        options={[
          { value: '', label: 'Choose' },
          ...callOutcomes.map((value) => ({ value, label: outcomeWords[value] })),
        ]}
      />
      <MomentField
        name="call"
        legend="When it began"
        error={faults.call_date}
        date={text('call_date', start.date)}
        time={text('call_time', start.time)}
      />
      <NumberField
        name="call_minutes"
        label="Minutes you spoke"
        value={text('call_minutes')}
        error={faults.call_minutes}
        hint="0 if you did not speak."
      />
      <NoteFields typed={typed} faults={faults} />
    </>
  )
}

function NoteFields({ typed, faults }: { typed: Form | null; faults: Faults }) {
  const text = (name: string) => typed?.text(name) ?? ''
  return (
    <>
      <TextAreaField
        name="call_agenda"
        label="Agenda, theirs first"
        rows={2}
        value={text('call_agenda')}
        error={faults.call_agenda}
      />
      <Tick
        name="call_safety_checked"
        label="Asked about safety"
        isTicked={typed?.has('call_safety_checked') ?? false}
      />
      <Tick
        name="call_measures_discussed"
        label="Looked at the scores together"
        isTicked={typed?.has('call_measures_discussed') ?? false}
      />
      <TextAreaField
        name="call_main_topic"
        label="Main topic"
        rows={4}
        value={text('call_main_topic')}
        error={faults.call_main_topic}
      />
      <TextAreaField
        name="call_agreed_tasks"
        label="Agreed tasks, in their words"
        rows={2}
        value={text('call_agreed_tasks')}
        error={faults.call_agreed_tasks}
      />
      <TextAreaField
        name="call_next_contact"
        label="Next contact"
        rows={1}
        value={text('call_next_contact')}
        error={faults.call_next_contact}
      />
    </>
  )
}

interface CallFormProps extends CallFieldsProps {
  action: string
  sendKey: string
}

/** A call recorded by itself: one that nobody answered, or one beside the weekly review. */
export function CallForm({ action, sendKey, ...fields }: CallFormProps) {
  return (
    <PostForm action={action} sendKey={sendKey} data={{ 'data-activity': 'call' }}>
      <CallFields {...fields} />
      <button className="nhsuk-button" type="submit">
        Save the call
      </button>
    </PostForm>
  )
}

interface BookCallFieldsProps {
  typed: Form | null
  faults: Faults
}

/** When, how and for how long: fields for a form that may save more with it. */
export function BookCallFields({ typed, faults }: BookCallFieldsProps) {
  const text = (name: string, otherwise = '') => (typed?.has(name) ? typed.text(name) : otherwise)
  return (
    <>
      <MomentField
        name="book"
        legend="When"
        error={faults.book_date}
        date={text('book_date')}
        time={text('book_time')}
      />
      <SelectField
        name="book_mechanism"
        label="How"
        value={text('book_mechanism', 'telephone')}
        error={faults.book_mechanism}
        options={mechanisms.map((value) => ({ value, label: mechanismWords[value] }))}
      />
      <TextField
        name="book_link"
        label="By video: the link to join (can follow later in a message)"
        value={text('book_link')}
        error={faults.book_link}
      />
      <NumberField
        name="book_minutes"
        label="Minutes"
        value={text('book_minutes', '20')}
        error={faults.book_minutes}
      />
      <SelectField
        name="book_purpose"
        label="What it is for"
        value={text('book_purpose', 'review')}
        error={faults.book_purpose}
        options={callPurposes.map((value) => ({ value, label: purposeWords[value] }))}
      />
    </>
  )
}

interface BookCallFormProps extends BookCallFieldsProps {
  action: string
  sendKey: string
}

/** Books a call; the person is told, in neutral words, that one is in their diary. */
export function BookCallForm({ action, sendKey, ...fields }: BookCallFormProps) {
  return (
    <PostForm action={action} sendKey={sendKey}>
      <BookCallFields {...fields} />
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Book the call
      </button>
    </PostForm>
  )
}
