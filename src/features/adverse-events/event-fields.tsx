import { TextInput } from 'nhsuk-react-components'
import type { ReactNode } from 'react'
import type { AdverseEventsProtocol } from '#content/types.ts'
import { type Faults, SelectField, TextAreaField, Ticks } from '#ui/fields.tsx'
import { lowerFirst } from '#ui/first-letter.ts'
import type { TypedEvent } from './event-form.ts'

export interface EventFieldsProps {
  protocol: AdverseEventsProtocol
  typed: TypedEvent
  faults: Faults
  /** Safety items of this person that the event may belong with. */
  safetyItems: readonly { id: string; label: string }[]
  isCorrection: boolean
}

/** Everything that is asked about an event, each answer with what it means. */
export function EventFields(props: EventFieldsProps) {
  const { protocol, typed, faults } = props
  return (
    <>
      <WhatHappened {...props} />
      <Choices
        name="severity"
        legend="How strong was it?"
        chosen={typed.severity}
        error={faults.severity}
        options={protocol.severities}
      />
      <Ticks
        name="serious"
        legend={`${protocol.serious.label}: ${lowerFirst(protocol.serious.question)}`}
        hint={`${protocol.serious.meaning} Tick none if none did.`}
        chosen={typed.seriousBecause}
        options={asOptions(protocol.serious.criteria)}
      />
      <Choices
        name="relatedness"
        legend="Did treatment have a part in it?"
        chosen={typed.relatedness}
        error={faults.relatedness}
        options={protocol.relatedness}
      />
      <WhatWasDone {...props} />
      {props.isCorrection && (
        <TextAreaField
          name="change_reason"
          rows={2}
          label="Why it is being changed"
          hint="What stood before stays on record beside it."
          value={typed.changeReason}
          error={faults.change_reason}
        />
      )}
    </>
  )
}

function WhatHappened({ protocol, typed, faults }: EventFieldsProps) {
  return (
    <>
      <SelectField
        name="kind"
        label="What sort of thing it was"
        value={typed.kind}
        error={faults.kind}
        options={[unchosen, ...asOptions(protocol.kinds)]}
      />
      <TextAreaField
        name="what"
        rows={4}
        label="What happened"
        hint="What you know, in plain words. No names of other people."
        value={typed.what}
        error={faults.what}
      />
      <DayField
        name="happened_on"
        label="When it happened, or began"
        hint="Leave it empty if nobody knows."
        value={typed.happenedOn}
        error={faults.happened_on}
      />
      <DayField
        name="learnt_on"
        label="When it became known"
        value={typed.learntOn}
        error={faults.learnt_on}
      />
      <SelectField
        name="learnt_from"
        label="Who told of it"
        value={typed.learntFrom}
        error={faults.learnt_from}
        options={[unchosen, ...asOptions(protocol.learntFrom)]}
      />
    </>
  )
}

function WhatWasDone({ protocol, typed, faults, safetyItems }: EventFieldsProps) {
  return (
    <>
      <Ticks
        name="actions"
        legend="What was done"
        chosen={typed.actions}
        error={faults.actions}
        options={asOptions(protocol.actions)}
      />
      <SelectField
        name="outcome"
        label="How it is now"
        value={typed.outcome}
        error={faults.outcome}
        options={[unchosen, ...asOptions(protocol.outcomes)]}
      />
      {safetyItems.length > 0 && (
        <SelectField
          name="safety_item"
          label="The safety item that it belongs with"
          value={typed.safetyItemId}
          options={[
            { value: '', label: 'None' },
            ...safetyItems.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
      )}
    </>
  )
}

const unchosen = { value: '', label: 'Choose one' }

function asOptions(list: readonly { id: string; label: string }[]) {
  return list.map(({ id, label }) => ({ value: id, label }))
}

interface DayFieldProps {
  name: string
  label: string
  hint?: string
  value: string
  error?: string | undefined
}

function DayField({ name, label, hint, value, error }: DayFieldProps) {
  return (
    <TextInput
      id={name}
      name={name}
      type="date"
      label={label}
      hint={hint}
      error={error}
      defaultValue={value}
    />
  )
}

interface ChoicesProps {
  name: string
  legend: ReactNode
  chosen: string
  error?: string | undefined
  options: readonly { id: string; label: string; meaning: string }[]
}

/** One of several, each with what it means beside it; nothing is chosen beforehand. */
function Choices({ name, legend, chosen, error, options }: ChoicesProps) {
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset className="nhsuk-fieldset" id={name} aria-describedby={error && `${name}-fault`}>
        <legend className="nhsuk-fieldset__legend">{legend}</legend>
        {error && (
          <span className="nhsuk-error-message" id={`${name}-fault`}>
            <span className="nhsuk-u-visually-hidden">Error:</span> {error}
          </span>
        )}
        <div className="nhsuk-radios nhsuk-radios--small">
          {options.map(({ id, label, meaning }) => (
            <div className="nhsuk-radios__item" key={id}>
              <input
                className="nhsuk-radios__input"
                id={`${name}-${id}`}
                name={name}
                type="radio"
                value={id}
                defaultChecked={chosen === id}
                aria-describedby={`${name}-${id}-meaning`}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${name}-${id}`}>
                {label}
              </label>
              <div className="nhsuk-hint nhsuk-radios__hint" id={`${name}-${id}-meaning`}>
                {meaning}
              </div>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
