import type { Instrument, InstrumentItem, Subscale } from '#clinical/instrument.ts'
import { codeOf, questionsLinkId } from './fhir-codes.ts'

/**
 * The total as FHIRPath over a QuestionnaireResponse, for an engine that is not ours; null when
 * the instrument has none, or a rule that we do not put into FHIRPath.
 */
export function totalExpression(instrument: Instrument): string | null {
  const { scoring } = instrument
  const items = instrument.items.filter(({ isScored }) => isScored)
  if (scoring.method === 'none' || items.length === 0) return null
  const hasConditions = items.some(({ askIf }) => askIf !== null)
  if (scoring.prorateUpTo > 0 && hasConditions) return null
  const scale = { instrument, items, mostMissing: scoring.prorateUpTo }
  const sum = sumExpression(scale)
  const raw = scoring.method === 'mean' ? `(${weights(scale)}.avg())` : sum
  const value = scoring.lookup
    ? `${sum}.select(${lookupExpression(scoring.lookup)})`
    : rounded(scaled(raw, scoring.add, scoring.multiplyBy), decimalsOf(instrument))
  return guarded(`${enough(scale)} and ${weights(scale)}.exists()`, value)
}

/** The same for one subscale, which never stands while an answer of it is missing. */
export function subscaleExpression(instrument: Instrument, subscale: Subscale): string {
  const items = instrument.items.filter(({ number }) => subscale.items.includes(number))
  const scale = { instrument, items, mostMissing: 0 }
  const { method, countFrom, countTo, multiplyBy } = subscale
  if (method === 'count') {
    const upTo = countTo < Number.MAX_SAFE_INTEGER ? ` and $this <= ${countTo}` : ''
    return guarded(enough(scale), `${weights(scale)}.where($this >= ${countFrom}${upTo}).count()`)
  }
  const any = `${weights(scale)}.exists()`
  if (method === 'sum') {
    const needsAny = items.every(({ askIf }) => askIf === null)
    const value = rounded(scaled(sumExpression(scale), 0, multiplyBy), 2)
    return guarded(needsAny ? `${enough(scale)} and ${any}` : enough(scale), value)
  }
  const decimals = Math.max(2, instrument.scoring.decimals)
  const mean = scaled(`(${weights(scale)}.avg())`, 0, multiplyBy)
  return guarded(`${enough(scale)} and ${any}`, rounded(mean, decimals))
}

/** Where no answer is missing, the decimals of a replaced one are none. */
function decimalsOf({ scoring }: Instrument): number {
  const { decimals, prorateUpTo, prorateDecimals } = scoring
  return prorateUpTo === 0 ? decimals : Math.max(decimals, prorateDecimals)
}

interface Scale {
  readonly instrument: Instrument
  readonly items: readonly InstrumentItem[]
  readonly mostMissing: number
}

/** What each answered item counts: a question that was not asked counts nothing. */
function weights({ instrument, items }: Scale): string {
  const plain = items.filter(({ askIf }) => askIf === null)
  const first = plain.length > 0 ? `${answersTo(instrument, plain)}.value.weight()` : '{}'
  return items.reduce((all, item) => {
    if (item.askIf === null) return all
    const own = `${answersTo(instrument, [item])}.value.weight()`
    return `${all}.combine(iif(${isAsked(instrument, item)}, ${own}, {}))`
  }, first)
}

function sumExpression(scale: Scale): string {
  const sum = `(${weights(scale)}.aggregate($this + $total, 0))`
  if (scale.mostMissing === 0) return sum
  const missing = missingCount(scale)
  const { scoring } = scale.instrument
  const withMean = `(${sum} + ${weights(scale)}.avg() * ${missing})`
  const replaced = rounded(withMean, scoring.prorateDecimals)
  return `iif(${missing} = 0, ${sum}, ${replaced})`
}

/** So few answers are missing that there is a total. */
function enough(scale: Scale): string {
  const { instrument, items, mostMissing } = scale
  if (mostMissing > 0) return `${missingCount(scale)} <= ${mostMissing}`
  const plain = items.filter(({ askIf }) => askIf === null)
  const conditional = items.filter(({ askIf }) => askIf !== null)
  const parts = conditional.map((item) => {
    const answer = answersTo(instrument, [item])
    return `(${answer}.exists() or ${isNotAsked(instrument, item)})`
  })
  if (plain.length > 0) parts.unshift(`${answersTo(instrument, plain)}.count() = ${plain.length}`)
  return parts.join(' and ')
}

function missingCount({ instrument, items }: Scale): string {
  return `(${items.length} - ${answersTo(instrument, items)}.count())`
}

function isAsked(instrument: Instrument, item: InstrumentItem): string {
  return `${deciding(instrument, item)}.exists()`
}

/** While the deciding answer is missing, nobody knows: then it is not "not asked". */
function isNotAsked(instrument: Instrument, item: InstrumentItem): string {
  const number = item.askIf?.item ?? 0
  const other = instrument.items.filter((one) => one.number === number)
  return `(${answersTo(instrument, other)}.exists() and ${deciding(instrument, item)}.empty())`
}

function deciding(instrument: Instrument, { askIf }: InstrumentItem): string {
  const other = instrument.items.filter((one) => one.number === askIf?.item)
  const codes = other
    .flatMap(({ options }) => options)
    .filter(({ value }) => value >= (askIf?.atLeast ?? 0))
    .map((option) => `'${codeOf(option)}'`)
  return `${answersTo(instrument, other)}.value.where(code in (${codes.join(' | ')}))`
}

function answersTo(instrument: Instrument, items: readonly InstrumentItem[]): string {
  const all = `%resource.item.where(linkId = '${questionsLinkId}').item`
  if (items.length === instrument.items.length) return `${all}.answer`
  const links = items.map(({ number }) => `'${number}'`)
  const which = links.length === 1 ? `linkId = ${links[0]}` : `linkId in (${links.join(' | ')})`
  return `${all}.where(${which}).answer`
}

function scaled(raw: string, add: number, multiplyBy: number): string {
  const added = add === 0 ? raw : `(${raw} + ${add})`
  return multiplyBy === 1 ? added : `(${added} * ${multiplyBy})`
}

function rounded(value: string, decimals: number): string {
  return `${value}.round(${decimals})`
}

function guarded(condition: string, value: string): string {
  return `iif(${condition}, ${value}, {})`
}

function lookupExpression(lookup: ReadonlyMap<number, number>): string {
  return [...lookup].reduceRight(
    (rest, [sum, total]) => `iif($this = ${sum}, ${total}, ${rest})`,
    '{}',
  )
}
