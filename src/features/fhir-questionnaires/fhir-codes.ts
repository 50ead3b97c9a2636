import type { InstrumentItem, InstrumentOption } from '#clinical/instrument.ts'
import { type Coding, loincSystem } from './fhir-types.ts'

/** The group that holds the items; its text is the stem. */
export const questionsLinkId = 'questions'
export const instructionsLinkId = 'instructions'
export const totalLinkId = 'total'

/** LOINC's code of an answer where it has one; else the answer's own number. */
export function codeOf({ loinc, value }: InstrumentOption): string {
  return loinc ?? String(value)
}

export function codingOf(option: InstrumentOption): Coding {
  return {
    ...(option.loinc === null ? {} : { system: loincSystem }),
    code: codeOf(option),
    ...(option.label === null ? {} : { display: option.label }),
  }
}

/** What an answer counts: on a reversed item, the other way round. */
export function weightOf({ isReversed, options }: InstrumentItem, value: number): number {
  if (!isReversed) return value
  const values = options.map((option) => option.value)
  return Math.min(...values) + Math.max(...values) - value
}
