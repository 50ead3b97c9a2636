import type { ReactNode } from 'react'
import type { Instrument, Threshold } from '#clinical/instrument.ts'
import { markAfter } from '#clinical/verification.ts'
import {
  caseWords,
  licenceInShort,
  thresholdWords,
  type Usable,
  verifiedWords,
} from '#features/instruments/index.ts'

export interface LibraryEntry {
  readonly instrument: Instrument
  readonly usable: Usable
}

interface LibraryPageProps {
  entries: readonly LibraryEntry[]
  mayImport: boolean
  mayVerify: boolean
}

/** Every questionnaire there is: what it measures, whether it can be asked, how sure we are. */
export function LibraryPage({ entries, mayImport, mayVerify }: LibraryPageProps) {
  const of = (...wording: Instrument['wording'][]) =>
    entries.filter(({ instrument }) => wording.includes(instrument.wording))
  return (
    <>
      <h1 className="nhsuk-heading-l">Questionnaires</h1>
      <p>
        What can be asked here, what it measures and how it is scored. A cut-off that no named
        person has verified says so, and is never used without saying so. In your service a
        supervisor or the safety lead verifies them. What asks them, and when, stands with the{' '}
        <a href="/programmes">programmes</a>.
      </p>
      {mayVerify && (
        <p>
          You may verify numbers: open a questionnaire and choose <em>Verify its numbers</em>.
        </p>
      )}
      {mayImport && (
        <p className="hr-no-print">
          <a href="/instruments/wording">Wording and licences: import, withdraw, switch on</a>
        </p>
      )}
      <p className="hr-no-print">
        On this page: <a href="#usable">what can be asked</a>,{' '}
        <a href="#missing">what waits for its wording</a> and{' '}
        <a href="#switched-off">what is switched off</a>.
      </p>
      <Group
        id="usable"
        title="Can be asked"
        entries={of('bundled', 'pack')}
        empty="No questionnaire has its wording here."
      />
      <Group
        id="missing"
        title="Wording not imported"
        entries={of('missing')}
        empty="Every questionnaire has its wording."
      >
        <p>
          Scoring is here and the wording belongs to somebody else. An administrator imports it once
          your service has a licence.
        </p>
      </Group>
      <Group
        id="switched-off"
        title="Switched off"
        entries={of('switched_off')}
        empty="Nothing is held back for its licence."
      >
        <p>These wait until somebody has opened the owner’s page and checked the licence.</p>
      </Group>
    </>
  )
}

interface GroupProps {
  id: string
  title: string
  entries: readonly LibraryEntry[]
  empty: string
  children?: ReactNode
}

function Group({ id, title, entries, empty, children }: GroupProps) {
  return (
    <section className="hr-section" id={id}>
      <h2 className="nhsuk-heading-m">
        {title} ({entries.length})
      </h2>
      {entries.length === 0 ? <p>{empty}</p> : children}
      {entries.length > 0 && (
        <table className="nhsuk-table-responsive hr-library">
          <thead className="nhsuk-table__head">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="nhsuk-table__body">
            {entries.map((entry) => (
              <Row key={entry.instrument.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const columns = ['Questionnaire', 'At a case', 'Reliable change', 'Licence', 'Version'] as const

function Row({ entry: { instrument, usable } }: { entry: LibraryEntry }) {
  const { id, shortName, name, construct, timeFrame, version, hash } = instrument
  return (
    <tr className="nhsuk-table__row" id={id}>
      <Cell column="Questionnaire">
        <a href={`/instruments/${id}`}>{shortName}</a>
        <div className="hr-quiet">
          {name === shortName ? '' : `${name}: `}
          {construct}, {timeFrame}.
        </div>
        <Replacement usable={usable} />
        {markAfter(instrument, 'scoring') && <div>Scoring not verified.</div>}
      </Cell>
      <Cell column="At a case">
        <Cut
          threshold={instrument.caseness}
          words={instrument.caseness && caseWords(instrument, instrument.caseness)}
        />
      </Cell>
      <Cell column="Reliable change">
        <Cut
          threshold={instrument.reliableChange}
          words={instrument.reliableChange && thresholdWords(instrument.reliableChange)}
        />
      </Cell>
      <Cell column="Licence">{licenceInShort(instrument)}</Cell>
      <Cell column="Version">
        {version}
        <div className="hr-quiet">
          <code className="hr-hash">{hash.slice(0, 8)}</code>
        </div>
      </Cell>
    </tr>
  )
}

function Replacement({ usable }: { usable: Usable }) {
  if ('usable' in usable || usable.instead === null) return null
  return <div>{usable.instead.shortName} is asked instead.</div>
}

function Cell({ column, children }: { column: (typeof columns)[number]; children: ReactNode }) {
  return (
    <td className="nhsuk-table__cell">
      <span className="nhsuk-table-responsive__heading">{column} </span>
      <div>{children}</div>
    </td>
  )
}

function Cut({ threshold, words }: { threshold: Threshold | null; words: string | null }) {
  if (threshold === null) return <span className="hr-quiet">None</span>
  return (
    <>
      {words}
      <div className="hr-quiet">{verifiedWords(threshold)}</div>
    </>
  )
}
