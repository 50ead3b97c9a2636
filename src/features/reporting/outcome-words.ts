import { isAtCaseness } from '#clinical/change.ts'
import type { MeasurePair } from '#clinical/outcome.ts'
import type { ReferralOutcome } from '#clinical/referral-outcome.ts'
import { markAfter } from '#clinical/verification.ts'

/**
 * One person's outcome in sentences: what can be said, and of what cannot, why. The rule that
 * counts a missing score as not recovered is one of reports, and no finding about a person.
 */
export function outcomeSentences(outcome: ReferralOutcome, isFinal: boolean): string[] {
  if (outcome.reliableRecovery === 'recovered') return ['Reliable recovery']
  const [change, recovery] = [changeSentence(outcome, isFinal), recoverySentence(outcome, isFinal)]
  // Missing for both, and said once.
  const reason = change.slice('Change'.length)
  return recovery.startsWith(`Recovery${reason}`)
    ? [`Change and recovery${recovery.slice('Recovery'.length)}`]
    : [change, recovery]
}

const changeWords = {
  improved: 'Reliable improvement',
  deteriorated: 'Reliable deterioration',
  no_change: 'No reliable change',
}

function changeSentence(outcome: ReferralOutcome, isFinal: boolean): string {
  if (outcome.change !== 'unpaired') return changeWords[outcome.change]
  const missing = pairsOf(outcome).flatMap((pair) => missingWords(pair, isFinal) ?? [])
  return `Change cannot be said${isFinal ? '' : ' yet'}: ${missing.join(', and ')}`
}

function recoverySentence(outcome: ReferralOutcome, isFinal: boolean): string {
  const { casenessAtStart, recovery } = outcome
  if (recovery === 'not_counted') return 'Not at caseness at the start, so not counted for recovery'
  if (recovery === 'recovered') return 'Recovery'
  const pairs = pairsOf(outcome)
  const counted = isFinal && outcome.isFinished ? '. In reports it counts as not recovered' : ''
  const yet = isFinal ? '' : ' yet'
  if (casenessAtStart === 'unknown') {
    const missing = pairs.filter(({ first }) => first === null).map(nameOf)
    return (
      'Caseness at the start cannot be said, and so recovery cannot: ' +
      `no first score on ${missing.join(' or ')}${counted}`
    )
  }
  const above = pairs.filter(({ instrument, last }) => isAtCaseness(instrument, last) === true)
  if (above.length > 0) {
    const names = above
      .map((pair) => `${nameOf(pair)}${markAfter(pair.instrument, 'caseness')}`)
      .join(' and ')
    return isFinal ? `Not recovered: a case on ${names} at the end` : `Still a case on ${names}`
  }
  const missing = pairs.flatMap((pair) => (pair.last === null ? [missingWords(pair, isFinal)] : []))
  return `Recovery cannot be said${yet}: ${missing.join(', and ')}${counted}`
}

/** "PHQ-9 has one score only"; null for a pair that is whole. */
function missingWords(pair: MeasurePair, isFinal: boolean): string | null {
  if (pair.last !== null) return null
  const has = pair.first === null ? 'no score' : 'one score only'
  return `${nameOf(pair)} has ${has}${isFinal ? '' : ' so far'}`
}

function nameOf({ instrument }: MeasurePair): string {
  return instrument.shortName
}

function pairsOf({ depression, anxiety }: ReferralOutcome): readonly MeasurePair[] {
  return [depression, anxiety]
}
