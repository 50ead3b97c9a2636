import type { Instrument } from '#clinical/instrument.ts'
import { isScoringConfirmed } from '#clinical/verification.ts'
import { FaultSummary, TextAreaField, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import { ConfirmImport } from './confirm-import.tsx'
import { HeldInstrument, type HeldInstrumentProps } from './held-instrument.tsx'
import type { ImportedWording } from './wording.ts'
import { fieldFor, type WordingForms } from './wording-form.ts'

interface WordingPageProps {
  packs: readonly ImportedWording[]
  /** By id, as the service says them now. */
  instruments: ReadonlyMap<string, Instrument>
  held: readonly Omit<HeldInstrumentProps, 'forms'>[]
  forms: WordingForms
  /** What was done a moment ago. */
  done: string | null
}

/** Where an administrator brings wording under licence, and switches on what was held back. */
export function WordingPage({ packs, instruments, held, forms, done }: WordingPageProps) {
  const inUse = packs.filter(({ withdrawnAt }) => !withdrawnAt)
  const over = packs.filter(({ withdrawnAt }) => withdrawnAt)
  const nameOf = (id: string) => instruments.get(id)?.shortName ?? id
  return (
    <div className="hr-reading">
      <FaultSummary faults={forms.faults} />
      <p>
        <a href="/instruments">All questionnaires</a>
      </p>
      <h1 className="nhsuk-heading-l">Wording and licences</h1>
      {done && (
        <p className="hr-card hr-card--calm" role="status">
          {done}
        </p>
      )}
      <ImportForm forms={forms} instruments={instruments} />
      <section className="hr-section">
        <h2 className="nhsuk-heading-m">Wording in use</h2>
        {inUse.length === 0 && (
          <p>
            {over.length === 0
              ? 'Your service has not imported any wording yet.'
              : 'None. What was in use stands at the end of this page.'}
          </p>
        )}
        {inUse.map((pack) => (
          <PackInUse
            key={pack.id}
            pack={pack}
            forms={forms}
            instrument={instruments.get(pack.instrumentId)}
          />
        ))}
      </section>
      <section className="hr-section">
        <h2 className="nhsuk-heading-m">Held until the licence is checked</h2>
        <p>
          The wording of these comes with Handrail and is switched off. Open the owner’s page, read
          what it allows, and write down what you found.
        </p>
        {held.map((one) => (
          <HeldInstrument key={one.id} {...one} forms={forms} />
        ))}
        {held.length === 0 && <p>Nothing is held back.</p>}
      </section>
      {over.length > 0 && (
        <section className="hr-section">
          <h2 className="nhsuk-heading-m">Used before</h2>
          <p>Answers given in these words can still be read in them.</p>
          <ul>
            {over.map((pack) => (
              <li key={pack.id}>
                {nameOf(pack.instrumentId)}, licence confirmed by {pack.confirmedBy}, imported{' '}
                <Time at={pack.importedAt} style="date" />, ended{' '}
                {pack.withdrawnAt && <Time at={pack.withdrawnAt} style="date" />}:{' '}
                {pack.withdrawnReason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

interface ImportFormProps {
  forms: WordingForms
  instruments: WordingPageProps['instruments']
}

function ImportForm({ forms, instruments }: ImportFormProps) {
  const { typed, faults, packFaults } = forms
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Import wording</h2>
      <p>
        For a questionnaire whose wording your service is licensed to use. The file names the
        questionnaire and holds its words; it must fit the structure item by item. Handrail’s guide
        to wording packs says how to write one.
      </p>
      {packFaults.length > 0 && (
        <div className="hr-card hr-card--alert">
          <p>What does not fit, by line:</p>
          <ul>
            {packFaults.map(({ line, field, sentence }) => (
              <li key={`${line} ${field} ${sentence}`}>
                Line {line}
                {field && (
                  <>
                    , <code>{field}</code>
                  </>
                )}
                : {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      <PostForm action="/instruments/wording" sendsFile>
        <FileField forms={forms} />
        <TextAreaField
          name="pack"
          label="Or what stands in it"
          hint="Leave this empty when you have chosen a file."
          value={typed.pack ?? ''}
          error={faults.pack}
          rows={typed.pack ? 16 : 4}
        />
        <TextField
          name="confirmedBy"
          label="Who confirmed the licence"
          hint="The person who has seen that your service may use this wording."
          value={typed.confirmedBy ?? ''}
          error={faults.confirmedBy}
        />
        <TextField
          name="confirmedOn"
          label="On which day"
          hint="Such as 2026-11-22."
          width={10}
          value={typed.confirmedOn ?? ''}
          error={faults.confirmedOn}
        />
        <ConfirmImport forms={forms} instruments={instruments} />
        <button className="nhsuk-button" type="submit">
          Import this wording
        </button>
      </PostForm>
    </section>
  )
}

function FileField({ forms: { faults, packFaults, isFileGone } }: { forms: WordingForms }) {
  const again =
    packFaults.length > 0
      ? 'Mend the file, and choose it again.'
      : 'Choose the file again: a browser does not keep it.'
  const notes = [isFileGone && 'file-hint', faults.file && 'file-fault'].filter(Boolean).join(' ')
  return (
    <div className={`nhsuk-form-group ${faults.file ? 'nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor="file">
        The file (YAML or JSON)
      </label>
      {isFileGone && (
        <div className="nhsuk-hint" id="file-hint">
          {again}
        </div>
      )}
      {faults.file && (
        <span className="nhsuk-error-message" id="file-fault">
          <span className="nhsuk-u-visually-hidden">Error:</span> {faults.file}
        </span>
      )}
      <input
        id="file"
        name="file"
        type="file"
        accept=".yaml,.yml,.json,text/plain"
        aria-describedby={notes || undefined}
      />
    </div>
  )
}

interface PackInUseProps {
  pack: ImportedWording
  instrument: Instrument | undefined
  forms: WordingForms
}

function PackInUse({ pack, instrument, forms }: PackInUseProps) {
  const name = instrument?.shortName ?? pack.instrumentId
  const reason = fieldFor('reason', pack.instrumentId)
  const isUsed = instrument?.wordingHash === pack.hash
  return (
    <div className="hr-card" id={pack.instrumentId}>
      <h3 className="nhsuk-heading-s">
        <a href={`/instruments/${pack.instrumentId}`}>{name}</a>
      </h3>
      {!isUsed && (
        <p>
          <strong className="hr-tag hr-tag--warm">Not used</strong> It was made for version{' '}
          {pack.instrumentVersion}, and does not fit the one in the library. Import it anew.
        </p>
      )}
      <p>
        Licence: {pack.licence}. Confirmed by {pack.confirmedBy},{' '}
        {formatDay(pack.confirmedOn, 'date')}.
      </p>
      <p className="hr-quiet">
        {instrument && !isScoringConfirmed(instrument) && 'Scoring not verified. '}
        Imported <Time at={pack.importedAt} style="date" /> by {pack.importedByName ?? 'command'}.
        Language {pack.language}. Hash <code className="hr-hash">{pack.hash.slice(0, 16)}</code>
      </p>
      <details className="nhsuk-details" open={forms.faults[reason] !== undefined}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Withdraw this wording</span>
        </summary>
        <div className="nhsuk-details__text">
          <p>
            {name} is not asked any more from then on. Scores stay, and answers given in these words
            can still be read in them.
          </p>
          <PostForm action={`/instruments/${pack.instrumentId}/withdrawal`}>
            <TextField
              name={reason}
              label="Why"
              value={forms.typed[reason] ?? ''}
              error={forms.faults[reason]}
            />
            <button className="nhsuk-button nhsuk-button--secondary" type="submit">
              Withdraw {name}
            </button>
          </PostForm>
        </div>
      </details>
    </div>
  )
}
