import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { type Faults, TextField } from '#ui/fields.tsx'
import type { AskedSignal } from './course-on-track.ts'
import { signalKey, signalReason } from './signal-words.ts'

interface DecisionFieldsProps {
  ctx: Context
  /** Those that ask for a decision now. */
  signals: readonly AskedSignal[]
  typed: Form | null
  faults: Faults
}

/**
 * What was decided about the scores, inside a form that does more: nothing is chosen beforehand.
 */
export function DecisionFields({ ctx, signals, typed, faults }: DecisionFieldsProps) {
  if (signals.length === 0) return null
  const { options } = ctx.content.protocols.onTrack.decisions
  const chosen = typed?.text('signal_decision') ?? ''
  const fault = faults.signal_decision
  return (
    <div className={`hr-decision${fault ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset
        className="nhsuk-fieldset"
        id="signal_decision"
        aria-describedby={fault ? 'signal_decision-error signal-reasons' : 'signal-reasons'}
      >
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          What did you decide about the scores?
        </legend>
        <ul className="hr-plain-list hr-small" id="signal-reasons">
          {signals.map((signal) => (
            <li key={signalKey(signal)}>
              {signalReason(ctx, signal)}
              <input type="hidden" name="signal" value={signalKey(signal)} />
            </li>
          ))}
        </ul>
        {fault && (
          <p className="nhsuk-error-message" id="signal_decision-error">
            {fault}
          </p>
        )}
        <div className="nhsuk-radios nhsuk-radios--small">
          {options.map(({ id, label }) => (
            <div className="nhsuk-radios__item" key={id}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                id={`signal_decision-${id}`}
                name="signal_decision"
                value={id}
                defaultChecked={chosen === id}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`signal_decision-${id}`}>
                {label}
              </label>
            </div>
          ))}
        </div>
        <TextField
          name="signal_note"
          label="A line for the record (needed for “something else”)"
          value={typed?.text('signal_note') ?? ''}
          error={faults.signal_note}
        />
      </fieldset>
    </div>
  )
}
