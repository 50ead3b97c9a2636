import type { Instrument, InstrumentOption } from '#clinical/instrument.ts'
import { isLongScale } from './instrument-items.ts'
import type { Path } from './parse-yaml.ts'
import type { Content } from './types.ts'
import type { WordingPack } from './wording-pack.ts'

/** Where in the pack, and what does not fit there. */
export type Difference = readonly [Path, string]

/** Why nobody may bring wording for this instrument, by its name. */
export function refusalOf({ instrument: id }: WordingPack, shipped: Content): Difference | null {
  const refused = shipped.refusedInstruments.get(id)
  if (refused) {
    return [
      ['instrument'],
      `${id} is not taken in, licensed or not: ${refused.why} ${refused.instead}`,
    ]
  }
  const instrument = shipped.instruments.get(id)
  if (!instrument) return [['instrument'], `There is no instrument "${id}" in the library.`]
  if (instrument.wording === 'switched_off') {
    const sentence =
      `${instrument.shortName} comes with its wording, which is switched off until somebody has ` +
      'checked its licence. Switch it on instead.'
    return [['instrument'], sentence]
  }
  if (instrument.licence.verdict === 'a') {
    const sentence = `${instrument.shortName} comes with its wording and needs no pack.`
    return [['instrument'], sentence]
  }
  return null
}

/** Every way in which the pack is more or less than the structure. */
export function differences(instrument: Instrument, pack: WordingPack): Difference[] {
  if (pack.version !== instrument.version) {
    const sentence =
      `The library has version ${instrument.version} of ${instrument.id}, and this is for ` +
      `version ${pack.version}.`
    return [[['version'], sentence]]
  }
  return [
    ...headFaults(instrument, pack),
    ...itemFaults(instrument, pack),
    ...sharedOptionFaults(instrument, pack),
    ...extraFaults(instrument, pack),
  ]
}

function headFaults({ items, licence }: Instrument, pack: WordingPack): Difference[] {
  const mayNotApply = items.some((item) => item.mayNotApply)
  const found: Difference[] = []
  if (pack.stem === null && pack.instructions === null) {
    found.push([['stem'], 'Give the stem of the form, or its instructions.'])
  }
  if (licence.ownerAsks !== null && pack.attribution === undefined) {
    const sentence = `Give the line that ${licence.holder} wants under the form.`
    found.push([['attribution'], sentence])
  }
  if (mayNotApply && pack.notApplicableLabel === null) {
    found.push([['not_applicable_label'], 'Some items may not apply: say how the form puts that.'])
  }
  if (!mayNotApply && pack.notApplicableLabel !== null) {
    found.push([['not_applicable_label'], 'Every item of this form applies to everybody.'])
  }
  return found
}

function itemFaults(instrument: Instrument, pack: WordingPack): Difference[] {
  const found: Difference[] = []
  const seen = new Set<number>()
  for (const [index, { number, options: own }] of pack.items.entries()) {
    const item = instrument.items.find((one) => one.number === number)
    if (!item) found.push([['items', index, 'number'], `There is no item ${number}.`])
    if (seen.has(number)) found.push([['items', index, 'number'], `Item ${number} is here twice.`])
    seen.add(number)
    if (!item || own === null) continue
    const at: Path = ['items', index, 'options']
    found.push(...optionFaults({ at, labels: own, structure: item.options, pack }))
  }
  for (const { number } of instrument.items) {
    if (!seen.has(number)) found.push([['items'], `Item ${number} is missing.`])
  }
  return found
}

/** The options of the form are those of every item that has none of its own. */
function sharedOptionFaults(instrument: Instrument, pack: WordingPack): Difference[] {
  const sharing = instrument.items.filter(({ number }) =>
    pack.items.some((one) => one.number === number && one.options === null),
  )
  if (sharing.length === 0) {
    return pack.options.length === 0
      ? []
      : [[['options'], 'Every item has options of its own: these are nobody’s.']]
  }
  for (const { number, options: structure } of sharing) {
    const found = optionFaults({ at: ['options'], labels: pack.options, structure, pack })
    if (found.length > 0) {
      return found.map(([path, sentence]) => [path, `For item ${number}: ${sentence}`])
    }
  }
  return []
}

function extraFaults(instrument: Instrument, pack: WordingPack): Difference[] {
  const found: Difference[] = []
  const seen = new Set<string>()
  for (const [index, { id, options: labels }] of pack.extra.entries()) {
    const question = instrument.extra.find((one) => one.id === id)
    if (!question) found.push([['extra', index, 'id'], `There is no extra question "${id}".`])
    if (seen.has(id)) found.push([['extra', index, 'id'], `"${id}" is here twice.`])
    seen.add(id)
    if (!question) continue
    const at: Path = ['extra', index, 'options']
    found.push(...optionFaults({ at, labels, structure: question.options, pack }))
  }
  for (const { id } of instrument.extra) {
    if (!seen.has(id)) found.push([['extra'], `The extra question "${id}" is missing.`])
  }
  return found
}

interface OptionsOf {
  at: Path
  labels: readonly { value: number; label: string }[]
  structure: readonly InstrumentOption[]
  pack: WordingPack
}

function optionFaults({ at, labels, structure, pack }: OptionsOf): Difference[] {
  const found: Difference[] = []
  const seen = new Set<number>()
  for (const [index, { value }] of labels.entries()) {
    const path = [...at, index, 'value']
    if (!structure.some((one) => one.value === value)) {
      found.push([path, `There is no answer with the value ${value}.`])
    }
    if (seen.has(value)) found.push([path, `The value ${value} is here twice.`])
    seen.add(value)
  }
  const values = structure.map(({ value }) => value)
  const ends = [Math.min(...values), Math.max(...values)]
  const areNumbers = isLongScale(structure) || pack.unlistedAnswers === 'numbers'
  const needed = areNumbers && values.length > 0 ? ends : values
  const missing = needed.filter((value) => !seen.has(value))
  if (missing.length > 0) {
    found.push([at, `The words of these answers are missing: ${missing.join(', ')}.`])
  }
  return found
}
