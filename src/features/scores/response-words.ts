import {
  type Answer,
  type Instrument,
  type InstrumentItem,
  type InstrumentOption,
  isWorded,
} from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import { standingOf } from '#clinical/verification.ts'
import type { MeasureResponse } from '#features/measures/index.ts'

/** How a form came to us, where that was not by the person signed in. */
export const modeWords: Readonly<Record<MeasureResponse['mode'], string | null>> = {
  online: null,
  link: 'by a link',
  telephone: 'by phone',
  paper: 'on paper',
}

/** "2, more than half the days": value first, because a scale may have words at its ends alone. */
export function answerWords(
  options: readonly InstrumentOption[],
  value: Answer | string | undefined,
): string {
  if (value === undefined) return 'not answered'
  if (value === 'not_applicable') return 'does not apply'
  if (typeof value === 'string') return value
  const label = options.find((option) => option.value === value)?.label
  return label && label !== String(value) ? `${value}, ${label.toLowerCase()}` : `${value}`
}

/** Why an item has no answer, as the record knows it. */
export type Absence = 'declined' | 'left' | 'either'

/** Declined, or left empty; `either` in a response of before the two were told apart. */
export function absenceOf(
  { declinedItems, leftItems }: Pick<MeasureResponse, 'declinedItems' | 'leftItems'>,
  item: number,
): Absence {
  if (!declinedItems.includes(item)) return 'left'
  return leftItems === null ? 'either' : 'declined'
}

const absenceWords: Readonly<Record<Absence, string>> = {
  declined: 'would rather not say',
  left: 'not answered',
  either: 'not answered, or would rather not say',
}

/** The bare value of one item, for a table; or which kind of none it is. */
export function itemValue(
  item: number,
  response: Pick<MeasureResponse, 'answers' | 'declinedItems' | 'leftItems'>,
): Answer | string {
  return response.answers[item] ?? absenceWords[absenceOf(response, item)]
}

/** The answer to one item; or, where there is none, which kind of none it is. */
export function itemWords(
  { number, options }: Pick<InstrumentItem, 'number' | 'options'>,
  response: Pick<MeasureResponse, 'answers' | 'declinedItems' | 'leftItems'>,
): string {
  const answer = response.answers[number]
  return answer === undefined
    ? absenceWords[absenceOf(response, number)]
    : answerWords(options, answer)
}

/**
 * "Incomplete: items 3 and 5 not answered." Items that the person would rather not answer are said
 * apart; null when all that was asked has an answer.
 */
export function incompleteWords(instrument: Instrument, response: MeasureResponse): string | null {
  const open = instrument.items.filter(
    (item) => response.answers[item.number] === undefined && isAsked(item, response.answers),
  )
  if (open.length === 0) return null
  const of = (absence: Absence) =>
    open.filter(({ number }) => absenceOf(response, number) === absence)
  const [left, declined, either] = [of('left'), of('declined'), of('either')]
  const parts = [
    left.length > 0 ? `${itemsWords(left)} ${absenceWords.left}` : '',
    declined.length > 0 ? `${itemsWords(declined)}: ${absenceWords.declined}` : '',
    either.length > 0 ? `${itemsWords(either)} ${absenceWords.either}` : '',
  ].filter(Boolean)
  return `Incomplete: ${parts.join('; ')}.${replacedWords(instrument, response)}`
}

/** By which rule there is a total all the same. */
function replacedWords({ scoring }: Instrument, { total }: MeasureResponse): string {
  const { prorateSource } = scoring
  if (total === null || prorateSource === null) return ''
  const mark = standingOf(prorateSource) === 'confirmed' ? '' : ' (not verified)'
  return ` In the total they count as the mean of the others, by the form’s own rule${mark}.`
}

function itemsWords(items: readonly { number: number; label: string | null }[]): string {
  const names = items.map(({ number, label }) => label ?? String(number))
  const last = names.pop() ?? ''
  return names.length === 0 ? `item ${last}` : `items ${names.join(', ')} and ${last}`
}

/** What has become of the service's own words since somebody answered in them. */
export type WordsNow = 'in_use' | 'replaced' | 'withdrawn'

/** Given the instrument as the service says it now. */
export function wordsNow(
  now: Instrument | undefined,
  { wordingHash }: Pick<MeasureResponse, 'wordingHash'>,
): WordsNow {
  if (wordingHash === null || now?.wordingHash === wordingHash) return 'in_use'
  return now !== undefined && isWorded(now) ? 'replaced' : 'withdrawn'
}

/** "Version 2, in the service's own wording": what exactly was asked. */
export function versionWords(response: MeasureResponse, words: WordsNow): string {
  const version = `Version ${response.instrumentVersion}`
  if (response.wordingHash === null) return version
  const since = words === 'in_use' ? '' : `, ${words} since`
  return `${version}, in the service’s own wording${since}`
}
