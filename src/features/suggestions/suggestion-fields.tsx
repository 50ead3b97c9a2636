import type { Form } from '#platform/http/form.ts'
import { type Faults, TextField } from '#ui/fields.tsx'
import type { RaisedSuggestion } from './suggestion.ts'
import { reasonField, suggestionField } from './suggestion-form.ts'

interface SuggestionFieldsProps {
  suggestions: readonly RaisedSuggestion[]
  typed: Form | null
  faults: Faults
}

/**
 * What the programme suggests, inside a form that does more: each with its reason, to be done or
 * put away. Nothing is chosen beforehand, and what is left alone is asked again.
 */
export function SuggestionFields({ suggestions, typed, faults }: SuggestionFieldsProps) {
  if (suggestions.length === 0) return null
  return (
    <section className="hr-suggested" id="suggested" aria-labelledby="suggested-title">
      <h3 id="suggested-title">The programme suggests</h3>
      {suggestions.map((raised) => (
        <OneSuggestion key={raised.suggestion.id} raised={raised} typed={typed} faults={faults} />
      ))}
    </section>
  )
}

const callWords = 'Ring them (book the call below)'

function OneSuggestion(props: { raised: RaisedSuggestion; typed: Form | null; faults: Faults }) {
  const { raised, typed, faults } = props
  const { id, say } = raised.suggestion
  const name = suggestionField(id)
  const chosen = typed?.text(name) ?? ''
  const fault = faults[name]
  return (
    <fieldset className="hr-suggested__one" id={name} data-suggestion>
      <legend>{say}</legend>
      {fault && (
        <p className="nhsuk-error-message" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      <div className="hr-suggested__ways">
        {[
          ['accepted', raised.suggestion.act.kind === 'call' ? callWords : raised.doing],
          ['put_away', 'Put it away'],
          ['', 'Later'],
        ].map(([value = '', label]) => (
          <label className="hr-choice__one" key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={chosen === value}
              aria-describedby={fault ? `${name}-fault` : undefined}
            />{' '}
            <span>{label}</span>
          </label>
        ))}
      </div>
      <div className="hr-suggested__reason">
        <TextField
          name={reasonField(id)}
          label="Why it is put away"
          value={typed?.text(reasonField(id)) ?? ''}
          error={faults[reasonField(id)]}
        />
      </div>
    </fieldset>
  )
}
