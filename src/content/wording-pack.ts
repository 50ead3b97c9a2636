import { z } from 'zod'
import type { Instrument, InstrumentOption } from '#clinical/instrument.ts'
import { hashOf } from './canonical-json.ts'
import { type ContentFault, FaultList } from './faults.ts'
import { checkShape, parseYaml, type YamlSource } from './parse-yaml.ts'
import { line, optionalLine, shape, simpleId, wholeNumber } from './shape.ts'
import type { Content } from './types.ts'
import { type Difference, differences, refusalOf } from './wording-differences.ts'

const words = line.max(2000)
const option = shape({ value: wholeNumber, label: line.max(400) })
const options = z.array(option).default([])

const packSchema = shape({
  format: z.literal('handrail-wording-1'),
  instrument: simpleId,
  version: wholeNumber.min(1),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, { error: 'Write a language like en or en-GB' }),
  licence: line.min(10).max(2000),
  /** The line that the owner wants under the form. */
  attribution: line.max(1000).optional(),
  instructions: words.nullable().default(null),
  stem: words.nullable().default(null),
  items: z.array(
    shape({
      number: wholeNumber,
      label: optionalLine,
      text: words,
      options: z.array(option).nullable().default(null),
    }),
  ),
  options,
  not_applicable_label: optionalLine,
  /** On a form that prints words at some answers only, the others show their number. */
  unlisted_answers: z.literal('numbers').nullable().default(null),
  extra: z.array(shape({ id: simpleId, text: words, options })).default([]),
})

/** The words of one questionnaire, from a service that has a licence for them. */
export type WordingPack = z.output<typeof packSchema>

export type PackReading =
  | {
      readonly ok: true
      readonly pack: WordingPack
      readonly stored: unknown
      readonly hash: string
    }
  | { readonly ok: false; readonly faults: readonly ContentFault[] }

/** Reads a pack (YAML or JSON) and holds it to its instrument's structure: all of it, no more. */
export function readWordingPack(text: string, file: string, shipped: Content): PackReading {
  const faults = new FaultList()
  const source = parseYaml(text, file, faults)
  const pack = source && checkShape(packSchema, source, faults)
  if (source && pack) {
    const instrument = shipped.instruments.get(pack.instrument)
    const refusal = refusalOf(pack, shipped)
    if (refusal) report(faults, source, refusal)
    else if (instrument)
      for (const one of differences(instrument, pack)) report(faults, source, one)
  }
  const found = faults.all()
  if (!source || !pack || found.length > 0) return { ok: false, faults: found }
  return { ok: true, pack, stored: source.value, hash: hashOfWords(pack) }
}

/** The instrument in the words of a stored pack, or null when the two do not fit. */
export function inWordsOf(instrument: Instrument, stored: unknown): Instrument | null {
  const { success, data: pack } = packSchema.safeParse(stored)
  if (!success || pack.instrument !== instrument.id) return null
  if (differences(instrument, pack).length > 0) return null
  return {
    ...instrument,
    wording: 'pack',
    wordingHash: hashOfWords(pack),
    language: pack.language,
    licence: { ...instrument.licence, attribution: attributionOf(instrument, pack) },
    instructions: pack.stem === null ? null : pack.instructions,
    stem: pack.stem ?? pack.instructions,
    notApplicableLabel: pack.notApplicableLabel,
    items: instrument.items.map((item) => {
      const own = pack.items.find(({ number }) => number === item.number)
      const labels = own?.options ?? pack.options
      return {
        ...item,
        label: own?.label ?? null,
        text: own?.text ?? null,
        options: labelled(item.options, labels),
      }
    }),
    extra: instrument.extra.map((question) => {
      const own = pack.extra.find(({ id }) => id === question.id)
      const labels = own?.options ?? []
      return { ...question, text: own?.text ?? null, options: labelled(question.options, labels) }
    }),
  }
}

function attributionOf({ licence }: Instrument, { attribution }: WordingPack): string {
  return attribution ?? licence.attribution
}

/**
 * Of the words alone: the licence is renewed without them, and a response was made with them. What
 * a pack does not say is not in it, so that a pack of before has the hash it had.
 */
function hashOfWords({ format, licence, ...shown }: WordingPack): string {
  return hashOf(shown)
}

function labelled(
  structure: readonly InstrumentOption[],
  labels: readonly { value: number; label: string }[],
): InstrumentOption[] {
  return structure.map((option) => ({
    ...option,
    label: labels.find(({ value }) => value === option.value)?.label ?? String(option.value),
  }))
}

function report(faults: FaultList, source: YamlSource, [path, sentence]: Difference): void {
  faults.report(source.place(path), path.join('.'), sentence)
}
