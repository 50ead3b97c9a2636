import type { Answers, Instrument, InstrumentItem, Subscale } from './instrument.ts'

/** How the items of one scale stand: what was given, what is missing. */
interface ScaleAnswers {
  /** Item scores after reversal, of the answered items that applied. */
  readonly given: readonly number[]
  readonly missingCount: number
}

/**
 * Gives the instrument's total from answers that are known to be possible ones, as
 * `scoring.ts: totalScore` says.
 */
export function scaleScore(instrument: Instrument, answers: Answers): number | null {
  const { scoring } = instrument
  if (scoring.method === 'none') return null
  const scored = instrument.items.filter(({ isScored }) => isScored)
  const { given, missingCount } = scaleAnswers(scored, answers)
  if (given.length === 0 || missingCount > scoring.prorateUpTo) return null
  const mean = sumOf(given) / given.length
  const decimals = missingCount === 0 ? scoring.decimals : scoring.prorateDecimals
  const sum =
    missingCount === 0 ? sumOf(given) : rounded(sumOf(given) + mean * missingCount, decimals)
  if (scoring.lookup) return scoring.lookup.get(sum) ?? null
  const raw = scoring.method === 'mean' ? mean : sum
  return rounded((raw + scoring.add) * scoring.multiplyBy, Math.max(scoring.decimals, decimals))
}

/**
 * Gives one subscale from answers that are known to be possible ones, or null when an item of it
 * is missing or none applied; the mean of a subscale has as many decimals as the total, at least
 * two.
 */
export function subscaleScore(
  instrument: Instrument,
  subscale: Subscale,
  answers: Answers,
): number | null {
  const items = instrument.items.filter(({ number }) => subscale.items.includes(number))
  const { given, missingCount } = scaleAnswers(items, answers)
  if (missingCount > 0) return null
  if (subscale.method === 'count') {
    const { countFrom, countTo } = subscale
    return given.filter((score) => score >= countFrom && score <= countTo).length
  }
  if (subscale.method === 'sum') {
    const sum = rounded(sumOf(given) * subscale.multiplyBy, 2)
    return given.length === 0 && items.every(({ askIf }) => askIf === null) ? null : sum
  }
  if (given.length === 0) return null
  const mean = (sumOf(given) / given.length) * subscale.multiplyBy
  return rounded(mean, Math.max(2, instrument.scoring.decimals))
}

/** An item that does not apply, or hangs on an answer that was not given, is left out. */
function scaleAnswers(items: readonly InstrumentItem[], answers: Answers): ScaleAnswers {
  const given: number[] = []
  let missingCount = 0
  for (const item of items) {
    const answer = answers[item.number]
    const standing = standingOf(item, answers)
    if (standing === 'not_asked' || answer === 'not_applicable') continue
    if (standing === 'unknown' || answer === undefined) missingCount += 1
    else given.push(itemScore(item, answer))
  }
  return { given, missingCount }
}

/** While the answer that an item hangs on is missing, nobody knows whether it was to be asked. */
function standingOf(item: InstrumentItem, answers: Answers): 'asked' | 'not_asked' | 'unknown' {
  if (item.askIf === null) return 'asked'
  const deciding = answers[item.askIf.item]
  if (deciding === undefined) return 'unknown'
  return deciding !== 'not_applicable' && deciding >= item.askIf.atLeast ? 'asked' : 'not_asked'
}

function itemScore(item: InstrumentItem, answer: number): number {
  if (!item.isReversed) return answer
  const values = item.options.map(({ value }) => value)
  return Math.min(...values) + Math.max(...values) - answer
}

function sumOf(scores: readonly number[]): number {
  return scores.reduce((total, score) => total + score, 0)
}

/** Half goes up; the smallest correction keeps 2.675 from being read as 2.67499999. */
function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round((value + Number.EPSILON * Math.abs(value)) * scale) / scale
}
