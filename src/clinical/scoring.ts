import type { Answers, Band, Instrument } from './instrument.ts'

/** An answer that a person must look at, whatever the rest of the form says. */
export interface RaisedSignal {
  readonly signal: string
  readonly item: number
  readonly answer: number
  readonly atLeast: number
}

/**
 * Sums the items to a total within the instrument's range, or gives null when more items are
 * missing than the instrument lets us replace by the mean of the answered ones, rounded (IAPT Data
 * Handbook, ⚠ unverified; 0 unless a service sets it, as in CamCOPS); throws a RangeError naming
 * the item when an answer is not one of the options.
 */
export function totalScore(instrument: Instrument, answers: Answers): number | null {
  const given = checkedAnswers(instrument, answers)
  const missingCount = instrument.items.length - given.length
  if (given.length === 0 || missingCount > instrument.scoring.prorateUpTo) return null
  const sum = given.reduce((total, answer) => total + answer, 0)
  return missingCount === 0 ? sum : Math.round((sum / given.length) * instrument.items.length)
}

/** Lists the numbers of the items without an answer, in the order of the form. */
export function missingItems(instrument: Instrument, answers: Answers): number[] {
  return instrument.items.map((item) => item.number).filter((item) => answers[item] === undefined)
}

/**
 * Gives the published band of a total, or null when the instrument has none for it (bands and
 * source: the instrument).
 */
export function bandOf(instrument: Instrument, total: number): Band | null {
  return instrument.bands.find((band) => band.from <= total && total <= band.to) ?? null
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
    return answer !== undefined && answer >= atLeast ? [{ signal, item, answer, atLeast }] : []
  })
}

function checkedAnswers(instrument: Instrument, answers: Answers): number[] {
  const known = new Set(instrument.items.map((item) => String(item.number)))
  const stranger = Object.keys(answers).find((item) => !known.has(item))
  if (stranger !== undefined) throw new RangeError(`${instrument.id} has no item ${stranger}`)

  const allowed = new Set(instrument.options.map((option) => option.value))
  return instrument.items.flatMap(({ number }) => {
    const answer = answers[number]
    if (answer === undefined) return []
    if (allowed.has(answer)) return [answer]
    throw new RangeError(
      `the answer to item ${number} of ${instrument.id} is not one of its options`,
    )
  })
}
