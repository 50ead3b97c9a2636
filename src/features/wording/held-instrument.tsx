import type { Instrument } from '#clinical/instrument.ts'
import { TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import type { LicenceCheck } from './wording.ts'
import { fieldFor, type WordingForms } from './wording-form.ts'

export interface HeldInstrumentProps {
  id: string
  instrument: Instrument
  /** Newest first. */
  checks: readonly LicenceCheck[]
  today: string
  forms: WordingForms
}

/** One questionnaire that ships with its wording switched off, and the switch. */
export function HeldInstrument(props: HeldInstrumentProps) {
  const { id, instrument, checks } = props
  const inUse = checks.find(({ withdrawnAt }) => !withdrawnAt)
  const [last] = checks.filter(({ withdrawnAt }) => withdrawnAt)
  return (
    <div className="hr-card" id={id}>
      <h3 className="nhsuk-heading-s">
        <a href={`/instruments/${id}`}>{instrument.shortName}</a>
      </h3>
      <dl className="hr-facts__list">
        <div>
          <dt>Owner</dt>
          <dd>{instrument.licence.holder}</dd>
        </div>
        <div>
          <dt>Terms as found so far</dt>
          <dd>{instrument.licence.terms}</dd>
        </div>
      </dl>
      {inUse ? (
        <>
          <p>
            <strong className="hr-tag">Switched on</strong> Checked by {inUse.checkedBy},{' '}
            {formatDay(inUse.checkedOn, 'date')}: {inUse.seenAt}
          </p>
          <SwitchOff {...props} />
        </>
      ) : (
        <>
          <p>
            <strong className="hr-tag hr-tag--warm">Switched off</strong>{' '}
            {last?.withdrawnAt && (
              <>
                since <Time at={last.withdrawnAt} style="date" />: {last.withdrawnReason}
              </>
            )}
          </p>
          <SwitchOn {...props} />
        </>
      )}
    </div>
  )
}

function SwitchOn({ id, instrument, today, forms: { typed, faults } }: HeldInstrumentProps) {
  const [by, on, seen] = ['checkedBy', 'checkedOn', 'seenAt'].map((name) => fieldFor(name, id))
  if (!by || !on || !seen) return null
  const isOpen = [by, on, seen].some((name) => faults[name] !== undefined)
  return (
    <details className="nhsuk-details" open={isOpen}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Switch on</span>
      </summary>
      <div className="nhsuk-details__text">
        <PostForm action={`/instruments/${id}/licence`}>
          <TextField
            name={by}
            label="Who opened the owner’s page"
            value={typed[by] ?? ''}
            error={faults[by]}
          />
          <TextField
            name={on}
            label="On which day"
            hint="Such as 2026-11-22."
            width={10}
            value={typed[on] ?? today}
            error={faults[on]}
          />
          <TextField
            name={seen}
            label="Where the owner says that it may be used"
            hint="The address of the page, or the paper."
            value={typed[seen] ?? ''}
            error={faults[seen]}
          />
          <button className="nhsuk-button" type="submit">
            Switch {instrument.shortName} on
          </button>
        </PostForm>
      </div>
    </details>
  )
}

function SwitchOff({ id, instrument, forms: { typed, faults } }: HeldInstrumentProps) {
  const reason = fieldFor('reason', id)
  return (
    <details className="nhsuk-details" open={faults[reason] !== undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Switch off</span>
      </summary>
      <div className="nhsuk-details__text">
        <PostForm action={`/instruments/${id}/licence-withdrawal`}>
          <TextField name={reason} label="Why" value={typed[reason] ?? ''} error={faults[reason]} />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Switch {instrument.shortName} off
          </button>
        </PostForm>
      </div>
    </details>
  )
}
