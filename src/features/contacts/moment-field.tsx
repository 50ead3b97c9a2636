import { TextInput } from 'nhsuk-react-components'

interface MomentFieldProps {
  /** The fields are `<name>_date` and `<name>_time`. */
  name: string
  legend: string
  date: string
  time: string
  error?: string | undefined
}

/** A day and a time on the service's clock, with the browser's own pickers. */
export function MomentField({ name, legend, date, time, error }: MomentFieldProps) {
  return (
    <fieldset className="nhsuk-fieldset hr-moment">
      <legend className="nhsuk-fieldset__legend">{legend}</legend>
      <div className="hr-row hr-row--fields">
        <TextInput
          id={`${name}_date`}
          name={`${name}_date`}
          type="date"
          label="Day"
          defaultValue={date}
          error={error}
        />
        <TextInput
          id={`${name}_time`}
          name={`${name}_time`}
          type="time"
          label="Time"
          defaultValue={time}
        />
      </div>
    </fieldset>
  )
}

interface NumberFieldProps {
  name: string
  /** When the same field stands on a page more than once. */
  id?: string
  label: string
  value: string
  hint?: string
  error?: string | undefined
}

export function NumberField({ name, id = name, label, value, hint, error }: NumberFieldProps) {
  return (
    <TextInput
      id={id}
      name={name}
      label={label}
      hint={hint}
      error={error}
      inputMode="numeric"
      width={4}
      defaultValue={value}
      autoComplete="off"
    />
  )
}
