import type { ReactNode } from 'react'
import type { Instrument } from '#clinical/instrument.ts'
import {
  CutOffs,
  confidenceWords,
  FactList,
  licenceWords,
  Sorting,
  Source,
  scoringWords,
  subscaleWords,
  type Usable,
  wordingWords,
} from '#features/instruments/index.ts'
import { type RecordedVerification, Verifications } from '#features/verified-numbers/index.ts'
import { InstrumentItems } from './instrument-items.tsx'

interface InstrumentPageProps {
  instrument: Instrument
  usable: Usable
  mayImport: boolean
  mayVerify: boolean
  /** Newest first. */
  verifications: readonly RecordedVerification[]
}

/** One questionnaire, whole: so that a clinician can hold it to the paper and to the manual. */
export function InstrumentPage(props: InstrumentPageProps) {
  const { instrument } = props
  return (
    <>
      <p className="hr-no-print">
        <a href="/instruments">All questionnaires</a>
      </p>
      <h1 className="nhsuk-heading-l">{instrument.name}</h1>
      <Standing {...props} />
      <div className="hr-columns">
        <div>
          <Facts instrument={instrument} />
          <InstrumentItems instrument={instrument} />
          <Codes instrument={instrument} />
          <LicenceCard instrument={instrument} />
        </div>
        <div>
          <Scoring instrument={instrument} />
          <CutOffs instrument={instrument} />
          <Verified {...props} />
          <Safety instrument={instrument} />
          <Sorting instrument={instrument} />
        </div>
      </div>
    </>
  )
}

function Standing({ instrument, usable, mayImport }: InstrumentPageProps) {
  if ('usable' in usable) return <p>{wordingWords[instrument.wording]}. It can be asked.</p>
  return (
    <div className="hr-card hr-card--now">
      <p>{usable.missing}</p>
      <p>
        {usable.instead
          ? `Until then ${usable.instead.shortName} is asked where it would be.`
          : 'Until then nothing is asked in its place.'}
      </p>
      {mayImport && (
        <p className="hr-no-print">
          <a href="/instruments/wording">Wording and licences</a>
        </p>
      )}
    </div>
  )
}

function Facts({ instrument }: { instrument: Instrument }) {
  const { shortName, construct, timeFrame, language, version, hash, wordingHash } = instrument
  const lines: [string, ReactNode][] = [
    ['Short name', shortName],
    ['Measures', construct],
    ['Time frame', timeFrame],
    ['Language', language],
    ['Version', version],
    [
      'Hash of this version',
      <code className="hr-hash" key="hash">
        {hash}
      </code>,
    ],
    ...(wordingHash === null
      ? []
      : [
          [
            'Hash of your wording',
            <code className="hr-hash" key="wording">
              {wordingHash}
            </code>,
          ] as [string, ReactNode],
        ]),
  ]
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">What it is</h2>
      <FactList lines={lines} />
      <p className="hr-no-print">
        <a href={`/fhir/Questionnaire/${instrument.id}`}>As a FHIR R4 Questionnaire (JSON)</a>
      </p>
    </section>
  )
}

function Scoring({ instrument }: { instrument: Instrument }) {
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Scoring</h2>
      {scoringWords(instrument).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {instrument.scoringSource && <Source of={instrument.scoringSource} />}
      {instrument.subscales.length > 0 && (
        <>
          <h3 className="nhsuk-heading-s">Parts</h3>
          <FactList
            lines={instrument.subscales.map((scale) => [
              scale.label,
              subscaleWords(scale, instrument),
            ])}
          />
        </>
      )}
    </section>
  )
}

function Verified({ instrument, mayVerify, verifications }: InstrumentPageProps) {
  return (
    <section className="hr-card" id="verified">
      <h2 className="nhsuk-heading-m">Verified in this service</h2>
      <Verifications instrument={instrument} rows={verifications} returned={null} />
      {mayVerify && (
        <p className="hr-no-print">
          <a href={`/instruments/${instrument.id}/verification`}>Verify its numbers</a>
        </p>
      )}
    </section>
  )
}

function Safety({ instrument }: { instrument: Instrument }) {
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Safety items</h2>
      {instrument.safetyItems.length === 0 && (
        <p>None. No answer to this questionnaire raises a safety item.</p>
      )}
      {instrument.safetyItems.map(({ item, atLeast, signal }) => (
        <p key={`${item} ${signal}`}>
          Item {item}, from {atLeast}: a clinician must look, also when the form was not finished.
        </p>
      ))}
    </section>
  )
}

function Codes({ instrument }: { instrument: Instrument }) {
  const codes = Object.entries(instrument.codes)
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Codes</h2>
      {codes.length === 0 ? (
        <p>None is known here. The codes of items stand beside them.</p>
      ) : (
        <FactList lines={codes.map(([name, code]) => [codeName(name), code])} />
      )}
    </section>
  )
}

function codeName(name: string): string {
  const [system = '', ...rest] = name.split('_')
  const systems: Readonly<Record<string, string>> = { loinc: 'LOINC', snomed: 'SNOMED CT' }
  return `${systems[system] ?? system}: ${rest.join(' ')}`
}

function LicenceCard({ instrument: { licence } }: { instrument: Instrument }) {
  const lines: [string, string][] = [
    ['In short', licenceWords(licence)],
    ['Owner', licence.holder || 'not known'],
    ['Terms as found', licence.terms || 'not known'],
    ['Name of the licence', licence.name],
    ['Line that goes with the form', licence.attribution || 'none'],
    ['How sure', confidenceWords[licence.confidence]],
  ]
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Licence</h2>
      <FactList lines={lines} />
    </section>
  )
}
