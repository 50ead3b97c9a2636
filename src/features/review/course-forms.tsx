import type { ReactNode } from 'react'
import { localDate } from '#clinical/calendar.ts'
import { OutcomePanel } from '#features/reporting/index.ts'
import type { Form } from '#platform/http/form.ts'
import { type Faults, SelectField, TextField } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { nameOfModule, stateWords } from './module-words.ts'
import { Part } from './part.tsx'
import { useReasons } from './reasons.tsx'
import type { PersonRecord } from './record.ts'

export type CourseFormName = 'modules' | 'pause' | 'resumption' | 'review-day' | 'ending' | 'note'

/** A form of this part that came back with faults. */
export interface Returned {
  readonly name: CourseFormName
  readonly typed: Form
  readonly faults: Faults
}

interface CourseFormProps {
  record: PersonRecord
  returned: Returned | null
}

/** What else can be done with the course, each with its reason: seldom needed, so folded. */
export function CoursePart({ record, returned }: CourseFormProps) {
  const { course } = record
  const props = { record, returned }
  const isInTreatment = course.state === 'active' || course.state === 'paused'
  return (
    <Part
      id="course"
      title="Change the course"
      isOpen={returned !== null && returned.name !== 'note'}
    >
      <ModuleForm {...props} />
      {course.state === 'active' && <PauseForm {...props} />}
      {course.state === 'paused' && <ResumeForm record={record} />}
      {isInTreatment && <ReviewDayForm {...props} />}
      {course.state !== 'ended' && <EndingForm {...props} />}
      <p>
        <a href={`/people/${course.id}/safety`}>Raise a worry about safety</a>
      </p>
    </Part>
  )
}

interface ActFormProps {
  record: PersonRecord
  returned: Returned | null
  name: CourseFormName
  title: string
  button: string
  children: (given: { text: (name: string) => string; faults: Faults }) => ReactNode
}

function ActForm({ record, returned, name, title, button, children }: ActFormProps) {
  const mine = returned?.name === name ? returned : null
  return (
    <details className="hr-act" open={mine !== null}>
      <summary>{title}</summary>
      <PostForm action={`/people/${record.course.id}/${name}`}>
        {children({ text: (field) => mine?.typed.text(field) ?? '', faults: mine?.faults ?? {} })}
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {button}
        </button>
      </PostForm>
    </details>
  )
}

const moduleActs = [
  { value: 'release', label: 'Open' },
  { value: 'hold', label: 'Hold' },
  { value: 'reopen', label: 'Open again' },
  { value: 'skip', label: 'Skip' },
  { value: 'offer', label: 'Offer' },
]

function ModuleForm({ record, returned }: CourseFormProps) {
  const { hold, skip, reopen } = useReasons()
  const modules = [...record.modules.states.values()].map(({ moduleId, state }) => ({
    value: moduleId,
    label: `${nameOfModule(record, moduleId)} (${stateWords[state]})`,
  }))
  const reasons = [
    ...new Map([...hold, ...skip, ...reopen].map((each) => [each.label, each])).values(),
  ]
  return (
    <ActForm
      record={record}
      returned={returned}
      name="modules"
      button="Save"
      title="Open, hold, open again, skip or offer a module"
    >
      {({ text, faults }) => (
        <>
          <SelectField
            name="module_act"
            label="What to do"
            options={moduleActs}
            value={text('module_act') || 'release'}
            error={faults.module_act}
          />
          <SelectField
            name="module_id"
            label="Module"
            options={modules}
            value={text('module_id')}
            error={faults.module_id}
          />
          <SelectField
            name="module_reason"
            label="Why"
            value={text('module_reason')}
            options={[
              { value: '', label: 'In my own words, below' },
              ...reasons.map(({ label }) => ({ value: label, label })),
            ]}
            error={faults.module_reason}
          />
          <TextField name="module_note" label="In your own words" value={text('module_note')} />
        </>
      )}
    </ActForm>
  )
}

function PauseForm({ record, returned }: CourseFormProps) {
  const { pause } = useReasons()
  return (
    <ActForm
      record={record}
      returned={returned}
      name="pause"
      title="Pause"
      button="Pause treatment"
    >
      {({ text, faults }) => (
        <>
          <p className="hr-quiet">
            Dates and reminders stand still. Messages and help stay open. A review is due on the
            last day.
          </p>
          <DayField
            name="pause_until"
            label="Until"
            value={text('pause_until')}
            fault={faults.pause_until}
          />
          <SelectField
            name="pause_reason"
            label="Why"
            value={text('pause_reason')}
            error={faults.pause_reason}
            options={[
              { value: '', label: 'Choose' },
              ...pause.map(({ id, label }) => ({ value: id, label })),
            ]}
          />
        </>
      )}
    </ActForm>
  )
}

