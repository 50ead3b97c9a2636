import type {
  ChoiceField,
  MultiField,
  PercentField,
  ScaleField,
  SimpleField,
} from '#content/types.ts'
import {
  allAt,
  describedBy,
  type FieldAt,
  FieldSet,
  idOf,
  LabelledField,
  textAt,
} from './field-group.tsx'

/** A box for every type of the format that holds one answer. */
export function SimpleInput(props: FieldAt<SimpleField>) {
  const { field, path, parts } = props
  switch (field.type) {
    case 'scale':
    case 'percent':
      return <NumberRow {...props} field={field} />
    case 'bool':
      return <YesNo {...props} />
    case 'choice':
      // Fifteen radio buttons in each row of a small table would bury it.
      return path.includes('.') && field.options.length > 4 ? (
        <SelectBox {...props} field={field} />
      ) : (
        <Options {...props} field={field} kind="radio" />
      )
    case 'multi':
      return <Options {...props} field={field} kind="checkbox" />
    case 'longtext':
      return (
        <LabelledField {...props}>
          <textarea
            className="nhsuk-textarea"
            id={idOf(props)}
            name={`f.${path}`}
            rows={field.rows}
            defaultValue={textAt(parts, `f.${path}`)}
            aria-describedby={describedBy(props)}
            aria-invalid={parts.errors[path] ? true : undefined}
            dir="auto"
          />
        </LabelledField>
      )
    case 'datetime':
      return <DateAndTime {...props} />
    case 'text':
      return <GrowingLine {...props} />
    default:
      return <LineBox {...props} />
  }
}

function LineBox(props: FieldAt<SimpleField>) {
  const { field, path, parts } = props
  const isNumber = field.type === 'int' || field.type === 'number' || field.type === 'minutes'
  const isClock = field.type === 'date' || field.type === 'time'
  const unit = field.type === 'minutes' ? 'minutes' : 'unit' in field ? field.unit : null
  const size = isNumber ? ' nhsuk-input--width-4' : isClock ? ' hr-clock' : ''
  return (
    <LabelledField {...props}>
      <div className={unit ? 'nhsuk-input-wrapper' : undefined}>
        <input
          className={`nhsuk-input${size}`}
          id={idOf(props)}
          name={`f.${path}`}
          type={isClock ? field.type : 'text'}
          autoComplete="off"
          dir="auto"
          inputMode={isNumber ? (field.type === 'number' ? 'decimal' : 'numeric') : undefined}
          defaultValue={textAt(parts, `f.${path}`)}
          aria-describedby={describedBy(props)}
          aria-invalid={parts.errors[path] ? true : undefined}
        />
        {unit && (
          <div className="nhsuk-input-wrapper__suffix" aria-hidden="true">
            {unit}
          </div>
        )}
      </div>
    </LabelledField>
  )
}

/** One line that grows: a box that shows only the first words of an answer hides the rest. */
function GrowingLine(props: FieldAt<SimpleField>) {
  const { path, parts } = props
  const typed = textAt(parts, `f.${path}`)
  return (
    <LabelledField {...props}>
      <textarea
        className="nhsuk-textarea hr-line-box"
        id={idOf(props)}
        name={`f.${path}`}
        // Where a browser cannot grow it, about forty letters stand in a line on a phone.
        rows={Math.min(4, 1 + Math.floor(typed.length / 40))}
        autoComplete="off"
        dir="auto"
        defaultValue={typed}
        aria-describedby={describedBy(props)}
        aria-invalid={parts.errors[path] ? true : undefined}
      />
    </LabelledField>
  )
}

/** Numbers as buttons in one row, which wraps on a phone; never chosen beforehand. */
function NumberRow(props: FieldAt<ScaleField | PercentField>) {
  const { field, path, parts } = props
  const [min, max, step] = field.type === 'scale' ? [field.min, field.max, 1] : [0, 100, 10]
  const numbers = Array.from({ length: (max - min) / step + 1 }, (_, index) => min + index * step)
  const chosen = textAt(parts, `f.${path}`)
  const [low, high] =
    field.type === 'scale' ? [field.lowLabel, field.highLabel] : ['not at all', 'completely']
  return (
    <FieldSet {...props} className="hr-scale">
      <div className="hr-scale__numbers">
        {numbers.map((number) => (
          <label key={number} className="hr-scale__number">
            <input
              type="radio"
              name={`f.${path}`}
              value={number}
              defaultChecked={chosen === String(number)}
            />
            <span>
              {number}
              {field.type === 'percent' && <span className="hr-scale__unit">%</span>}
            </span>
          </label>
        ))}
      </div>
      <p className="hr-scale__ends">
        <span>
          {min} {low}
        </span>{' '}
        <span>
          {max} {high}
        </span>
      </p>
    </FieldSet>
  )
}

