import type { Answer, Instrument, InstrumentOption } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
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

/**
 * "Incomplete: items 3 and 5 not answered." Items that the person would rather not answer are said
 * apart; null when all that was asked has an answer.
 */
export function incompleteWords(instrument: Instrument, response: MeasureResponse): string | null {
  const open = instrument.items.filter(
    (item) => response.answers[item.number] === undefined && isAsked(item, response.answers),
  )
  if (open.length === 0) return null
  const declined = open.filter(({ number }) => response.declinedItems.includes(number))
  const missing = open.filter((item) => !declined.includes(item))
  const parts = [
    missing.length > 0 ? `${itemsWords(missing)} not answered` : '',
    declined.length > 0 ? `${itemsWords(declined)}: would rather not say` : '',
  ].filter(Boolean)
  return `Incomplete: ${parts.join('; ')}.`
}

function itemsWords(items: readonly { number: number; label: string | null }[]): string {
  const names = items.map(({ number, label }) => label ?? String(number))
  const last = names.pop() ?? ''
  return names.length === 0 ? `item ${last}` : `items ${names.join(', ')} and ${last}`
}

/** "Version 2, with the service's own wording": what exactly was asked. */
export function versionWords(response: MeasureResponse): string {
  const version = `Version ${response.instrumentVersion}`
  return response.wordingHash === null ? version : `${version}, in the service’s own wording`
}
