import type { How } from '#features/messages/index.ts'
import type { PersonRecord } from '#features/person-record/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { Time } from '#ui/time.tsx'

interface HandledFieldsProps {
  record: PersonRecord
  typed: Form | null
  faults: Faults
  mustBeAll: boolean
}

const howWords: Record<How, string> = {
  answered: 'Answered here',
  by_phone: 'Dealt with by phone',
  no_answer_needed: 'No answer needed, because …',
}
const hows = ['answered', 'by_phone', 'no_answer_needed'] as const

/** What the person asked or said and nobody has answered: nothing of it can be passed over. */
export function HandledFields({ record, typed, faults, mustBeAll }: HandledFieldsProps) {
  if (record.unanswered.length === 0) return null
  return (
    <section className="hr-answer__asked" aria-labelledby="asked">
      <h3 className="nhsuk-heading-s" id="asked">
        Asked or said, not yet answered ({record.unanswered.length})
      </h3>
      {!mustBeAll && (
        <p className="hr-quiet">What you leave open here goes on waiting in your queue.</p>
      )}
      {record.unanswered.map((message) => {
        const name = `handled_${message.id}`
        return (
          <fieldset className="hr-handled" key={message.id} id={name}>
            <legend>
              <q dir="auto">{cut(message.body)}</q>{' '}
              <a href={`#message-${message.id}`}>
                <Time at={message.sentAt} />
              </a>
            </legend>
            <input type="hidden" name={`shown_${message.id}`} value="yes" />
            {faults[name] && <p className="nhsuk-error-message">{faults[name]}</p>}
            <div className="hr-handled__hows">
              {hows.map((how) => (
                <label className="hr-handled__how" key={how}>
                  <input
                    type="radio"
                    name={name}
                    value={how}
                    defaultChecked={typed?.text(name) === how}
                  />{' '}
                  {howWords[how]}
                </label>
              ))}
            </div>
            <Reason id={message.id} typed={typed} fault={faults[`reason_${message.id}`]} />
          </fieldset>
        )
      })}
    </section>
  )
}

function Reason({
  id,
  typed,
  fault,
}: {
  id: string
  typed: Form | null
  fault: string | undefined
}) {
  const name = `reason_${id}`
  return (
    <>
      {fault && (
        <p className="nhsuk-error-message" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      <label className="nhsuk-u-visually-hidden" htmlFor={name}>
        Why no answer is needed
      </label>
      <input
        className="nhsuk-input hr-handled__reason"
        id={name}
        name={name}
        dir="auto"
        maxLength={500}
        placeholder="Why, if no answer is needed"
        defaultValue={typed?.text(name) ?? ''}
        aria-describedby={fault ? `${name}-fault` : undefined}
      />
    </>
  )
}

/** A question often stands at the end, so nearly all of it; the whole stands in the thread. */
function cut(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim()
  return line.length > 500 ? `${line.slice(0, 500).trimEnd()}…` : line
}
