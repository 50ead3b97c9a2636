import type { ReactNode } from 'react'
import type { Instrument, Provenance, Threshold } from '#clinical/instrument.ts'
import { formatDay } from '#ui/time.tsx'
import {
  caseWords,
  classificationWords,
  confidenceWords,
  thresholdWords,
  verifiedWords,
} from './instrument-words.ts'

/** The numbers that decisions rest on, each with its source. */
export function CutOffs({ instrument }: { instrument: Instrument }) {
  const { caseness, reliableChange, bands, bandsSource } = instrument
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Cut-offs</h2>
      <Cut
        title="At a case"
        threshold={caseness}
        words={caseness && caseWords(instrument, caseness)}
      />
      <Cut
        title="Reliable change, in points"
        threshold={reliableChange}
        words={reliableChange && thresholdWords(reliableChange)}
      />
      <h3 className="nhsuk-heading-s">Bands</h3>
      {bands.length === 0 ? (
        <p>It has no published bands here.</p>
      ) : (
        <>
          <FactList lines={bands.map(({ from, to, label }) => [`${from} to ${to}`, label])} />
          {bandsSource && <Source of={bandsSource} />}
        </>
      )}
    </section>
  )
}

function Cut(props: { title: string; threshold: Threshold | null; words: string | null }) {
  const { title, threshold, words } = props
  return (
    <>
      <h3 className="nhsuk-heading-s">{title}</h3>
      {threshold === null ? (
        <p>None is known here.</p>
      ) : (
        <>
          <p>
            {words}
            {threshold.validFrom && `, from ${formatDay(threshold.validFrom, 'date')}`}
          </p>
          <Source of={threshold} />
        </>
      )}
    </>
  )
}

/** Where a number comes from, and that nobody has checked it when nobody has. */
export function Source({ of }: { of: Provenance }) {
  const isVerified = of.verifiedBy.trim() !== ''
  return (
    <p>
      <strong className={isVerified ? 'hr-tag' : 'hr-tag hr-tag--warm'}>{verifiedWords(of)}</strong>
      <br />
      <span className="hr-quiet">
        {of.source}
        <br />
        {confidenceWords[of.confidence]}
      </span>
    </p>
  )
}

export function Sorting({ instrument }: { instrument: Instrument }) {
  if (instrument.classifications.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">How its authors sort answers</h2>
      <p>This describes a pattern of answers. It is not a diagnosis.</p>
      {instrument.classifications.map((one) => (
        <div key={one.id}>
          <h3 className="nhsuk-heading-s">{one.label}</h3>
          <ul>
            {classificationWords(one, instrument).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Source of={one} />
        </div>
      ))}
    </section>
  )
}

export function FactList({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="hr-facts__list">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
