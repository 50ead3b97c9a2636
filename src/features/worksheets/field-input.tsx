import type { Field, GroupField, ListField } from '#content/types.ts'
import { type FieldAt, FieldNotes, FieldSet, type FormParts, idOf, textAt } from './field-group.tsx'
import { RefInput } from './ref-input.tsx'
import { SimpleInput } from './simple-field.tsx'

/** The boxes of any field of a worksheet. */
export function FieldInput(props: { field: Field; parts: FormParts }) {
  const { field, parts } = props
  if (field.type === 'list') return <ListInput field={field} path={field.id} parts={parts} />
  if (field.type === 'group') return <GroupInput field={field} path={field.id} parts={parts} />
  if (field.type === 'ref') return <RefInput field={field} path={field.id} parts={parts} />
  return <SimpleInput field={field} path={field.id} parts={parts} />
}

/** One line more than is filled in, so that there is always room to go on. */
function ListInput(props: FieldAt<ListField>) {
  const { field, path, parts } = props
  const rows = Math.min(rowCount(parts, path) + 1, field.maxItems)
  return (
    <FieldSet {...props} className="hr-list">
      {Array.from({ length: rows }, (_, row) => {
        const name = `f.${path}.${row}`
        const error = parts.errors[`${path}.${row}`]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of a list is known by its place
          <div key={row} className="hr-list__line">
            <input
              className="nhsuk-input"
              type="text"
              name={name}
              id={`${idOf(props)}-${row}`}
              aria-label={`${field.label}, line ${row + 1}`}
              defaultValue={textAt(parts, name)}
              autoComplete="off"
              dir="auto"
              aria-invalid={error ? true : undefined}
            />
            {error && <span className="nhsuk-error-message">{error}</span>}
          </div>
        )
      })}
      {rows < field.maxItems && <AddButton fieldId={path} words="Add another line" />}
    </FieldSet>
  )
}

function GroupInput(props: FieldAt<GroupField>) {
  const { field, path, parts } = props
  const filled = rowCount(parts, path)
  const rows = field.repeated ? Math.min(filled + 1, field.maxItems) : 1
  return (
    <fieldset className="nhsuk-fieldset hr-group" id={idOf(props)}>
      <legend className="nhsuk-fieldset__legend hr-legend">{field.label}</legend>
      <FieldNotes {...props} />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a group is known by its place
        <fieldset key={row} className="nhsuk-fieldset hr-group__row">
          {field.repeated && (
            <legend className="hr-group__number">
              {row === filled && filled > 0 ? 'One more, if there is one' : `Number ${row + 1}`}
            </legend>
          )}
          {field.fields.map((inner) => (
            <SimpleInput
              key={inner.id}
              field={inner}
              parts={parts}
              path={`${path}.${row}.${inner.id}`}
            />
          ))}
        </fieldset>
      ))}
      {field.repeated && rows < field.maxItems && <AddButton fieldId={path} words="Add another" />}
    </fieldset>
  )
}

/** Saves and comes back with an empty row more: so it needs no script. */
function AddButton(props: { fieldId: string; words: string }) {
  return (
    <button
      className="hr-link-button hr-add"
      type="submit"
      name="act"
      value={`add-${props.fieldId}`}
    >
      {props.words}
    </button>
  )
}

/** How many rows hold something. */
function rowCount(parts: FormParts, path: string): number {
  const start = `f.${path}.`
  let rows = 0
  for (const [name, value] of Object.entries(parts.form)) {
    if (!name.startsWith(start) || value.length === 0) continue
    rows = Math.max(rows, Number.parseInt(name.slice(start.length), 10) + 1)
  }
  return Number.isNaN(rows) ? 0 : Math.min(rows, 100)
}
