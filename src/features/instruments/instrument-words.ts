import type {
  Classification,
  Confidence,
  CountRule,
  Instrument,
  Licence,
  Provenance,
  Subscale,
  Threshold,
} from '#clinical/instrument.ts'
import { upperFirst } from '#ui/first-letter.ts'

export const wordingWords: Readonly<Record<Instrument['wording'], string>> = {
  bundled: 'Wording comes with Handrail',
  pack: 'Wording imported by your service',
  missing: 'No wording yet: it cannot be asked',
  switched_off: 'Switched off: licence not checked',
}

/** The owner lets anybody show the words, and they are not here all the same. */
export function isOpenWithoutWords({ verdict, name }: Licence): boolean {
  return verdict === 'b' && name.startsWith('CC-BY')
}

export function licenceWords(licence: Licence): string {
  const { verdict, confidence } = licence
  if (isOpenWithoutWords(licence)) {
    return 'Free to show and copy. The wording is not here yet: import it from the owner’s form.'
  }
  if (verdict === 'b')
    return 'The wording belongs to its owner. Your service brings its own licence.'
  return confidence === 'seen'
    ? 'Free to show and copy. The owner’s terms were seen.'
    : 'Thought to be free to show and copy. The owner’s terms were not fully seen.'
}

/** The same in a list, where a line of words is too many. */
export function licenceInShort({ licence, wording }: Instrument): string {
  const { verdict, confidence } = licence
  if (wording === 'pack') return 'Your service has one'
  if (isOpenWithoutWords(licence)) return 'Free to show; wording not here yet'
  if (verdict === 'b') return 'Your service needs one'
  return confidence === 'seen' ? 'Free to show' : 'Thought to be free to show'
}

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  seen: 'The source was seen.',
  partly: 'The source was seen in part or second hand.',
  unverified: 'From memory: the source was not seen.',
}

export function verifiedWords({ verifiedBy }: Provenance): string {
  return verifiedBy.trim() === '' ? 'Not verified by a named person' : `Verified by ${verifiedBy}`
}

export function thresholdWords({ op, value }: Pick<Threshold, 'op' | 'value'>): string {
  return op === '>=' ? `${value} or more` : `more than ${value}`
}

/** Which totals are a case: on a scale where higher is better, those below the cut-off. */
export function caseWords(
  { scoring }: Pick<Instrument, 'scoring'>,
  threshold: Pick<Threshold, 'op' | 'value'>,
): string {
  if (scoring.higherIs === 'worse') return thresholdWords(threshold)
  const { op, value } = threshold
  return op === '>=' ? `less than ${value}` : `${value} or less`
}

/** How the total comes about, in sentences that a clinician can check against the manual. */
export function scoringWords(instrument: Instrument): string[] {
  const { scoring, items } = instrument
  if (scoring.method === 'none') {
    return ['There is no total. Each answer or each part stands for itself.']
  }
  const scored = items.filter(({ isScored }) => isScored)
  const which = scored.length === items.length ? 'all items' : `items ${listed(scored)}`
  const reversed = scored.filter(({ isReversed }) => isReversed)
  return [
    scoring.method === 'sum'
      ? `The answers to ${which} are added up.`
      : `The total is the mean of the answers to ${which}.`,
    ...(reversed.length === 0
      ? []
      : [`Counted the other way round, highest for lowest: ${namesOf(reversed)}.`]),
    ...arithmeticWords(instrument),
    `The total lies from ${scoring.minimum} to ${scoring.maximum}. ` +
      `Higher is ${scoring.higherIs}.`,
    ...missingWords(instrument),
  ]
}

function arithmeticWords({ scoring }: Instrument): string[] {
  const { add, multiplyBy, lookup, decimals } = scoring
  if (lookup) return ['The sum is turned into the total by the owner’s table.']
  return [
    ...(add === 0 ? [] : [`${add} is added.`]),
    ...(multiplyBy === 1 ? [] : [`The result is multiplied by ${multiplyBy}.`]),
    ...(decimals === 0 ? [] : [`It has ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'}.`]),
  ]
}

