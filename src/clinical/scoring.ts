import { type ClassificationResult, classify } from './classification.ts'
import type { Answer, Answers, Band, Instrument, InstrumentItem } from './instrument.ts'
import { scaleScore, subscaleScore } from './scale-score.ts'

/** An answer that a person must look at, whatever the rest of the form says. */
export interface RaisedSignal {
  readonly signal: string
  readonly item: number
  readonly answer: number
  readonly atLeast: number
}

export interface Score {
  /** Null while too much is missing, and where the instrument has no total. */
  readonly total: number | null
  readonly subscales: Readonly<Record<string, number | null>>
  /** The answers beside each other, where the form has a profile and all of it was answered. */
  readonly profile: string | null
  readonly band: Band | null
  readonly missing: readonly number[]
  /** Every item that was asked has an answer. */
  readonly isComplete: boolean
  readonly signals: readonly RaisedSignal[]
  readonly classifications: readonly ClassificationResult[]
}

/**
 * Gives everything that one form says in figures (each part: the function of its name); throws a
 * RangeError as `totalScore` does.
 */
export function scoreOf(instrument: Instrument, answers: Answers): Score {
  checkAnswers(instrument, answers)
  const total = scaleScore(instrument, answers)
  const missing = missingItems(instrument, answers)
  return {
    total,
    subscales: everySubscale(instrument, answers),
    profile: profileOf(instrument, answers),
    band: total === null ? null : bandOf(instrument, total),
    missing,
    isComplete: missing.length === 0,
    signals: raisedSignals(instrument, answers),
    classifications: classify(instrument, answers),
  }
}

/**
 * Scores the items that count to a total within the instrument's range, or gives null when the
 * instrument has no total, nothing applied, or more items are missing than may be replaced by the
 * mean of the answered ones (IAPT Data Handbook, ⚠ unverified; 0 unless a service sets it, as in
 * CamCOPS); throws a RangeError naming the item when an answer is not one of the options.
 */
export function totalScore(instrument: Instrument, answers: Answers): number | null {
  checkAnswers(instrument, answers)
  return scaleScore(instrument, answers)
}

/**
 * Gives each subscale by its id, within its own range, and null for one with an item missing;
 * throws as `totalScore` does.
 */
export function subscaleScores(
  instrument: Instrument,
  answers: Answers,
): Readonly<Record<string, number | null>> {
  checkAnswers(instrument, answers)
  return everySubscale(instrument, answers)
}

function everySubscale(
  instrument: Instrument,
  answers: Answers,
): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    instrument.subscales.map((scale) => [scale.id, subscaleScore(instrument, scale, answers)]),
  )
}

/**
 * Gives the answers of a profile beside each other in the order of the form ("21232"), or null for
 * a form without one and while an answer of it is missing; it is a code and never a number: nobody
 * adds its digits up (EuroQol Group, EQ-5D-5L: a value needs a country's value set, and none is
 * here).
 */
export function profileOf({ profile }: Instrument, answers: Answers): string | null {
  const given = profile.map((item) => answers[item])
  return profile.length > 0 && given.every((one) => typeof one === 'number') ? given.join('') : null
}

/**
 * Lists the numbers of the items that were asked and have no answer, in the order of the form; an
 * item that hangs on another is asked only once that one is answered so.
 */
export function missingItems(instrument: Instrument, answers: Answers): number[] {
  return instrument.items
    .filter((item) => answers[item.number] === undefined && isAsked(item, answers))
    .map((item) => item.number)
}

/** Says whether an item is asked, given the answers so far; one that hangs on nothing always is. */
export function isAsked(item: InstrumentItem, answers: Answers): boolean {
  if (item.askIf === null) return true
  return isAtLeast(answers[item.askIf.item], item.askIf.atLeast)
}

/**
 * Gives the published band of a total, or null when the instrument has none for it (bands and
 * source: the instrument); what lies between the whole totals of two bands is of the lower one.
 */
export function bandOf({ bands }: Instrument, total: number): Band | null {
  const highest = bands.at(-1)?.to ?? Number.NEGATIVE_INFINITY
  return total > highest ? null : (bands.findLast(({ from }) => from <= total) ?? null)
}

/**
 * Lists the safety items answered at or above their threshold, also in an incomplete or abandoned
 * form and whatever the other answers are, and never throws, because a positive answer must always
 * be looked at by a person (Staying safe from suicide, NHS England 2025; Simon et al. 2013,
 * Psychiatric Services).
 */
export function raisedSignals(instrument: Instrument, answers: Answers): RaisedSignal[] {
  return instrument.safetyItems.flatMap(({ item, atLeast, signal }) => {
    const answer = answers[item]
    const isRaised = typeof answer === 'number' && answer >= atLeast
    return isRaised ? [{ signal, item, answer, atLeast }] : []
  })
}

function isAtLeast(answer: Answer | undefined, least: number): boolean {
  return typeof answer === 'number' && answer >= least
}

function checkAnswers(instrument: Instrument, answers: Answers): void {
  let answered = 0
  for (const item of instrument.items) {
    const answer = answers[item.number]
    if (answer === undefined) continue
    answered += 1
    if (isPossible(item, answer)) continue
    throw new RangeError(
      `the answer to item ${item.number} of ${instrument.id} is not one of its options`,
    )
  }
  const given = Object.keys(answers)
  // Hundreds of thousands of forms are scored in one go: only what is left over is looked for.
  if (given.length > answered) refuseUnknown(instrument, given)
}

function refuseUnknown({ id, items }: Instrument, given: readonly string[]): void {
  const known = new Set(items.map(({ number }) => String(number)))
  const unknown = given.find((number) => !known.has(number))
  if (unknown !== undefined) throw new RangeError(`${id} has no item ${unknown}`)
}

function isPossible(item: InstrumentItem, answer: Answer): boolean {
  if (answer === 'not_applicable') return item.mayNotApply
  return item.options.some((option) => option.value === answer)
}
