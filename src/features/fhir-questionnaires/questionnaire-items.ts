import { loincSystem, notApplicableCode, snomedSystem } from './fhir-types.ts'
import { type ReadItem, type ReadOption, weightUrls } from './questionnaire-shape.ts'

/** An option as an instrument file has it. */
export interface FileOption {
  readonly value: number
  readonly label: string | null
  readonly loinc: string | null
}

export interface FileItem {
  readonly number: number
  readonly label: string | null
  readonly text: string | null
  readonly loinc: string | null
  readonly snomed: string | null
  readonly options: readonly FileOption[]
  readonly isReversed: boolean
  readonly notApplicableLabel: string | null
  readonly askIf: { readonly item: number; readonly atLeast: number } | null
}

type Refuse = (what: string) => void

/** The choice items, numbered by their linkIds where those are 1 to n, else in their order. */
export function fileItems(items: readonly ReadItem[], refuse: Refuse): FileItem[] {
  const numbers = numbered(items)
  const found: FileItem[] = []
  for (const item of items) {
    const { options, isReversed, notApplicableLabel } = answersOf(item, refuse)
    const number = numbers.get(item.linkId) ?? 0
    found.push({
      number,
      label: item.prefix === undefined || item.prefix === String(number) ? null : item.prefix,
      text: item.text ?? null,
      loinc: codeIn(item, loincSystem),
      snomed: codeIn(item, snomedSystem),
      options,
      isReversed,
      notApplicableLabel,
      askIf: null,
    })
  }
  return found.map((one, index) => {
    const item = items[index]
    return item ? { ...one, askIf: conditionOf(item, found, numbers, refuse) } : one
  })
}

function numbered(items: readonly ReadItem[]): ReadonlyMap<string, number> {
  const wanted = new Set(items.map((_, index) => String(index + 1)))
  const keepsOwn = items.every(({ linkId }) => wanted.has(linkId))
  return new Map(items.map(({ linkId }, index) => [linkId, keepsOwn ? Number(linkId) : index + 1]))
}

export function codeIn({ code }: Pick<ReadItem, 'code'>, system: string): string | null {
  return code.find((one) => one.system === system)?.code ?? null
}

interface Answers {
  options: readonly FileOption[]
  isReversed: boolean
  notApplicableLabel: string | null
}

/**
 * An answer's number is what it counts. Where its own code is a number and counts the other way
 * round, the item is a reversed one and the code is the number.
 */
export function answersOf(item: ReadItem, refuse: Refuse): Answers {
  const apart = item.answerOption.find(({ valueCoding }) => valueCoding?.code === notApplicableCode)
  const counted = item.answerOption.filter((option) => option !== apart)
  const weights = counted.map(weightOf)
  if (weights.some((weight) => weight === null)) {
    refuse(`an answer of item ${item.linkId} without an ordinalValue`)
  }
  const known = weights.flatMap((weight) => (weight === null ? [] : [weight]))
  if (known.some((weight) => !Number.isInteger(weight))) {
    refuse(`an ordinalValue of item ${item.linkId} that is not a whole number`)
  }
  const codes = counted.map(({ valueCoding }) => numberIn(valueCoding?.code))
  const sum = Math.min(...known) + Math.max(...known)
  const isReversed =
    known.length > 1 &&
    codes.every((code, index) => code !== null && code === sum - (known[index] ?? 0)) &&
    codes.some((code, index) => code !== known[index])
  const options = counted.map(
    ({ valueCoding }, index): FileOption => ({
      value: (isReversed ? codes[index] : known[index]) ?? 0,
      label: valueCoding?.display ?? null,
      loinc: valueCoding?.system === loincSystem ? (valueCoding.code ?? null) : null,
    }),
  )
  return {
    options,
    isReversed,
    notApplicableLabel: apart ? (apart.valueCoding?.display ?? 'Not applicable') : null,
  }
}

function weightOf({ extension, valueCoding, valueInteger }: ReadOption): number | null {
  const found = [...extension, ...(valueCoding?.extension ?? [])].find(({ url }) =>
    weightUrls.includes(url),
  )
  return found?.valueDecimal ?? valueInteger ?? numberIn(valueCoding?.code)
}

function numberIn(code: string | undefined): number | null {
  return code !== undefined && /^\d{1,4}$/.test(code) ? Number(code) : null
}

/** "Asked when item 1 is 1 or more" stands in FHIR as one of the answers that are 1 or more. */
function conditionOf(
  { linkId, enableWhen }: ReadItem,
  items: readonly FileItem[],
  numbers: ReadonlyMap<string, number>,
  refuse: Refuse,
): FileItem['askIf'] {
  const [first] = enableWhen
  if (!first) return null
  const number = numbers.get(first.question)
  const deciding = items.find((one) => one.number === number)
  const isOneAnswer = enableWhen.every(
    (rule) => rule.question === first.question && rule.operator === '=' && rule.answerCoding,
  )
  const codes = new Set(enableWhen.map(({ answerCoding }) => answerCoding?.code))
  const isNamed = ({ loinc, value }: FileOption) => codes.has(loinc ?? String(value))
  const named = deciding?.options.filter(isNamed).map(({ value }) => value) ?? []
  const atLeast = Math.min(...named)
  const expected = deciding?.options.filter(({ value }) => value >= atLeast) ?? []
  if (number === undefined || !isOneAnswer || expected.length !== codes.size) {
    refuse(`enableWhen of item ${linkId}`)
    return null
  }
  return { item: number, atLeast }
}