function missingWords({ scoring, items }: Instrument): string[] {
  const { prorateUpTo, prorateRule, prorateDecimals } = scoring
  const answers = (count: number) =>
    count === 1 ? 'one missing answer' : `${count} missing answers`
  return [
    prorateUpTo === 0
      ? 'While an answer is missing there is no total. Safety items count all the same.'
      : `Up to ${answers(prorateUpTo)} count as the mean of the others, by your service’s ` +
        `setting.${prorateDecimals > 0 ? ` Such a total has ${prorateDecimals} decimals.` : ''}`,
    ...(prorateUpTo === 0 && prorateRule > 0
      ? [
          `By its own rule up to ${answers(prorateRule)} could count as the mean of the others. ` +
            'Your service decides that in its settings.',
        ]
      : []),
    ...(items.some(({ mayNotApply }) => mayNotApply)
      ? ['An item that does not apply is left out.']
      : []),
  ]
}

/** How a part of a form comes about, its items by the names that the form prints. */
export function subscaleWords(
  { method, items, countFrom, countTo, ...scale }: Subscale,
  instrument: Pick<Instrument, 'items'>,
): string {
  const of = `items ${listed(itemsOf(instrument, items))}`
  const range = `${scale.minimum} to ${scale.maximum}`
  const times = scale.multiplyBy === 1 ? '' : `, multiplied by ${scale.multiplyBy}`
  if (method === 'count') {
    const open = countTo === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${countTo}`
    const upTo = countTo === countFrom ? '' : open
    return `How many of ${of} were answered with ${countFrom}${upTo}: ${range}`
  }
  const how = method === 'sum' ? 'Sum' : 'Mean'
  return `${how} of ${of}${times}: ${range}, higher is ${scale.higherIs}`
}

export function classificationWords(
  { rules, unless }: Classification,
  instrument: Pick<Instrument, 'items' | 'classifications'>,
): string[] {
  const labelOf = (id: string) =>
    instrument.classifications.find((other) => other.id === id)?.label ?? id
  return [
    ...rules.map((rule) => ruleWords(rule, instrument)),
    ...unless.map((id) => `This does not hold: ${labelOf(id)}.`),
  ]
}

function ruleWords({ items, from, to }: CountRule, instrument: Pick<Instrument, 'items'>): string {
  const names = (numbers: readonly number[]) => namesOf(itemsOf(instrument, numbers))
  const [only] = items
  if (only && items.length === 1 && from === 1) {
    return `${upperFirst(names([only.item]))} answered ${only.atLeast} or more.`
  }
  const count = to === Number.MAX_SAFE_INTEGER ? `At least ${from}` : `${from} to ${to}`
  const least = [...new Set(items.map(({ atLeast }) => atLeast))]
  const parts = least.map((value) => {
    const same = items.filter(({ atLeast }) => atLeast === value)
    return `${names(same.map(({ item }) => item))} answered ${value} or more`
  })
  return `${count} of these: ${parts.join('; ')}.`
}

function itemsOf({ items }: Pick<Instrument, 'items'>, numbers: readonly number[]): NamedItem[] {
  return numbers.map((number) => items.find((item) => item.number === number) ?? { number })
}

interface NamedItem {
  readonly number: number
  /** What the form prints in the place of a number. */
  readonly label?: string | null
}

/** 1 to 5, 7 and 9; C1 to C6; “1, cause” to “20, cause” */
export function listed(items: readonly NamedItem[]): string {
  const runs: [NamedItem, NamedItem][] = []
  for (const item of [...items].sort((a, b) => a.number - b.number)) {
    const last = runs.at(-1)
    if (last && last[1].number === item.number - 1) last[1] = item
    else runs.push([item, item])
  }
  const parts = runs.map(([from, to]) => {
    if (from === to) return printedName(from)
    const joint = to.number === from.number + 1 ? ', ' : ' to '
    return `${printedName(from)}${joint}${printedName(to)}`
  })
  const end = parts.pop() ?? ''
  return parts.length === 0 ? end : `${parts.join(', ')} and ${end}`
}

function printedName({ number, label }: NamedItem): string {
  if (!label) return `${number}`
  return /^\w+$/.test(label) ? label : `“${label}”`
}

function namesOf(items: readonly NamedItem[]): string {
  return items.length === 1 ? `item ${listed(items)}` : `items ${listed(items)}`
}
