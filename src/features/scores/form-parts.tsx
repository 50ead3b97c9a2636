import {
  type PartScore,
  type PartsOf,
  type PatternNow,
  type ProfileNow,
  partScores,
  patternsNow,
  profileNow,
} from '#clinical/form-parts.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { partsMark } from '#clinical/verification.ts'
import { classificationWords, listed } from '#features/instruments/index.ts'
import { lowerFirst } from '#ui/first-letter.ts'

interface FormPartsProps {
  instrument: Instrument
  /** Oldest first; the last one is shown, with what it was in the one before. */
  forms: readonly PartsOf[]
  /** Beside other scores: what a form with a total does not say, and did not say, is left out. */
  isInPanel?: boolean
}

/**
 * What a form says beside its total, or in place of one: its parts, its profile, and how its
 * authors sort such answers. For staff alone.
 */
export function FormParts({ instrument, forms, isInPanel = false }: FormPartsProps) {
  const profile = profileNow(instrument, forms)
  const patterns = patternsNow(instrument, forms)
  const isQuiet = isInPanel && instrument.scoring.method !== 'none' && patterns.every(saysNothing)
  return (
    <>
      {profile && <Profile profile={profile} />}
      <Parts instrument={instrument} parts={partScores(instrument, forms)} />
      {!isQuiet && <Patterns instrument={instrument} patterns={patterns} />}
    </>
  )
}

function Profile({ profile: { items, now, before } }: { profile: ProfileNow }) {
  const numbers = listed(items.map((number) => ({ number })))
  return (
    <p>
      <strong>{now === null ? 'Without a profile' : `Profile ${now}`}</strong>
      {before !== null && before !== now && ` (was ${before})`}
      {before !== null && before === now && ', the same as last time'}.{' '}
      <span className="hr-quiet">
        {now === null
          ? `It needs an answer to each of items ${numbers}.`
          : `The answers to items ${numbers} beside each other. They are not added up.`}
      </span>
    </p>
  )
}

function Parts({ instrument, parts }: { instrument: Instrument; parts: readonly PartScore[] }) {
  if (parts.length === 0) return null
  return (
    <ul className="hr-scores__parts">
      {parts.map((part) => (
        <li key={part.subscale.id}>
          {partWords(part)}
          {partsMark(instrument)}
        </li>
      ))}
    </ul>
  )
}

/** "Avoidance 5 (0 to 8), was 6, 7 at the start": a part in a line. */
export function partWords({ subscale, score, before, first }: PartScore): string {
  const { label, minimum, maximum, higherIs } = subscale
  const better = higherIs === 'better' ? ', higher is better' : ''
  const range = `(${minimum} to ${maximum}${better})`
  const was = [
    ...(before === null ? [] : [`was ${before}`]),
    ...(first === null || first === before ? [] : [`${first} at the start`]),
  ]
  return [`${label} ${score ?? 'without a score'} ${range}`, ...was].join(', ')
}

/** It does not fit, and did not fit last time: no news for somebody who looks at the scores. */
function saysNothing({ holds, before }: PatternNow): boolean {
  return holds === false && before !== true
}

/** On a form without a total they are what it says, and stand open. */
function Patterns(props: { instrument: Instrument; patterns: readonly PatternNow[] }) {
  const { instrument, patterns } = props
  if (patterns.length === 0) return null
  return (
    <details className="nhsuk-details" open={instrument.scoring.method === 'none'}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          By its own rules, not a diagnosis: {patternsInShort(patterns)}
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <ul className="hr-scores__parts">
          {patterns.map((pattern) => (
            <li key={pattern.id}>
              {pattern.label}
              {markOf(pattern)}: <strong>{holdsWords(pattern)}</strong>.
              <Rule instrument={instrument} pattern={pattern} />
            </li>
          ))}
        </ul>
        <p className="hr-quiet">
          The authors of the form sort answers in this way. It describes what was ticked on one day,
          and leaves out whatever only a clinician can ask.
        </p>
      </div>
    </details>
  )
}

function Rule({ instrument, pattern }: { instrument: Instrument; pattern: PatternNow }) {
  const rule = instrument.classifications.find(({ id }) => id === pattern.id)
  const verified = pattern.isVerified ? '' : ' Not yet verified by a named clinician.'
  return (
    <div className="hr-quiet hr-scores__source">
      {rule && classificationWords(rule, instrument).join(' ')}{' '}
      {pattern.source.replace(/\.?$/, '.')}
      {verified}
    </div>
  )
}

/** What fits, in a line; what cannot be said is never counted as no. */
export function patternsInShort(patterns: readonly PatternNow[]): string {
  const fits = patterns.filter(({ holds }) => holds === true)
  const open = patterns.filter(({ holds }) => holds === null)
  const parts = [
    ...fits.map((pattern) => `${lowerFirst(pattern.label)}${markOf(pattern)}`),
    ...(open.length === patterns.length
      ? ['cannot be said, answers are missing']
      : open.map(({ label }) => `${lowerFirst(label)} cannot be said, answers are missing`)),
  ]
  if (parts.length > 0) return parts.join('; ')
  return patterns.length === 1 ? 'no' : `none of ${patterns.length}`
}

function holdsWords({ holds, before }: PatternNow): string {
  if (holds === null) return 'cannot be said, because answers are missing'
  const word = holds ? 'yes' : 'no'
  if (before === null) return word
  return before === holds ? `${word}, as last time` : `${word} (${before ? 'yes' : 'no'} last time)`
}

function markOf({ isConfirmed }: PatternNow): string {
  return isConfirmed ? '' : ' (not verified)'
}
