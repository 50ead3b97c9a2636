import { loincSystem, notApplicableCode, snomedSystem } from './fhir-types.ts'
import type { ReadItem, ReadQuestionnaire } from './questionnaire-shape.ts'

interface Place {
  readonly what: string
  readonly item: string
}

/** What we read and an instrument file has no place for, each by its name and with its items. */
export function leftOutOf(
  { code, item: all }: ReadQuestionnaire,
  calculated: readonly ReadItem[],
): string[] {
  const groups = all.filter(({ type }) => type === 'group')
  const numbered = groups[0]?.item ?? all
  const [total] = calculated
  const others = [...all, ...groups.flatMap(({ item }) => item)].filter(
    (one) => !calculated.includes(one),
  )
  const ofOne = (item: ReadItem) => leftOutOfItem(item, carriedSystems(item, numbered))
  return [
    ...otherCodes(code, [loincSystem, snomedSystem]).map((what) => `${what} of the Questionnaire`),
    ...byName(others.flatMap(ofOne)),
    ...calculated.map(({ linkId }) => `the calculated item ${linkId}`),
    ...otherCodes(total?.code ?? [], [loincSystem, snomedSystem]).map(
      (what) => `${what} of item ${total?.linkId}`,
    ),
  ]
}

/** The systems of which an instrument file keeps one code. */
function carriedSystems(item: ReadItem, numbered: readonly ReadItem[]): readonly string[] {
  if (item.type === 'group' || item.type === 'display') return []
  const isNumbered = item.type === 'choice' && numbered.includes(item)
  return isNumbered ? [loincSystem, snomedSystem] : [loincSystem]
}

function leftOutOfItem(item: ReadItem, systems: readonly string[]): Place[] {
  const answers = item.answerOption.flatMap(({ valueCoding }) => valueCoding ?? [])
  // A number without a system is what the answer counts, which is carried over.
  const named = answers.filter(
    ({ system, code }) =>
      code !== notApplicableCode && (system !== undefined || !/^\d+$/.test(code ?? '0')),
  )
  const ofAnswers = otherSystems(named).map((system) => `codes of answers (${system})`)
  return [
    // Every question may be left without an answer.
    ...(item.required === true ? ['required'] : []),
    ...(item.maxLength === undefined ? [] : ['maxLength']),
    ...(item.definition === undefined ? [] : ['definition']),
    ...otherCodes(item.code, systems),
    ...ofAnswers,
  ].map((what) => ({ what, item: item.linkId }))
}

type Codings = ReadQuestionnaire['code']

/** The codes beside the first of each system that is carried. */
function otherCodes(codings: Codings, systems: readonly string[]): string[] {
  const kept = systems.map((wanted) => codings.find(({ system }) => system === wanted))
  return codings
    .filter((one) => !kept.includes(one))
    .map(({ system, code }) => `code ${code ?? 'without a value'} (${system ?? 'no system'})`)
}

function otherSystems(codings: Codings): string[] {
  const systems = codings.map(({ system }) => system ?? 'no system')
  return [...new Set(systems)].filter((system) => system !== loincSystem)
}

function byName(places: readonly Place[]): string[] {
  const names = [...new Set(places.map(({ what }) => what))]
  return names.map((name) => {
    const items = places.filter(({ what }) => what === name).map(({ item }) => item)
    return `${name} of ${items.length > 1 ? 'items' : 'item'} ${items.join(', ')}`
  })
}
