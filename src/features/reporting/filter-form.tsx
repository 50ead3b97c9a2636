import type { Context } from '#platform/context.ts'
import { SelectField } from '#ui/fields.tsx'
import type { AskedOutcomes } from './ask-outcomes.ts'

/** Which courses are counted: an address of its own for every choice, to keep or to send on. */
export function FilterForm({ ctx, asked }: { ctx: Context; asked: AskedOutcomes }) {
  const { typed, choices, faults } = asked
  return (
    <form method="get" action="/outcomes" className="hr-outcomes__ask hr-no-print" noValidate>
      <div className="hr-outcomes__fields">
        <DayField name="from" label="Ended from" value={typed.from} error={faults.from} />
        <DayField name="to" label="Ended until" value={typed.to} error={faults.to} />
        <SelectField
          name="people"
          label="Whose people"
          value={typed.people}
          error={faults.people}
          options={peopleOptions(asked)}
        />
        <SelectField
          name="programme"
          label="Programme"
          value={typed.programme}
          error={faults.programme}
          options={[
            { value: '', label: 'All programmes' },
            ...choices.programmeIds.map((id) => ({
              value: id,
              label: ctx.content.programmes.get(id)?.staffTitle ?? id,
            })),
          ]}
        />
        <SelectField
          name="problem"
          label="Problem"
          value={typed.problem}
          error={faults.problem}
          options={[
            { value: '', label: 'All problems' },
            ...choices.problems.map((code) => ({ value: code, label: code })),
            { value: 'none', label: 'None recorded' },
          ]}
        />
        <SelectField
          name="numbers"
          label="Small numbers"
          value={typed.numbers}
          options={[
            { value: 'published', label: 'Hidden, as for publication' },
            { value: 'exact', label: 'As they are, for use inside the service' },
          ]}
        />
      </div>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Show these
      </button>
    </form>
  )
}

function peopleOptions({ choices, isOwnPeopleOnly }: AskedOutcomes) {
  return [
    { value: '', label: isOwnPeopleOnly ? 'All the people you supervise' : 'Everybody' },
    ...choices.supervisors.map(({ id, name }) => ({
      value: `team:${id}`,
      label: `The team of ${name}`,
    })),
    ...choices.therapists.map(({ id, name }) => ({ value: `therapist:${id}`, label: name })),
  ]
}

function DayField(props: {
  name: string
  label: string
  value: string
  error?: string | undefined
}) {
  const { name, label, value, error } = props
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      {error && (
        <span className="nhsuk-error-message" id={`${name}-fault`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
      <input
        className={`nhsuk-input${error ? ' nhsuk-input--error' : ''}`}
        type="date"
        id={name}
        name={name}
        defaultValue={value}
        {...(error ? { 'aria-describedby': `${name}-fault` } : {})}
      />
    </div>
  )
}