function ResumeForm({ record }: { record: PersonRecord }) {
  return (
    <PostForm action={`/people/${record.course.id}/resumption`}>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Resume treatment
      </button>
    </PostForm>
  )
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function ReviewDayForm({ record, returned }: CourseFormProps) {
  const { course } = record
  return (
    <ActForm
      record={record}
      returned={returned}
      name="review-day"
      title="Change the review day"
      button="Change the day"
    >
      {({ text, faults }) => (
        <>
          <SelectField
            name="weekday"
            label="Day"
            value={text('weekday') || String(course.reviewWeekday ?? 2)}
            error={faults.weekday}
            options={weekdays.map((label, index) => ({ value: String(index + 1), label }))}
          />
          <DayField
            name="by_time"
            label="By"
            type="time"
            fault={faults.by_time}
            value={text('by_time') || (course.reviewTime ?? '17:00').slice(0, 5)}
          />
          <TextField
            name="day_reason"
            label="Why"
            value={text('day_reason')}
            error={faults.day_reason}
          />
        </>
      )}
    </ActForm>
  )
}

/** Being ready early stands apart: it is not dropping out. */
function ReasonSelect({ chosen, fault }: { chosen: string; fault: string | undefined }) {
  const { stop } = useReasons()
  const options = (early: boolean) =>
    stop
      .filter(({ readyEarly }) => readyEarly === early)
      .map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="end_reason">
        Why it ends
      </label>
      {fault && <span className="nhsuk-error-message">{fault}</span>}
      <select className="nhsuk-select" id="end_reason" name="end_reason" defaultValue={chosen}>
        <option value="">Choose</option>
        <optgroup label="Ready sooner than planned: not dropping out">{options(true)}</optgroup>
        <optgroup label="Other reasons">{options(false)}</optgroup>
      </select>
    </div>
  )
}

function EndingForm({ record, returned }: CourseFormProps) {
  const missing = missingBeforeEnding(record)
  return (
    <ActForm
      record={record}
      returned={returned}
      name="ending"
      title="End treatment"
      button="End treatment"
    >
      {({ text, faults }) => (
        <>
          {missing.length > 0 && (
            <div className="hr-act__missing">
              <p>Still missing:</p>
              <ul>
                {missing.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
              <label>
                <input
                  type="checkbox"
                  name="end_anyway"
                  value="yes"
                  defaultChecked={text('end_anyway') === 'yes'}
                />{' '}
                End without these; I say why below
              </label>
              {faults.end_anyway && (
                <p className="nhsuk-error-message" id="end_anyway">
                  {faults.end_anyway}
                </p>
              )}
            </div>
          )}
          <OutcomePanel given={record.outcome} />
          <ReasonSelect chosen={text('end_reason')} fault={faults.end_reason} />
          <TextField
            name="end_note"
            label="In a sentence or two, and what was agreed"
            value={text('end_note')}
            error={faults.end_note}
          />
        </>
      )}
    </ActForm>
  )
}

/** What a good ending has on file. It can be ended without, and then says why. */
export function missingBeforeEnding(record: PersonRecord): string[] {
  const { forms, since, unanswered, safety } = record
  const from = since?.getTime() ?? 0
  const hasForms = forms.some(({ submittedAt }) => submittedAt.getTime() > from)
  const hasBlueprint = record.hasBlueprint
  return [
    safety.length > 0 ? 'A safety item is open: it comes first' : '',
    unanswered.length > 0 ? 'A message waits for an answer' : '',
    hasForms ? '' : 'Forms since the last review',
    hasBlueprint ? '' : 'Their blueprint for staying well',
  ].filter(Boolean)
}

function DayField(props: {
  name: string
  label: string
  value: string
  type?: 'date' | 'time'
  fault?: string | undefined
}) {
  const { now, timeZone } = usePageSettings()
  const { name, fault, type = 'date' } = props
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={name}>
        {props.label}
      </label>
      {fault && (
        <span className="nhsuk-error-message" id={`${name}-fault`}>
          {fault}
        </span>
      )}
      <input
        className="nhsuk-input hr-date"
        type={type}
        id={name}
        name={name}
        min={type === 'date' ? localDate(now.getTime(), timeZone) : undefined}
        defaultValue={props.value}
        aria-describedby={fault ? `${name}-fault` : undefined}
      />
    </div>
  )
}
