import type { Instrument, Threshold } from './instrument.ts'

const options = [0, 1, 2, 3].map((value) => ({ value, label: `option ${value}`, loinc: null }))

/** The shape of PHQ-9 with its published numbers and without its words, for tests. */
export function aDepressionMeasure(changes: Partial<Instrument> = {}): Instrument {
  return {
    ...aMeasure('phq9', 9, { caseness: 10, reliableChange: 6 }),
    bands: [
      { from: 0, to: 4, label: 'none' },
      { from: 5, to: 9, label: 'mild' },
      { from: 10, to: 14, label: 'moderate' },
      { from: 15, to: 19, label: 'moderately severe' },
      { from: 20, to: 27, label: 'severe' },
    ],
    safetyItems: [{ item: 9, atLeast: 1, signal: 'phq9_item9' }],
    ...changes,
  }
}

/** The shape of GAD-7 with its published numbers and without its words, for tests. */
export function anAnxietyMeasure(changes: Partial<Instrument> = {}): Instrument {
  return { ...aMeasure('gad7', 7, { caseness: 8, reliableChange: 4 }), ...changes }
}

export function aThreshold(atLeast: number, verifiedBy = ''): Threshold {
  return { atLeast, source: 'a published study', verifiedBy }
}

function aMeasure(
  id: string,
  itemCount: number,
  thresholds: { caseness: number; reliableChange: number },
): Instrument {
  const numbers = Array.from({ length: itemCount }, (_, index) => index + 1)
  return {
    id,
    version: 1,
    hash: 'hash',
    name: id,
    shortName: id,
    construct: 'a construct',
    timeFrame: 'last 2 weeks',
    stem: 'How often?',
    items: numbers.map((number) => ({ number, text: `item ${number}`, loinc: null })),
    options,
    extra: [],
    scoring: {
      method: 'sum',
      minimum: 0,
      maximum: itemCount * 3,
      higherIs: 'worse',
      prorateUpTo: 0,
    },
    bands: [],
    caseness: aThreshold(thresholds.caseness),
    reliableChange: aThreshold(thresholds.reliableChange),
    safetyItems: [],
    codes: {},
    licence: { name: 'free', attribution: 'its authors' },
  }
}
