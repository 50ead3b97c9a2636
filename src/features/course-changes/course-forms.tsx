import { localDate } from '#clinical/calendar.ts'
import {
  nameOfModule,
  Part,
  type PersonRecord,
  stateWords,
  useReasons,
} from '#features/person-record/index.ts'
import type { Context } from '#platform/context.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { ActForm, type CourseFormProps } from './act-form.tsx'
import { ContactForm } from './contact-form.tsx'
import { EndingForm } from './ending-form.tsx'
import { TrackForm } from './track-form.tsx'

/** What else can be done with the course, each with its reason: seldom needed, so folded. */
export function CoursePart({ ctx, record, returned }: CourseFormProps & { ctx: Context }) {
  const { course } = record
  const props = { record, returned }
  const isInTreatment = course.state === 'active' || course.state === 'paused'
  return (
    <Part
      id="course"
      title="Change the course"
      isOpen={returned !== null && !elsewhere.has(returned.name)}
    >
      <ModuleForm {...props} />
      {course.state !== 'ended' && <TrackForm {...props} />}
      {course.state !== 'ended' && <ContactForm {...props} />}
      {course.state === 'active' && <PauseForm {...props} />}
      {course.state === 'paused' && <ResumeForm record={record} />}
      {isInTreatment && <ReviewDayForm {...props} />}
      {course.state !== 'ended' && <EndingForm {...props} ctx={ctx} />}
      <p>
        <a href={`/people/${course.id}/safety`}>Raise a worry about safety</a>
      </p>
    </Part>
  )
}

/** Forms that stand in parts of their own. */
const elsewhere: ReadonlySet<string> = new Set(['note', 'follow-up-closing'])

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
