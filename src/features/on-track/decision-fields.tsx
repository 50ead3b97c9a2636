import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { type Faults, TextField } from '#ui/fields.tsx'
import type { AskedSignal } from './course-on-track.ts'
import type { DecisionPrefix } from './decision-form.ts'
import { signalKey, signalReason } from './signal-words.ts'

interface DecisionFieldsProps {
  ctx: Context
  /** Those that ask for a decision now. */
  signals: readonly AskedSignal[]
  typed: Form | null
  faults: Faults
  /** Before the names of the fields, where a page has two such forms. */
  prefix?: DecisionPrefix
}

/**
 * What was decided about the scores, inside a form that does more: nothing is chosen beforehand.
 */
export function DecisionFields(props: DecisionFieldsProps) {
  const { ctx, signals, typed, faults, prefix = '' } = props
  if (signals.length === 0) return null
  const name = `${prefix}signal_decision` as const
  const noteName = `${prefix}signal_note` as const
  const reasonsId = `${prefix}signal-reasons`
  const { options } = ctx.content.protocols.onTrack.decisions
  const chosen = typed?.text(name) ?? ''
  const fault = faults[name]
  return (
    <div className={`hr-decision${fault ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset
        className="nhsuk-fieldset"
        id={name}
        aria-describedby={fault ? `${name}-error ${reasonsId}` : reasonsId}
      >
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          What did you decide about the scores?
        </legend>
        <ul className="hr-plain-list hr-small" id={reasonsId}>
          {signals.map((signal) => (
            <li key={signalKey(signal)}>
              {signalReason(ctx, signal)}
              <input type="hidden" name={`${prefix}signal`} value={signalKey(signal)} />
            </li>
          ))}
        </ul>
        {fault && (
          <p className="nhsuk-error-message" id={`${name}-error`}>
            {fault}
          </p>
        )}
        <div className="nhsuk-radios nhsuk-radios--small">
          {options.map(({ id, label }) => (
            <div className="nhsuk-radios__item" key={id}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                id={`${name}-${id}`}
                name={name}
                value={id}
                defaultChecked={chosen === id}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${name}-${id}`}>
                {label}
              </label>
            </div>
          ))}
        </div>
        <TextField
          name={noteName}
          label="A line for the record (needed for “something else”)"
          value={typed?.text(noteName) ?? ''}
          error={faults[noteName]}
        />
      </fieldset>
    </div>
  )
}
