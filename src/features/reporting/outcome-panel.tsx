import { changeFromStart, isAtCaseness, reliableChange } from '#clinical/change.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { MeasurePair } from '#clinical/outcome.ts'
import type { Fallback } from '#clinical/referral-outcome.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import { lowerFirst } from '#ui/first-letter.ts'
import { outcomeSentences } from './outcome-words.ts'
import type { CourseOutcome } from './work-out-outcomes.ts'

/**
 * How a person's scores stand by the national rules, for clinicians: so far, or at the end. Never
 * on a patient's page.
 */
export function OutcomePanel(props: {
  given: CourseOutcome | null
  /** Why treatment was ended without the last scores, as it was written down. */
  endedWithout?: string | null
  /** Beside the scores, whose changes it repeats: only what they come to, until it is opened. */
  isFolded?: boolean
}) {
  const { given, endedWithout = null, isFolded = false } = props
  if (given === null) return null
  const { outcome, rules, isFinal } = given
  const { depression, anxiety, own } = outcome
  if (depression.first === null && anxiety.first === null) return null
  const title = isFinal ? 'Outcome' : 'Outcome so far, if it ended today'
  const sentences = outcomeSentences(outcome, isFinal).join('. ')
  const lines = (
    <ul className="hr-plain-list">
      <PairLine pair={depression} />
      <PairLine pair={anxiety} />
      <li>
        <strong>{sentences}</strong>
      </li>
      {endedWithout && <li>{endedWithout}</li>}
      <li className="hr-quiet">
        {contactWords(given)}
        {own?.fallback && ` ${standsInWords(given, own.fallback)}`}
        {!outcome.isVerified && ' The thresholds have not been verified by a named clinician.'}
        {` Rules: ${rules.title}.`}
      </li>
    </ul>
  )
  if (!isFolded) {
    return (
      <section className="hr-outcome">
        <h3 className="nhsuk-heading-xs">{title}</h3>
        {lines}
      </section>
    )
  }
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {title}: {lowerFirst(sentences)}
        </span>
      </summary>
      <div className="nhsuk-details__text">{lines}</div>
    </details>
  )
}

function PairLine({ pair }: { pair: MeasurePair }) {
  const { instrument, first, last } = pair
  if (first === null) return <li>{instrument.shortName}: no score yet</li>
  const change = changeFromStart(first, last)
  const reliable = reliableChange(instrument, first, last)
  return (
    <li>
      {instrument.shortName}
      {totalMark(instrument)}: {first} at the start ({caseWords(instrument, first)})
      {last !== null && change !== null && (
        <>
          , {last} now ({caseWords(instrument, last)}): {movedWords(change)}
          {reliable && `, ${reliableWords[reliable]}${markAfter(instrument, 'reliable_change')}`}
        </>
      )}
    </li>
  )
}

const reliableWords = {
  improved: 'reliably better',
  worsened: 'reliably worse',
  none: 'no reliable change',
}

function caseWords(instrument: Instrument, total: number): string {
  const isCase = isAtCaseness(instrument, total)
  if (isCase === null) return 'no cut-off'
  return `${isCase ? 'a case' : 'not a case'}${markAfter(instrument, 'caseness')}`
}

function movedWords(change: number): string {
  if (change === 0) return 'the same'
  return `${change < 0 ? 'down' : 'up'} ${Math.abs(change)}`
}

function contactWords({ outcome, rules, isFinal }: CourseOutcome): string {
  const { contactCount: count } = outcome
  const contacts = `${count} treatment ${count === 1 ? 'contact' : 'contacts'}`
  const least = rules.contacts.finishedFrom
  if (isFinal)
    return outcome.isFinished
      ? `${contacts}: a finished course.`
      : `${contacts}: not counted as a finished course, which needs ${least}.`
  return count >= least
    ? `${contacts} so far.`
    : `${contacts} so far; a finished course needs ${least}.`
}

/** A measure that cannot be asked is the first thing to mend: it will have no scores. */
function standsInWords({ outcome, ownNotAsked }: CourseOutcome, fallback: Fallback): string {
  const name = outcome.own?.nameInRules ?? ''
  const common = outcome.anxiety.instrument.shortName
  if (ownNotAsked !== null) return `${ownNotAsked} ${common} stands in for it.`
  return fallbackWords[fallback](name, common)
}

const fallbackWords = {
  not_paired: (name: string, common: string) =>
    `${name} has no first and last score, so ${common} stands in for it.`,
  not_verified: (name: string, common: string) =>
    `Nobody has verified the thresholds of ${name}, so ${common} stands in for it.`,
  no_threshold: (name: string, common: string) =>
    `${name} has no thresholds to use, so ${common} stands in for it.`,
}
