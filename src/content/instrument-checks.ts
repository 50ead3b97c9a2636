import type { InstrumentOption } from '#clinical/instrument.ts'
import { optionsOf } from './instrument-items.ts'
import { lowest, rangeFaults, subscaleFaults } from './instrument-ranges.ts'
import type { InstrumentFile } from './instrument-schema.ts'

/** Where in the file, and what is wrong there. */
export type Found = readonly [readonly PropertyKey[], string]

/** What the fields say about each other must agree, since scores are read from them. */
export function disagreements(file: InstrumentFile): Found[] {
  return [
    ...itemFaults(file),
    ...wordingFaults(file),
    ...rangeFaults(file),
    ...subscaleFaults(file),
    ...classificationFaults(file),
    ...bandFaults(file),
    ...profileFaults(file),
    ...safetyFaults(file),
  ]
}

function itemFaults(file: InstrumentFile): Found[] {
  const { items } = file
  const found: Found[] = []
  const seen = new Set<number>()
  for (const [index, item] of items.entries()) {
    const at = (key: string): PropertyKey[] => ['items', index, key]
    if (seen.has(item.number) || item.number > items.length) {
      found.push([at('number'), `Items are numbered 1 to ${items.length}, each once.`])
    }
    seen.add(item.number)
    const options = optionsOf(file, item.options)
    if (options.length === 0) {
      const name = item.options === null ? 'options' : `option_sets.${item.options}`
      found.push([at('options'), `There are no options for this item: ${name} is missing.`])
    }
    if (hasTwice(options)) found.push([at('options'), 'Two options have the same value.'])
    if (item.askIf && !items.some(({ number }) => number === item.askIf?.item)) {
      found.push([at('ask_if'), `There is no item ${item.askIf.item}.`])
    }
    const mayCountAsNothing = file.scoring.method !== 'sum' || !item.isScored
    if ((item.mayNotApply || item.askIf) && !mayCountAsNothing && lowest(options) !== 0) {
      found.push([at('number'), 'In a sum, an item that may be left out must start at 0.'])
    }
  }
  return found
}

/** Wording ships only where the licence lets it, and then all of it, with the owners' line. */
function wordingFaults(file: InstrumentFile): Found[] {
  const { licence, items, extra } = file
  if (licence.verdict === 'a') return missingWords(file)
  const found: Found[] = []
  const refuse = (path: PropertyKey[], what: string | null) => {
    if (what === null) return
    found.push([path, 'The licence does not let us ship wording: verdict (b) has none.'])
  }
  refuse(['stem'], file.stem)
  refuse(['instructions'], file.instructions)
  refuse(['not_applicable_label'], file.notApplicableLabel)
  for (const [index, { text, label }] of items.entries()) {
    refuse(['items', index, 'text'], text)
    refuse(['items', index, 'label'], label)
  }
  for (const [index, { text, options }] of extra.entries()) {
    refuse(['extra', index, 'text'], text)
    for (const { label } of options) refuse(['extra', index, 'options'], label)
  }
  for (const [index, { label }] of (file.options ?? []).entries()) {
    refuse(['options', index, 'label'], label)
  }
  for (const [name, options] of Object.entries(file.optionSets)) {
    for (const [index, { label }] of options.entries()) {
      refuse(['option_sets', name, index, 'label'], label)
    }
  }
  return found
}

function missingWords({ licence, items, extra, notApplicableLabel }: InstrumentFile): Found[] {
  const found: Found[] = []
  if (licence.attribution.trim() === '') {
    found.push([['licence', 'attribution'], 'Wording needs the line that names its owners.'])
  }
  const texts = [
    ...items.map(({ text }, index) => [['items', index, 'text'], text] as const),
    ...extra.map(({ text }, index) => [['extra', index, 'text'], text] as const),
  ]
  for (const [path, text] of texts) {
    if (text === null)
      found.push([[...path], 'This instrument ships its wording: text is missing.'])
  }
  if (notApplicableLabel === null && items.some(({ mayNotApply }) => mayNotApply)) {
    found.push([['not_applicable_label'], 'Items may not apply, and no answer says so.'])
  }
  return found
}

function classificationFaults({ classifications, items }: InstrumentFile): Found[] {
  const ids = classifications.map(({ id }) => id)
  return classifications.flatMap(({ rules, unless }, index): Found[] => {
    const path = ['classifications', index]
    const named = rules.flatMap((rule) => rule.items.map(({ item }) => item))
    const stranger = named.find((number) => number > items.length)
    // Only an earlier one, so that no two can wait for each other.
    const unknown = unless.find((id) => !ids.slice(0, index).includes(id))
    return [
      ...(stranger === undefined ? [] : [[[...path], `There is no item ${stranger}.`] as const]),
      ...(unknown === undefined
        ? []
        : [[[...path, 'unless'], `"${unknown}" is not above.`] as const]),
    ]
  })
}

/** Bands meet without a gap; totals go up in steps of the scale. */
function bandFaults({ bands, scoring }: InstrumentFile): Found[] {
  const found: Found[] = []
  const step = scoring.method === 'sum' ? scoring.multiplyBy : 10 ** -scoring.decimals
  let next = scoring.minimum
  for (const [index, band] of bands.entries()) {
    if (!isSame(band.from, next) || band.to < band.from) {
      found.push([['bands', index], `This band must start at ${next} and not end before it.`])
    }
    next = band.to + step
  }
  if (bands.length > 0 && !isSame(next, scoring.maximum + step)) {
    found.push([['bands'], `The bands must end at ${scoring.maximum}.`])
  }
  return found
}

/** The answers of a profile stand beside each other: each is one digit of it. */
function profileFaults(file: InstrumentFile): Found[] {
  return file.profile.flatMap((number, index): Found[] => {
    const item = file.items.find((one) => one.number === number)
    if (!item) return [[['profile', index], `There is no item ${number}.`]]
    const isOneDigit = optionsOf(file, item.options).every(({ value }) => value < 10 && value >= 0)
    return isOneDigit ? [] : [[['profile', index], 'Its answers have more than one digit.']]
  })
}

function safetyFaults({ safetyItems, items }: InstrumentFile): Found[] {
  return safetyItems.flatMap(({ item }, index): Found[] => {
    const path = ['safety_items', index, 'item']
    const found = items.find(({ number }) => number === item)
    if (!found) return [[path, `There is no item ${item}.`]]
    // Its signal is read from the answer as given, so that nothing can hide it.
    return found.isReversed ? [[path, 'A safety item is not reversed.']] : []
  })
}

function hasTwice(options: readonly InstrumentOption[]): boolean {
  return new Set(options.map(({ value }) => value)).size < options.length
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9
}
