import type { MeasurePoint } from '#clinical/measure-points.ts'
import type { MeasuresProtocol } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import { type Faults, SelectField, TextAreaField, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import type { TitleOf } from './schedule-words.ts'

export interface FormsFormProps {
  courseId: string
  points: readonly MeasurePoint[]
  protocol: MeasuresProtocol
  nameOf: (instrumentId: string) => string
  titleOf: TitleOf
  /** What may be asked for, group by group, with a remark of what the person said of it. */
  offered: readonly OfferedForm[]
  /** What the schedule asks now or next. */
  scheduled: readonly string[]
  /** Last scores have been asked for already: nothing asks for them once more by itself. */
  isEnding: boolean
  /** Those with a question about safety. */
  safetyForms: readonly string[]
  sendKey: string
  returned: { readonly form: 'request' | 'leave'; typed: Form; faults: Faults } | null
}

export interface OfferedForm {
  readonly id: string
  readonly group: string
  readonly remark: string | null
}

/** Asks for a form beside the programme; folded, because it is seldom needed. */
export function RequestForm(props: FormsFormProps) {
  const { courseId, offered, protocol, nameOf, returned } = props
  const mine = returned?.form === 'request' ? returned : null
  const typed = (name: string) => mine?.typed.text(name) ?? ''
  return (
    <details className="hr-act" open={mine !== null}>
      <summary>Ask for a form beside the programme</summary>
      <PostForm action={`/people/${courseId}/measures/requests`} sendKey={props.sendKey}>
        <p className="hr-quiet">
          They see it with their other forms, by its name. Each form more is more to do: say to them
          why you ask.
        </p>
        <SelectField
          name="request_form"
          label="Form"
          value={typed('request_form')}
          error={mine?.faults.request_form}
          options={[
            { value: '', label: 'Choose' },
            ...offered.map(({ id, group, remark }) => ({
              value: id,
              group,
              label: remark ? `${nameOf(id)} (${remark})` : nameOf(id),
            })),
          ]}
        />
        <SelectField
          name="request_rhythm"
          label="How often"
          value={typed('request_rhythm')}
          error={mine?.faults.request_rhythm}
          options={[
            { value: '', label: 'Choose' },
            { value: 'once', label: 'Once, from now on' },
            { value: 'weekly', label: 'Each week, with the weekly forms' },
          ]}
        />
        <TextField
          name="request_until"
          label="Until, when it is asked each week"
          hint="The last day on which it is asked. Empty: as long as treatment lasts"
          type="date"
          width={10}
          value={typed('request_until')}
          error={mine?.faults.request_until}
        />
        <WhyFields
          prefix="request"
          reasons={protocol.requestReasons}
          typed={typed}
          faults={mine?.faults ?? {}}
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Ask for it
        </button>
      </PostForm>
    </details>
  )
}

/** Leaves a form out on somebody's behalf. */
export function LeaveForm(props: FormsFormProps) {
  const { courseId, scheduled, protocol, nameOf, returned } = props
  const mine = returned?.form === 'leave' ? returned : null
  const typed = (name: string) => mine?.typed.text(name) ?? ''
  return (
    <details className="hr-act" open={mine !== null}>
      <summary>Leave a form out</summary>
      <PostForm action={`/people/${courseId}/measures/decisions`} sendKey={props.sendKey}>
        {props.safetyForms.length > 0 && (
          <p className="hr-quiet">
            {props.safetyForms.map(nameOf).join(' and ')}: thoughts of death come to light there,
            too. If you leave it out, ask about them yourself.
          </p>
        )}
        <SelectField
          name="leave_form"
          label="Form"
          value={typed('leave_form')}
          error={mine?.faults.leave_form}
          options={[
            { value: '', label: 'Choose' },
            ...scheduled.map((id) => ({ value: id, label: nameOf(id) })),
          ]}
        />
        <SelectField
          name="leave_way"
          label="For how long"
          value={typed('leave_way')}
          error={mine?.faults.leave_way}
          options={[
            { value: '', label: 'Choose' },
            { value: 'skipped', label: 'This time' },
            { value: 'declined', label: untilWords(props.isEnding) },
          ]}
        />
        <WhyFields
          prefix="leave"
          reasons={protocol.therapistReasons}
          typed={typed}
          faults={mine?.faults ?? {}}
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Leave it out
        </button>
      </PostForm>
    </details>
  )
}

function untilWords(isEnding: boolean): string {
  return isEnding ? 'Until you ask again' : 'Until you ask again, but for once before the end'
}

function WhyFields(props: {
  prefix: 'request' | 'leave'
  reasons: MeasuresProtocol['requestReasons']
  typed: (name: string) => string
  faults: Faults
}) {
  const { prefix, reasons, typed, faults } = props
  return (
    <>
      <SelectField
        name={`${prefix}_reason`}
        label="Why"
        value={typed(`${prefix}_reason`)}
        error={faults[`${prefix}_reason`]}
        options={[
          { value: '', label: 'In my own words, below' },
          ...reasons.map(({ id, label }) => ({ value: id, label })),
        ]}
      />
      <TextAreaField
        name={`${prefix}_note`}
        label="In your own words"
        rows={2}
        value={typed(`${prefix}_note`)}
        error={faults[`${prefix}_note`]}
      />
    </>
  )
}
