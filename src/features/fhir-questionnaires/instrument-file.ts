import { loincSystem, snomedSystem } from './fhir-types.ts'
import { codeIn, type FileItem, type FileOption } from './questionnaire-items.ts'
import type { ReadItem, ReadQuestionnaire } from './questionnaire-shape.ts'

export interface ImportOptions {
  readonly id: string
  /** (b) leaves every word out: without a licence that lets it ship, nothing of it may. */
  readonly verdict: 'a' | 'b'
  /** FHIRPath is not read: whoever imports says how the total comes about. */
  readonly scoring: 'sum' | 'mean' | 'none' | null
  /** Of its words, where the Questionnaire does not say: it may leave that out, a file may not. */
  readonly language: string | null
}

/** What a Questionnaire comes to, before it is written as a file. */
export interface Parts {
  readonly instructions: string | null
  readonly stem: string | null
  readonly items: readonly FileItem[]
  readonly extra: readonly FileExtra[]
  readonly calculated: readonly ReadItem[]
}

export interface FileExtra {
  readonly id: string
  readonly text: string | null
  readonly kind: 'choice' | 'text'
  readonly askWhen: 'always' | 'total_above_zero'
  readonly options: readonly FileOption[]
  readonly loinc: string | null
}

/** As the YAML of content/instruments would hold it. */
export function instrumentFile(
  questionnaire: ReadQuestionnaire,
  { instructions, stem, items, extra, calculated }: Parts,
  { id, verdict, scoring, language: said }: ImportOptions,
): Record<string, unknown> {
  const { title, name, language, publisher, copyright } = questionnaire
  const words = <T>(text: T) => (verdict === 'a' ? text : null)
  const sets = optionSets(items)
  const bare = (options: readonly FileOption[]) =>
    options.map(({ value, label, loinc }) => given({ value, loinc, label: words(label) }))
  const notApplicable = items.find((item) => item.notApplicableLabel !== null)
  const total = calculated[0]
  const codes = given({
    loinc_panel: codeIn(questionnaire, loincSystem),
    loinc_total: total ? codeIn(total, loincSystem) : null,
    snomed_assessment_scale: codeIn(questionnaire, snomedSystem),
    snomed_score: total ? codeIn(total, snomedSystem) : null,
  })
  return {
    id,
    version: 1,
    name: title ?? name ?? id,
    short_name: title ?? name ?? id,
    construct: 'not said in the Questionnaire',
    time_frame: 'not said in the Questionnaire',
    ...given({ language: language ?? said }),
    ...given({ instructions: words(instructions), stem: words(stem) }),
    items: items.map((item) => itemEntry(item, sets, words)),
    ...(sets.length === 1
      ? { options: bare(sets[0] ?? []) }
      : { option_sets: Object.fromEntries(sets.map((set, index) => [setName(index), bare(set)])) }),
    ...given({ not_applicable_label: words(notApplicable?.notApplicableLabel ?? null) }),
    extra: extra.map(({ askWhen, options, text, ...rest }) => ({
      ...given({ ...rest, text: words(text) }),
      ask_when: askWhen,
      ...(options.length > 0 ? { options: bare(options) } : {}),
    })),
    scoring: scoringOf(items, scoring ?? 'sum'),
    codes,
    licence: {
      verdict,
      name: verdict === 'a' ? 'LicenseRef-ToBeChecked' : 'LicenseRef-WordingNotIncluded',
      attribution: copyright ?? '',
      holder: publisher ?? '',
      terms: copyright ?? '',
      confidence: 'unverified',
    },
  }
}

function itemEntry(
  item: FileItem,
  sets: readonly (readonly FileOption[])[],
  words: <T>(text: T) => T | null,
): Record<string, unknown> {
  const { number, label, loinc, snomed, text, options, isReversed, notApplicableLabel, askIf } =
    item
  const set = sets.findIndex((one) => sameOptions(one, options))
  return {
    number,
    ...given({ loinc, snomed, label: words(label), text: words(text) }),
    ...(sets.length > 1 ? { options: setName(set) } : {}),
    ...(isReversed ? { is_reversed: true } : {}),
    ...(notApplicableLabel === null ? {} : { may_not_apply: true }),
    ...(askIf ? { ask_if: { item: askIf.item, at_least: askIf.atLeast } } : {}),
  }
}

function scoringOf(items: readonly FileItem[], method: 'sum' | 'mean' | 'none') {
  if (method === 'none') return { method }
  const ends = (pick: (...values: number[]) => number) =>
    items.map(({ options }) => pick(...options.map(({ value }) => value)))
  const size = method === 'mean' ? items.length : 1
  const [minimum, maximum] = [ends(Math.min), ends(Math.max)].map(
    (values) => values.reduce((sum, value) => sum + value, 0) / size,
  )
  return { method, ...(method === 'mean' ? { decimals: 2 } : {}), minimum, maximum }
}

/** As a wording pack would hold its words. */
export function packFile(
  { language }: ReadQuestionnaire,
  { instructions, stem, items, extra }: Parts,
  { id, language: said }: ImportOptions,
): Record<string, unknown> {
  const labels = (options: readonly FileOption[]) =>
    options.map(({ value, label }) => ({ value, label: label ?? String(value) }))
  const apart = items.find((item) => item.notApplicableLabel !== null)
  return {
    format: 'handrail-wording-1',
    instrument: id,
    version: 1,
    ...given({ language: language ?? said }),
    licence: 'Write here what allows your service to use this wording.',
    ...given({ instructions, stem, not_applicable_label: apart?.notApplicableLabel ?? null }),
    items: items.map(({ number, label, text, options }) => ({
      number,
      ...given({ label, text }),
      options: labels(options),
    })),
    extra: extra.map(({ id, text, options }) => ({
      ...given({ id, text }),
      options: labels(options),
    })),
  }
}

function optionSets(items: readonly FileItem[]): (readonly FileOption[])[] {
  const sets: (readonly FileOption[])[] = []
  for (const { options } of items) {
    if (!sets.some((set) => sameOptions(set, options))) sets.push(options)
  }
  return sets
}

function sameOptions(a: readonly FileOption[], b: readonly FileOption[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function setName(index: number): string {
  return `set_${index + 1}`
}

/** Without the keys that have nothing to say. */
function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