function YesNo(props: FieldAt<SimpleField>) {
  const { path, parts } = props
  const chosen = textAt(parts, `f.${path}`)
  return (
    <FieldSet {...props}>
      <div className="nhsuk-radios nhsuk-radios--inline nhsuk-radios--small">
        {(['yes', 'no'] as const).map((value) => (
          <div className="nhsuk-radios__item" key={value}>
            <input
              className="nhsuk-radios__input"
              type="radio"
              id={`${idOf(props)}-${value}`}
              name={`f.${path}`}
              value={value}
              defaultChecked={chosen === value}
            />
            <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${idOf(props)}-${value}`}>
              {value === 'yes' ? 'Yes' : 'No'}
            </label>
          </div>
        ))}
      </div>
    </FieldSet>
  )
}

function Options(props: FieldAt<ChoiceField | MultiField> & { kind: 'radio' | 'checkbox' }) {
  const { field, path, parts, kind } = props
  const chosen = allAt(parts, `f.${path}`)
  const block = kind === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes'
  const options = withOther(field)
  const isLong = options.length > 5 && options.every(({ help }) => help === null)
  return (
    <FieldSet {...props}>
      <div className={`${block} ${block}--small${isLong ? ' hr-two-columns' : ''}`}>
        {options.map((option) => {
          const id = `${idOf(props)}-${option.id}`
          return (
            <div className={`${block}__item`} key={option.id}>
              <input
                className={`${block}__input`}
                type={kind}
                id={id}
                name={`f.${path}`}
                value={option.id}
                defaultChecked={chosen.includes(option.id)}
                aria-describedby={option.help ? `${id}-hint` : undefined}
              />
              <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
                {option.label}
              </label>
              {option.help && (
                <div className={`nhsuk-hint ${block}__hint`} id={`${id}-hint`}>
                  {option.help}
                </div>
              )}
            </div>
          )
        })}
      </div>
      {field.allowOther && <OtherWords {...props} />}
    </FieldSet>
  )
}

function withOther(field: ChoiceField | MultiField): ChoiceField['options'] {
  const hasOther = field.options.some(({ id }) => id === 'other')
  return field.allowOther && !hasOther
    ? [...field.options, { id: 'other', label: 'Something else', help: null }]
    : field.options
}

function OtherWords(props: FieldAt) {
  const id = `${idOf(props)}-other-words`
  const name = `f.${props.path}.other`
  return (
    <div className="hr-other">
      <label className="nhsuk-label" htmlFor={id}>
        If something else, what?
      </label>
      <input
        className="nhsuk-input"
        id={id}
        name={name}
        type="text"
        autoComplete="off"
        dir="auto"
        defaultValue={textAt(props.parts, name)}
      />
    </div>
  )
}

function SelectBox(props: FieldAt<ChoiceField>) {
  const { field, path, parts } = props
  return (
    <>
      <LabelledField {...props}>
        <select
          className="nhsuk-select"
          id={idOf(props)}
          name={`f.${path}`}
          defaultValue={textAt(parts, `f.${path}`)}
          aria-describedby={describedBy(props)}
        >
          <option value="">Choose</option>
          {withOther(field).map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </LabelledField>
      {field.allowOther && <OtherWords {...props} />}
    </>
  )
}

function DateAndTime(props: FieldAt<SimpleField>) {
  const { path, parts } = props
  return (
    <FieldSet {...props}>
      <div className="hr-date-time">
        {(['date', 'time'] as const).map((part) => (
          <div key={part}>
            <label className="nhsuk-label" htmlFor={`${idOf(props)}-${part}`}>
              {part === 'date' ? 'Day' : 'Time'}
            </label>
            <input
              className="nhsuk-input hr-clock"
              type={part}
              id={`${idOf(props)}-${part}`}
              name={`f.${path}.${part}`}
              defaultValue={textAt(parts, `f.${path}.${part}`)}
            />
          </div>
        ))}
      </div>
    </FieldSet>
  )
}
