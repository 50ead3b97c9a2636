import type { Instrument, Threshold } from '#clinical/instrument.ts'
import { caseWords, thresholdWords } from '#features/instruments/index.ts'
import { TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import { verificationField } from './verification-form.ts'
import { numberTitles, type RecordedVerification } from './verified-number.ts'

interface VerificationsProps {
  instrument: Instrument
  /** Newest first. */
  rows: readonly RecordedVerification[]
  /** What came back of a form; null for who reads and may not withdraw. */
  returned: {
    readonly typed: Readonly<Record<string, string>>
    readonly faults: Readonly<Record<string, string>>
  } | null
}

/** Everything that was verified in this service, also what was withdrawn. */
export function Verifications({ instrument, rows, returned }: VerificationsProps) {
  if (rows.length === 0) return <p>Nobody has verified a number of it in this service yet.</p>
  return (
    <ul className="hr-plain-list">
      {rows.map((row) => (
        <li key={row.id} id={row.id}>
          <p>
            <strong>
              {numberTitles[row.what]}
              {row.threshold && `: ${wordsOf(instrument, row, row.threshold)}`}
              {row.formItems !== null && `: the form of ${row.formItems} items`}
            </strong>
            , from {formatDay(row.validFrom, 'date')}. {signatureWords(row)}
            <br />
            <span className="hr-quiet" dir="auto">
              {row.source}
            </span>
          </p>
          <Standing instrument={instrument} row={row} />
          {returned && !row.withdrawnAt && (
            <Withdraw instrument={instrument} row={row} returned={returned} />
          )}
        </li>
      ))}
    </ul>
  )
}

function wordsOf(
  instrument: Instrument,
  { what }: RecordedVerification,
  threshold: Pick<Threshold, 'op' | 'value'>,
): string {
  return what === 'caseness' ? caseWords(instrument, threshold) : thresholdWords(threshold)
}

/** "Morag Bell, Clinical supervisor, 1 November 2026." */
function signatureWords({ verifiedByName, verifiedByRole, verifiedOn }: RecordedVerification) {
  return `${verifiedByName}, ${verifiedByRole}, ${formatDay(verifiedOn, 'date')}.`
}

function Standing({ instrument, row }: { instrument: Instrument; row: RecordedVerification }) {
  if (row.withdrawnAt) {
    return (
      <p>
        <strong className="hr-tag hr-tag--warm">Withdrawn</strong> by {row.withdrawnByName},{' '}
        <Time at={row.withdrawnAt} style="date" />: <span dir="auto">{row.withdrawnReason}</span>
      </p>
    )
  }
  if (row.threshold === null && row.instrumentVersion !== instrument.version) {
    return (
      <p>
        <strong className="hr-tag hr-tag--warm">Not used</strong> It was verified for version{' '}
        {row.instrumentVersion}; the library has version {instrument.version}. Verify it anew.
      </p>
    )
  }
  return null
}

function Withdraw({
  instrument,
  row,
  returned,
}: {
  instrument: Instrument
  row: RecordedVerification
  returned: NonNullable<VerificationsProps['returned']>
}) {
  const reason = verificationField('reason', row.id)
  return (
    <details className="nhsuk-details" open={returned.faults[reason] !== undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">It was a mistake</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>It counts for no day any more, and figures of the past change with it.</p>
        <PostForm action={`/instruments/${instrument.id}/verification/${row.id}/withdrawal`}>
          <TextField
            name={reason}
            label="Why"
            value={returned.typed[reason] ?? ''}
            error={returned.faults[reason]}
          />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Withdraw this verification
          </button>
        </PostForm>
      </div>
    </details>
  )
}
