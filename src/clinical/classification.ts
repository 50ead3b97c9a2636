import type { Answers, Classification, CountRule, Instrument } from './instrument.ts'

/** One way of sorting answers, and whether these fall under it. */
export interface ClassificationResult {
  readonly id: string
  readonly label: string
  /** Null while missing answers could still decide it either way. */
  readonly holds: boolean | null
  readonly source: string
  /** False while no named person has checked the rule: say so wherever it is shown. */
  readonly isVerified: boolean
}

/**
 * Applies the instrument's own rules for sorting a pattern of answers (PHQ-9, PCL-5, ITQ: the
 * source is in the instrument), giving true or false only where no missing answer could change it;
 * it describes answers and is never a diagnosis, and it never throws.
 */
export function classify(instrument: Instrument, answers: Answers): ClassificationResult[] {
  return instrument.classifications.map((classification) => ({
    id: classification.id,
    label: classification.label,
    holds: holds(instrument, classification, answers),
    source: classification.source,
    isVerified: classification.verifiedBy.trim() !== '',
  }))
}

function holds(
  instrument: Instrument,
  { rules, unless }: Classification,
  answers: Answers,
): boolean | null {
  const own = rules.map((rule) => ruleHolds(rule, answers))
  const others = instrument.classifications
    .filter(({ id }) => unless.includes(id))
    .map((other) => holds(instrument, other, answers))
    .map((other) => (other === null ? null : !other))
  const all = [...own, ...others]
  if (all.includes(false)) return false
  return all.includes(null) ? null : true
}

function ruleHolds({ items, from, to }: CountRule, answers: Answers): boolean | null {
  const met = items.filter(({ item, atLeast }) => {
    const answer = answers[item]
    return typeof answer === 'number' && answer >= atLeast
  }).length
  const most = met + items.filter(({ item }) => answers[item] === undefined).length
  if (most < from || met > to) return false
  return met >= from && most <= to ? true : null
}
