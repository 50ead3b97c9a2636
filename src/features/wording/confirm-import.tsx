import type { Instrument } from '#clinical/instrument.ts'
import { isScoringConfirmed } from '#clinical/verification.ts'
import { Ticks } from '#ui/fields.tsx'
import { confirmationsFor } from './import-wording.ts'
import type { WordingForms } from './wording-form.ts'

interface ConfirmImportProps {
  forms: WordingForms
  /** By id, as the service says them now. */
  instruments: ReadonlyMap<string, Instrument>
}

/**
 * What has to be confirmed of what was sent, each behind a tick; before that, of which
 * questionnaires something will have to be.
 */
export function ConfirmImport({ forms, instruments }: ConfirmImportProps) {
  const { toConfirm } = forms
  if (toConfirm) {
    return (
      <>
        {confirmationsFor(toConfirm).map((need) =>
          need === 'owner' ? (
            <OwnerAsks key={need} forms={forms} instrument={toConfirm} />
          ) : (
            <ScoringInDoubt key={need} forms={forms} instrument={toConfirm} />
          ),
        )}
      </>
    )
  }
  const all = [...instruments.values()].filter(({ licence }) => licence.verdict === 'b')
  const doubtful = all.filter((one) => !isScoringConfirmed(one))
  const asking = all.filter(({ licence }) => licence.ownerAsks !== null)
  return (
    <>
      <Known
        title={`Questionnaires whose scoring nobody has verified (${doubtful.length})`}
        lines={doubtful.map((one) => [one, one.scoringSource?.source])}
      />
      <Known
        title={`Questionnaires whose owner asks for more than a licence (${asking.length})`}
        lines={asking.map((one) => [one, one.licence.ownerAsks])}
      />
    </>
  )
}

interface NeedProps {
  forms: WordingForms
  instrument: Instrument
}

function OwnerAsks({ forms: { faults, typed }, instrument }: NeedProps) {
  const { shortName, licence } = instrument
  return (
    <div className="hr-card hr-card--alert">
      <p>
        <strong>The owner of {shortName} asks for more than a licence.</strong>
      </p>
      <p>
        {licence.ownerAsks} {licence.terms}
      </p>
      <p>
        The licence statement in the file should name the agreement. Handrail cannot check it: your
        service answers for it.
      </p>
      <Ticks
        name="ownerAgreed"
        legend="Before it is imported"
        error={faults.ownerAgreed}
        options={[
          { value: 'yes', label: `${licence.holder} has agreed to this use, on a screen as well.` },
        ]}
        chosen={typed.ownerAgreed ? ['yes'] : []}
      />
    </div>
  )
}

function ScoringInDoubt({ forms: { faults, typed }, instrument }: NeedProps) {
  return (
    <div className="hr-card hr-card--alert">
      <p>
        <strong>Nobody has verified how {instrument.shortName} is scored.</strong>{' '}
        {instrument.scoringSource?.source}
      </p>
      <p>
        Its totals say “scoring not verified” to staff until a supervisor or the safety lead has
        held the scoring to its source. People themselves see their total and which way it went, and
        nothing that rests on it.
      </p>
      <Ticks
        name="knowsOfScoring"
        legend="Before it is imported"
        error={faults.knowsOfScoring}
        options={[{ value: 'yes', label: 'I have read this. Import it all the same.' }]}
        chosen={typed.knowsOfScoring ? ['yes'] : []}
      />
    </div>
  )
}

interface KnownProps {
  title: string
  lines: readonly (readonly [Instrument, string | null | undefined])[]
}

/** Known before anything is sent: which will ask for a tick, and why. */
function Known({ title, lines }: KnownProps) {
  if (lines.length === 0) return null
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>You are asked to tick that you know this before one of them is imported.</p>
        <ul>
          {lines.map(([{ id, shortName }, why]) => (
            <li key={id}>
              <a href={`/instruments/${id}`}>{shortName}</a>: {why}
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}
