import type { ReactNode } from 'react'
import type { Field } from '#content/types.ts'
import type { FieldErrors, PostedForm } from '#content/worksheet-values.ts'
import type { RefChoices } from './ref-choices.ts'

/** What the fields of one form share. */
export interface FormParts {
  /** Begins every id, so that two forms can stand on one page. */
  readonly prefix: string
  readonly form: PostedForm
  readonly errors: FieldErrors
  /** Where a value was taken from, by field id: "from above", "from your entry of 3 May". */
  readonly origins: Readonly<Record<string, string>>
  /** Own entries that fields may point to, by the field's id. */
  readonly choices?: RefChoices
}

export interface FieldAt<F extends Field = Field> {
  readonly field: F
  /** `belief` or `thoughts.0.belief`. */
  readonly path: string
  readonly parts: FormParts
}

export function idOf({ parts, path }: Pick<FieldAt, 'parts' | 'path'>): string {
  return `${parts.prefix}-${path.replaceAll('.', '-')}`
}

export function textAt(parts: FormParts, name: string): string {
  const posted = Object.hasOwn(parts.form, name) ? parts.form[name] : undefined
  return typeof posted === 'string' ? posted : (posted?.at(-1) ?? '')
}

export function allAt(parts: FormParts, name: string): readonly string[] {
  const posted = Object.hasOwn(parts.form, name) ? parts.form[name] : undefined
  return typeof posted === 'string' ? [posted] : (posted ?? [])
}

/** The ids of the hint and the error, for aria-describedby. */
export function describedBy(at: FieldAt): string | undefined {
  const id = idOf(at)
  const parts = [
    hasHint(at.field) ? `${id}-hint` : null,
    at.parts.errors[at.path] ? `${id}-error` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : undefined
}

function hasHint(field: Field): boolean {
  return field.help !== null
}

/**
 * One labelled box with its help, its error, its example on request and where its value came
 * from.
 */
export function LabelledField(props: FieldAt & { children: ReactNode; labelFor?: string }) {
  const { field, path, parts } = props
  const error = parts.errors[path]
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor={props.labelFor ?? idOf(props)}>
        {field.label}
      </label>
      <FieldNotes {...props} />
      {props.children}
    </div>
  )
}

/** The same for several boxes that answer one question. */
export function FieldSet(props: FieldAt & { children: ReactNode; className?: string }) {
  const error = props.parts.errors[props.path]
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset
        className={`nhsuk-fieldset ${props.className ?? ''}`}
        id={idOf(props)}
        aria-describedby={describedBy(props)}
      >
        <legend className="nhsuk-fieldset__legend hr-legend">{props.field.label}</legend>
        <FieldNotes {...props} />
        {props.children}
      </fieldset>
    </div>
  )
}

export function FieldNotes(props: FieldAt) {
  const { field, path, parts } = props
  const id = idOf(props)
  const error = parts.errors[path]
  const origin = parts.origins[path]
  return (
    <>
      {field.help && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {field.help}
        </div>
      )}
      {field.example && (
        <details className="hr-quiet-details">
          <summary>An example</summary>
          <p>{field.example}</p>
        </details>
      )}
      {origin && <p className="hr-origin">{origin}</p>}
      {error && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      )}
    </>
  )
}
