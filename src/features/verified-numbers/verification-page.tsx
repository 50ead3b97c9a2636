import type { ReactNode } from 'react'
import {
  type Instrument,
  type NumberName,
  numberNames,
  type Threshold,
} from '#clinical/instrument.ts'
import {
  caseWords,
  FactList,
  Source,
  scoringWords,
  thresholdWords,
} from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
import { FaultSummary, SelectField, TextAreaField, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { type VerificationField, verificationField } from './verification-form.ts'
import { Verifications } from './verification-list.tsx'
import {
  canBeVerified,
  numberTitles,
  type RecordedVerification,
  whyRefused,
} from './verified-number.ts'

/** What came back, by the names of the fields. */
export interface ReturnedVerification {
  readonly typed: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
}

export interface VerificationPageProps {
  instrument: Instrument
  /** Newest first. */
  verifications: readonly RecordedVerification[]
  signedBy: { readonly name: string; readonly role: string }
  today: string
  returned: ReturnedVerification
  /** What was done a moment ago. */
  done: string | null
}

/** Where a named clinician holds the numbers of a questionnaire to their source, and signs. */
export function VerificationPage(props: VerificationPageProps) {
  const { instrument, verifications, signedBy, returned, done } = props
  return (
    <div className="hr-reading">
      <FaultSummary faults={returned.faults} />
      <p>
        <a href={`/instruments/${instrument.id}`}>{instrument.shortName} in the library</a>
      </p>
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">{instrument.name}</span>
        Verify its numbers
      </h1>
      {done && (
        <p className="hr-card hr-card--calm" role="status">
          {done}
        </p>
      )}
      <p>
        Open the current manual or paper, hold each number to it, and sign what you have seen
        yourself. You sign as{' '}
        <strong>
          {signedBy.name}, {signedBy.role}
        </strong>
        . It holds in this service alone.
      </p>
      <p>
        A number holds from its first day on. Outcomes of courses that ended before that day use
        what held then. If the manual changes, verify the new number with its first day and leave
        the old one as it is.
      </p>
      {numberNames
        .filter((what) => canBeVerified(instrument, what))
        .map((what) => (
          <NumberPart key={what} {...props} what={what} />
        ))}
      <section className="hr-section">
        <h2 className="nhsuk-heading-m">Verified here</h2>
        <Verifications instrument={instrument} rows={verifications} returned={returned} />
      </section>
    </div>
  )
}

type PartProps = VerificationPageProps & { what: NumberName }

function NumberPart(props: PartProps) {
  const { instrument, what, returned } = props
  const formItems = instrument.items.length
  const refused = whyRefused(instrument, { what, formItems })
  const isOpen = Object.keys(returned.faults).some((name) => name.endsWith(`-${what}`))
  return (
    <section className="hr-card" id={what}>
      <h2 className="nhsuk-heading-m">{numberTitles[what]}</h2>
      <Standing instrument={instrument} what={what} />
      {refused ? (
        <p>{refused}</p>
      ) : (
        <details className="nhsuk-details" open={isOpen}>
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">I have held it to its source</span>
          </summary>
          <div className="nhsuk-details__text">
            <VerifyForm {...props} />
          </div>
        </details>
      )}
    </section>
  )
}

/** What holds today, and who says so. */
function Standing({ instrument, what }: { instrument: Instrument; what: NumberName }) {
  const { bands, bandsSource, scoringSource } = instrument
  if (what === 'bands') {
    return (
      <>
        <FactList lines={bands.map(({ from, to, label }) => [`${from} to ${to}`, label])} />
        {bandsSource ? <Source of={bandsSource} /> : <p>No source is named.</p>}
      </>
    )
  }
  if (what === 'scoring') {
    return (
      <>
        {scoringWords(instrument).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {scoringSource && <Source of={scoringSource} />}
      </>
    )
  }
  const threshold = thresholdOf(instrument, what)
  if (threshold === null) return <p>None is known here. You can bring one with its source.</p>
  return (
    <>
      <p>{what === 'caseness' ? caseWords(instrument, threshold) : thresholdWords(threshold)}</p>
      <Source of={threshold} />
    </>
  )
}

function thresholdOf(instrument: Instrument, what: NumberName): Threshold | null {
  if (what === 'caseness') return instrument.caseness
  return what === 'reliable_change' ? instrument.reliableChange : null
}

function VerifyForm(props: PartProps) {
  const { instrument, what, today, returned } = props
  const field = (name: VerificationField, first = '') => {
    const key = verificationField(name, what)
    return { name: key, value: returned.typed[key] ?? first, error: returned.faults[key] }
  }
  return (
    <PostForm action={`/instruments/${instrument.id}/verification`} sendKey={newId()}>
      <input type="hidden" name="what" value={what} />
      <ValueFields instrument={instrument} what={what} field={field} />
      <TextAreaField
        {...field('source')}
        label="What you held it to"
        hint="The document, its date or version, and the page. It stands beside the number."
        rows={3}
      />
      <TextField
        {...field('verifiedOn', today)}
        label="Verified on"
        hint="Such as 2026-11-22."
        width={10}
      />
      <TextField
        {...field('validFrom', today)}
        label="Holds from"
        hint="The first day on which it counts. An earlier day also changes figures of the past."
        width={10}
      />
      <button className="nhsuk-button" type="submit">
        Sign: {numberTitles[what].toLowerCase()}
      </button>
    </PostForm>
  )
}

interface ValueFieldsProps {
  instrument: Instrument
  what: NumberName
  field: (
    name: VerificationField,
    first?: string,
  ) => { name: string; value: string; error: string | undefined }
}

/** What may differ from the file: a threshold, and which form it is where sources conflict. */
function ValueFields({ instrument, what, field }: ValueFieldsProps): ReactNode {
  if (what === 'bands') return null
  if (what === 'scoring') {
    const { formsInConflict } = instrument
    if (formsInConflict.length === 0) return null
    return (
      <SelectField
        {...field('formItems')}
        label="How many items the form has in your source"
        options={[
          { value: '', label: 'Choose one' },
          ...formsInConflict.map((count) => ({ value: `${count}`, label: `${count} items` })),
        ]}
      />
    )
  }
  const threshold = thresholdOf(instrument, what)
  return (
    <>
      <SelectField
        {...field('op', threshold?.op ?? '>=')}
        label={opLabel(instrument, what)}
        options={[
          { value: '>=', label: 'at least' },
          { value: '>', label: 'more than' },
        ]}
      />
      <TextField
        {...field('value', threshold ? `${threshold.value}` : '')}
        label="Points"
        hint="As your source has it, also where that is not what stands above."
        width={5}
      />
    </>
  )
}

/** On a scale where higher is better the cut-off is where the healthy range begins. */
function opLabel({ scoring }: Instrument, what: NumberName): string {
  if (what === 'reliable_change') return 'The change has to be'
  return scoring.higherIs === 'worse' ? 'A case is a total of' : 'It is no case when the total is'
}
