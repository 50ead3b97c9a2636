import {
  Checkboxes,
  DateInput,
  ErrorSummary,
  Radios,
  Select,
  TextInput,
} from 'nhsuk-react-components'
import type { ReactNode } from 'react'
import type { Form } from '#platform/http/form.ts'
import { FreeText } from '#ui/free-text.tsx'
import { type FieldErrors, shownField } from './form-reader.ts'

/** What stands in a form: what is stored, or what was typed and what is wrong with it. */
export interface FormState {
  readonly typed: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

export const emptyForm: FormState = { typed: {}, errors: {} }

/** A form that was refused, with all that was typed in it. */
export function refusedForm(form: Form, errors: FieldErrors): FormState {
  return { typed: Object.fromEntries(form.entries()), errors }
}

/** A calendar day as the three boxes of a date field. */
export function dayBoxes(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return {
    [`${name}-day`]: date.replace(/^0/, ''),
    [`${name}-month`]: month.replace(/^0/, ''),
    [`${name}-year`]: year,
  }
}

interface FieldProps {
  state: FormState
  name: string
  label: string
  hint?: string
}

interface TextFieldProps extends FieldProps {
  width?: 2 | 4 | 5 | 10 | 20 | 30
  type?: 'text' | 'email' | 'tel' | 'time' | 'datetime-local'
}

export function TextField({ state, name, label, hint, width = 30, type = 'text' }: TextFieldProps) {
  // The browser's own suggestions are of whoever sits there, not of the person this is about.
  return (
    <TextInput
      id={name}
      name={name}
      label={label}
      hint={hint}
      error={state.errors[name]}
      type={type}
      autoComplete="off"
      dir={type === 'text' ? 'auto' : undefined}
      defaultValue={state.typed[name] ?? ''}
      width={width}
    />
  )
}

export function TextAreaField({
  state,
  name,
  label,
  hint,
  rows = 4,
}: FieldProps & { rows?: number }) {
  return (
    <FreeText
      id={name}
      name={name}
      label={label}
      hint={hint}
      error={state.errors[name]}
      rows={rows}
      defaultValue={state.typed[name] ?? ''}
    />
  )
}

export function DayField({ state, name, label, hint }: FieldProps) {
  const box = (part: string) => state.typed[`${name}-${part}`] ?? ''
  return (
    <DateInput
      id={name}
      name={name}
      legend={label}
      hint={hint}
      error={state.errors[name]}
      defaultValue={{ day: box('day'), month: box('month'), year: box('year') }}
    />
  )
}

export interface Choice {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: string | undefined
}

interface ChoiceFieldProps extends FieldProps {
  choices: readonly Choice[]
  isInline?: boolean
}

export function ChoiceField({ state, name, label, hint, choices, isInline }: ChoiceFieldProps) {
  return (
    <Radios
      id={`${name}-group`}
      name={name}
      legend={label}
      hint={hint}
      error={state.errors[name]}
      inline={isInline}
      small
    >
      {choices.map((choice, index) => (
        <Radios.Item
          key={choice.value}
          id={index === 0 ? name : `${name}-${choice.value}`}
          value={choice.value}
          hint={choice.hint}
          defaultChecked={state.typed[name] === choice.value}
        >
          {choice.label}
        </Radios.Item>
      ))}
    </Radios>
  )
}

interface SelectFieldProps extends FieldProps {
  /** Choices under the name of their group; without a name they stand by themselves. */
  choices: readonly { readonly group?: string; readonly choices: readonly Choice[] }[]
}

/** A long list of which one is chosen; it says beside it which one it showed. */
export function SelectField({ state, name, label, hint, choices }: SelectFieldProps) {
  const shown = shownField(name)
  return (
    <>
      <Select
        id={name}
        name={name}
        label={label}
        hint={hint}
        error={state.errors[name]}
        defaultValue={state.typed[name] ?? ''}
      >
        {choices.map(({ group = '', choices }) => {
          const options = choices.map(({ value, label }) => (
            <Select.Option key={value} value={value}>
              {label}
            </Select.Option>
          ))
          return group === '' ? (
            options
          ) : (
            <optgroup key={group} label={group}>
              {options}
            </optgroup>
          )
        })}
      </Select>
      <input type="hidden" name={shown} value={state.typed[shown] ?? ''} />
    </>
  )
}

export function TickField({ state, name, label, hint }: FieldProps) {
  return (
    <Checkboxes id={`${name}-group`} name={name} error={state.errors[name]}>
      <Checkboxes.Item
        id={name}
        value="yes"
        hint={hint}
        defaultChecked={state.typed[name] === 'yes'}
      >
        {label}
      </Checkboxes.Item>
    </Checkboxes>
  )
}

/** Every fault of a form, above the page, each a link to its field. */
export function Faults(props: { errors: FieldErrors; firstBoxOf?: readonly string[] }) {
  const faults = Object.entries(props.errors)
  if (faults.length === 0) return null
  const target = (name: string) => (props.firstBoxOf?.includes(name) ? `${name}-day` : name)
  return (
    <ErrorSummary>
      <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
      <ErrorSummary.List>
        {faults.map(([name, message]) => (
          <ErrorSummary.ListItem key={name} href={`#${target(name)}`}>
            {message}
          </ErrorSummary.ListItem>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}
