import type { ReactNode } from 'react'

/** Words beside a field, by the field's name. */
export type Faults = Readonly<Record<string, string>>

interface FieldProps {
  name: string
  /** Where a page has the same form twice: its name alone would stand there twice. */
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
}

interface TextFieldProps extends FieldProps {
  value?: string
  type?: 'text' | 'email' | 'password' | 'tel' | 'date'
  autoComplete?: string
  inputMode?: 'numeric' | 'text'
  width?: 5 | 10 | 20
}

/** One line of text, with its label, its hint and its fault. */
export function TextField(props: TextFieldProps) {
  const { name, value = '', type = 'text', autoComplete, inputMode, width } = props
  return (
    <FieldGroup {...props}>
      <input
        className={classes(
          'nhsuk-input',
          width && `nhsuk-input--width-${width}`,
          props.error && 'nhsuk-input--error',
        )}
        id={props.id ?? name}
        name={name}
        type={type}
        defaultValue={value}
        autoComplete={autoComplete}
        inputMode={inputMode}
        dir={type === 'text' && inputMode !== 'numeric' ? 'auto' : undefined}
        spellCheck={false}
        {...described(props)}
      />
    </FieldGroup>
  )
}

interface Option {
  readonly value: string
  readonly label: string
  /** The heading that it stands under, with its neighbours of the same one. */
  readonly group?: string
}

/** One of a list; those that name a group stand under its heading. */
export function SelectField(props: FieldProps & { value?: string; options: readonly Option[] }) {
  const groups = [...Map.groupBy(props.options, ({ group = '' }) => group)]
  return (
    <FieldGroup {...props}>
      <select
        className={classes('nhsuk-select', props.error && 'nhsuk-select--error')}
        id={props.id ?? props.name}
        name={props.name}
        defaultValue={props.value ?? ''}
        {...described(props)}
      >
        {groups.map(([group, options]) =>
          group === '' ? (
            <Options key={group} options={options} />
          ) : (
            <optgroup key={group} label={group}>
              <Options options={options} />
            </optgroup>
          ),
        )}
      </select>
    </FieldGroup>
  )
}

function Options({ options }: { options: readonly Option[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}

export function TextAreaField(props: FieldProps & { value?: string; rows?: number }) {
  return (
    <FieldGroup {...props}>
      <textarea
        className={classes('nhsuk-textarea', props.error && 'nhsuk-textarea--error')}
        id={props.id ?? props.name}
        name={props.name}
        rows={props.rows ?? 4}
        dir="auto"
        defaultValue={props.value ?? ''}
        {...described(props)}
      />
    </FieldGroup>
  )
}

interface TicksProps {
  name: string
  legend: ReactNode
  hint?: ReactNode
  error?: string | undefined
  options: readonly { readonly value: string; readonly label: ReactNode }[]
  chosen: readonly string[]
}

/** Several ticks under one question. */
export function Ticks(props: TicksProps) {
  const { name, legend, hint, error, options, chosen } = props
  return (
    <div className={classes('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <fieldset className="nhsuk-fieldset" id={name} {...described(props)}>
        <legend className="nhsuk-fieldset__legend">{legend}</legend>
        {hint && (
          <div className="nhsuk-hint" id={`${name}-hint`}>
            {hint}
          </div>
        )}
        {error && <FieldFault name={name} error={error} />}
        <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
          {options.map(({ value, label }) => (
            <TickItem
              key={value}
              id={`${name}-${value}`}
              name={name}
              value={value}
              label={label}
              isTicked={chosen.includes(value)}
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

/** One tick that stands alone. */
export function Tick(props: {
  name: string
  label: ReactNode
  hint?: ReactNode
  isTicked?: boolean
}) {
  return (
    <div className="nhsuk-form-group">
      <div className="nhsuk-checkboxes">
        <TickItem
          id={props.name}
          name={props.name}
          value="yes"
          label={props.label}
          hint={props.hint}
          isTicked={props.isTicked ?? false}
        />
      </div>
    </div>
  )
}

function TickItem(props: {
  id: string
  name: string
  value: string
  label: ReactNode
  hint?: ReactNode
  isTicked: boolean
}) {
  const { id, name, value, label, hint, isTicked } = props
  return (
    <div className="nhsuk-checkboxes__item">
      <input
        className="nhsuk-checkboxes__input"
        id={id}
        name={name}
        type="checkbox"
        value={value}
        defaultChecked={isTicked}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}

/** Every fault of a form, first on the page, each a link to its field. */
export function FaultSummary(props: { faults: Faults }) {
  const entries = Object.entries(props.faults)
  if (entries.length === 0) return null
  return (
    <div className="nhsuk-error-summary" aria-labelledby="faults" role="alert" tabIndex={-1}>
      <h2 className="nhsuk-error-summary__title" id="faults">
        There is a problem
      </h2>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {entries.map(([name, words]) => (
          <li key={name}>
            <a href={`#${name}`}>{words}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function FieldGroup(props: FieldProps & { children: ReactNode }) {
  const { id = props.name, label, hint, error, children } = props
  return (
    <div className={classes('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && <FieldFault name={id} error={error} />}
      {children}
    </div>
  )
}

function FieldFault({ name, error }: { name: string; error: string }) {
  return (
    <span className="nhsuk-error-message" id={`${name}-fault`}>
      <span className="nhsuk-u-visually-hidden">Error:</span> {error}
    </span>
  )
}

function described({
  name,
  id = name,
  hint,
  error,
}: {
  name: string
  id?: string
  hint?: ReactNode
  error?: string | undefined
}) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return ids ? { 'aria-describedby': ids } : {}
}

function classes(...names: (string | number | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
