import type { Instrument, InstrumentItem, Threshold } from './instrument.ts'

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

/** A form of so many items, each answered from 0 to `highest`. */
export function aForm(itemCount: number, highest: number, changes: Partial<Instrument> = {}) {
  const values = Array.from({ length: highest + 1 }, (_, value) => value)
  const options = values.map((value) => ({ value, label: `option ${value}`, loinc: null }))
  const numbers = Array.from({ length: itemCount }, (_, index) => index + 1)
  const items = numbers.map((number) => anItem(number, { options }))
  const scoring = { ...aDepressionMeasure().scoring, maximum: itemCount * highest }
  return { ...anAnxietyMeasure(), id: 'form', items, scoring, ...changes }
}

export function anItem(number: number, changes: Partial<InstrumentItem> = {}): InstrumentItem {
  const options = [0, 1, 2, 3].map((value) => ({ value, label: `option ${value}`, loinc: null }))
  return {
    number,
    label: null,
    text: `item ${number}`,
    loinc: null,
    snomed: null,
    options,
    isTyped: false,
    isReversed: false,
    isScored: true,
    mayNotApply: false,
    askIf: null,
    ...changes,
  }
}

export function aThreshold(value: number, verifiedBy = '', op: Threshold['op'] = '>='): Threshold {
  const source = 'a published study'
  return { op, value, source, verifiedBy, confidence: 'seen', validFrom: null }
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
    wordingHash: null,
    wordedSince: null,
    name: id,
    shortName: id,
    plainName: id,
    construct: 'a construct',
    timeFrame: 'last 2 weeks',
    language: 'en',
    wording: 'bundled',
    instructions: null,
    stem: 'How often?',
    items: numbers.map((number) => anItem(number)),
    notApplicableLabel: null,
    extra: [],
    scoring: {
      method: 'sum',
      add: 0,
      multiplyBy: 1,
      decimals: 0,
      minimum: 0,
      maximum: itemCount * 3,
      higherIs: 'worse',
      prorateUpTo: 0,
      prorateRule: 0,
      prorateSource: null,
      prorateDecimals: 0,
      lookup: null,
    },
    scoringSource: null,
    formsInConflict: [],
    subscales: [],
    profile: [],
    classifications: [],
    bands: [],
    bandsSource: null,
    caseness: aThreshold(thresholds.caseness),
    reliableChange: aThreshold(thresholds.reliableChange),
    verified: null,
    safetyItems: [],
    codes: {},
    licence: {
      verdict: 'a',
      name: 'free',
      attribution: 'its authors',
      holder: 'its authors',
      terms: 'free',
      confidence: 'seen',
      ownerAsks: null,
    },
    usedInstead: null,
  }
}
