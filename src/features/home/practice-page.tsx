import type { PracticeTask } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import { WhoReads } from '#ui/who-reads.tsx'
import { longestNote, notThisTimeReasons } from './practice-form.ts'

interface PracticePageProps {
  task: PracticeTask
  therapistName: string
  error: 'kind' | 'note' | null
  typed: { kind: string; reason: string; note: string; sendKey: string | null }
}

const errors = {
  kind: { href: '#did', text: 'Say whether you did it, or not this time' },
  note: { href: '#note', text: `Shorten what you wrote to ${longestNote} letters or fewer` },
}

/** One piece of practice, and what became of it. */
export function PracticePage({ task, therapistName, error, typed }: PracticePageProps) {
  return (
    <div className="hr-reading">
      {error && <ErrorSummary error={error} />}
      <h1 className="nhsuk-heading-l" dir="auto">
        {task.title}
      </h1>
      {task.dueOn && <p className="hr-quiet">Planned for {formatDay(task.dueOn)}</p>}
      {task.instruction && <p dir="auto">{task.instruction}</p>}
      {task.tiny && (
        <div className="nhsuk-inset-text">
          <p>
            <strong>The two-minute version:</strong> <span dir="auto">{task.tiny}</span>
          </p>
        </div>
      )}
      {task.worksheetId && (
        <p>
          <a href={`/entries/new/${task.worksheetId}`}>Write about it</a>
        </p>
      )}
      <PostForm action={`/practice/${task.id}`} sendKey={typed.sendKey ?? newId()}>
        <HowItWent typed={typed} isMissing={error === 'kind'} />
        <Reasons typed={typed} />
        <Note note={typed.note} isTooLong={error === 'note'} />
        <p className="hr-quiet hr-small">
          <WhoReads therapistName={therapistName} />
        </p>
        <button className="nhsuk-button" type="submit">
          Save
        </button>
      </PostForm>
      <p>
        <a href="/">Back to today</a>
      </p>
    </div>
  )
}

type Typed = PracticePageProps['typed']

function HowItWent({ typed, isMissing }: { typed: Typed; isMissing: boolean }) {
  return (
    <div className={`nhsuk-form-group${isMissing ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset className="nhsuk-fieldset" aria-describedby={isMissing ? 'kind-error' : undefined}>
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
          What became of it?
        </legend>
        {isMissing && (
          <p className="nhsuk-error-message" id="kind-error">
            <span className="nhsuk-u-visually-hidden">Error:</span> {errors.kind.text}
          </p>
        )}
        <div className="nhsuk-radios">
          <Radio id="did" name="kind" value="did" label="I did it" chosen={typed.kind} />
          <Radio
            id="not-done"
            name="kind"
            value="not_done"
            label="Not this time"
            chosen={typed.kind}
          />
        </div>
      </fieldset>
    </div>
  )
}

function Reasons({ typed }: { typed: Typed }) {
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
        If not this time: what got in the way? You can leave this out.
      </legend>
      <div className="nhsuk-radios nhsuk-radios--small">
        {notThisTimeReasons.map(({ id, label }) => (
          <Radio
            key={id}
            id={`reason-${id}`}
            name="reason"
            value={id}
            label={label}
            chosen={typed.reason}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Note({ note, isTooLong }: { note: string; isTooLong: boolean }) {
  return (
    <div className={`nhsuk-form-group${isTooLong ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor="note">
        Anything you noticed, if you like
      </label>
      {isTooLong && (
        <p className="nhsuk-error-message" id="note-error">
          <span className="nhsuk-u-visually-hidden">Error:</span> {errors.note.text}
        </p>
      )}
      <textarea
        className="nhsuk-textarea"
        id="note"
        name="note"
        rows={3}
        dir="auto"
        aria-describedby={isTooLong ? 'note-error' : undefined}
        defaultValue={note}
      />
    </div>
  )
}

function Radio(props: { id: string; name: string; value: string; label: string; chosen: string }) {
  return (
    <div className="nhsuk-radios__item">
      <input
        className="nhsuk-radios__input"
        type="radio"
        id={props.id}
        name={props.name}
        value={props.value}
        defaultChecked={props.chosen === props.value}
      />
      <label className="nhsuk-label nhsuk-radios__label" htmlFor={props.id}>
        {props.label}
      </label>
    </div>
  )
}

function ErrorSummary({ error }: { error: 'kind' | 'note' }) {
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="error-title" tabIndex={-1}>
      <h2 className="nhsuk-error-summary__title" id="error-title">
        One thing needs another look. Nothing is lost
      </h2>
      <div className="nhsuk-error-summary__body">
        <ul className="nhsuk-list nhsuk-error-summary__list">
          <li>
            <a href={errors[error].href}>{errors[error].text}</a>
          </li>
        </ul>
      </div>
    </div>
  )
}
