import type { PlainDate } from './calendar.ts'
import { isVerified } from './change.ts'
import type {
  Instrument,
  NumberName,
  Provenance,
  SourcedNumbers,
  Verification,
} from './instrument.ts'

/**
 * `confirmed`: verified by a named person, or read in the published reference that its source
 * names; `seen`: in part, or second hand; `unverified`: as remembered.
 */
export type Standing = 'confirmed' | 'seen' | 'unverified'

/** Whether a number of an instrument may be shown, and how. */
export interface Showing {
  readonly standing: Standing
  /** Outside the record of staff: no line, ring or explanation without it. */
  readonly isForPatients: boolean
  /** What must stand beside it wherever staff read it; empty for a confirmed one. */
  readonly mark: '' | '(not verified)'
}

/**
 * Says of a number of an instrument whether it may be shown and how, or null when there is no such
 * number; a cut-off rests on the total, so it stands no better than the scoring does (rule of the
 * instrument library: what the reference does not confirm is visibly unverified and never used
 * silently).
 */
export function showing(instrument: Instrument, name: NumberName): Showing | null {
  if (!hasNumber(instrument, name)) return null
  const scoring = instrument.scoringSource === null ? 'confirmed' : of(instrument.scoringSource)
  const own = name === 'scoring' ? scoring : of(provenanceOf(instrument, name))
  return showingOf(weaker(own, scoring))
}

/** The mark of a number with a space before it, to be set after its words; empty for none. */
export function markAfter(instrument: Instrument, name: NumberName): string {
  const mark = showing(instrument, name)?.mark ?? ''
  return mark === '' ? '' : ` ${mark}`
}

/** The same for a total, which stands beside its cut-offs and must not be taken for one of them. */
export function totalMark(instrument: Instrument): string {
  return markAfter(instrument, 'scoring') === '' ? '' : ' (scoring not verified)'
}

/** The same for subscales and answers, of a form with a total or without one. */
export function partsMark(instrument: Instrument): string {
  return isScoringConfirmed(instrument) ? '' : ' (scoring not verified)'
}

/** Whether a number is there and confirmed: only then may the person themselves read it. */
export function isForPatients(instrument: Instrument, name: NumberName): boolean {
  return showing(instrument, name)?.isForPatients === true
}

/** How far a value with its source is confirmed. */
export function standingOf(provenance: Provenance): Standing {
  if (provenance.verifiedBy.trim() !== '' || provenance.confidence === 'seen') return 'confirmed'
  return provenance.confidence === 'partly' ? 'seen' : 'unverified'
}

/**
 * Says whether outcomes may rest on an instrument: both thresholds were verified by a named person,
 * and the scoring that they count in is not in doubt.
 */
export function isVerifiedForOutcomes(instrument: Instrument): boolean {
  return (
    isVerified(instrument.caseness) &&
    isVerified(instrument.reliableChange) &&
    isScoringConfirmed(instrument)
  )
}

/** Says whether the way to the total is as published, or has been verified since. */
export function isScoringConfirmed({ scoringSource }: Pick<Instrument, 'scoringSource'>): boolean {
  return scoringSource === null || standingOf(scoringSource) === 'confirmed'
}

/**
 * Gives an instrument with the numbers that held on a day: of what the service's clinicians have
 * verified, the latest that had begun by then and, of two that began on one day, the one recorded
 * later; otherwise what the file says.
 */
export function asOn(instrument: Instrument, day: PlainDate): Instrument {
  const { verified } = instrument
  if (verified === null) return instrument
  const held = (what: NumberName) =>
    verified.rows
      .filter((row) => row.what === what && row.validFrom <= day)
      .reduce<Verification | null>(
        (latest, row) => (latest === null || row.validFrom >= latest.validFrom ? row : latest),
        null,
      )
  const [caseness, change] = [held('caseness'), held('reliable_change')]
  const [bands, scoring] = [held('bands'), held('scoring')]
  const { shipped } = verified
  return {
    ...instrument,
    caseness: caseness ? thresholdOf(caseness) : shipped.caseness,
    reliableChange: change ? thresholdOf(change) : shipped.reliableChange,
    bandsSource: bands ? provenanceOfRow(bands) : shipped.bandsSource,
    scoringSource: scoring ? provenanceOfRow(scoring) : shipped.scoringSource,
  }
}

/** Gives what the file itself says of an instrument's numbers, whatever was verified since. */
export function shippedNumbers(instrument: Instrument): SourcedNumbers {
  return instrument.verified?.shipped ?? instrument
}

function thresholdOf(row: Verification): SourcedNumbers['caseness'] {
  if (row.threshold === null) return null
  return { ...row.threshold, ...provenanceOfRow(row), validFrom: row.validFrom }
}

function provenanceOfRow({ source, verifiedBy }: Verification): Provenance {
  return { source, verifiedBy, confidence: 'seen' }
}

function hasNumber({ scoring, caseness, reliableChange, bands }: Instrument, name: NumberName) {
  if (name === 'scoring') return scoring.method !== 'none'
  if (name === 'bands') return bands.length > 0
  return (name === 'caseness' ? caseness : reliableChange) !== null
}

function provenanceOf(instrument: Instrument, name: NumberName): Provenance | null {
  if (name === 'caseness') return instrument.caseness
  return name === 'reliable_change' ? instrument.reliableChange : instrument.bandsSource
}

/** A number without a source is one that nobody can look up. */
function of(provenance: Provenance | null): Standing {
  return provenance === null ? 'unverified' : standingOf(provenance)
}

function weaker(one: Standing, other: Standing): Standing {
  const order: readonly Standing[] = ['unverified', 'seen', 'confirmed']
  return order[Math.min(order.indexOf(one), order.indexOf(other))] ?? 'unverified'
}

function showingOf(standing: Standing): Showing {
  const isConfirmed = standing === 'confirmed'
  return { standing, isForPatients: isConfirmed, mark: isConfirmed ? '' : '(not verified)' }
}
