import { z } from 'zod'
import type { Instrument } from '#clinical/instrument.ts'
import { hashOf } from './canonical-json.ts'
import { disagreements } from './instrument-checks.ts'
import { resolved } from './instrument-items.ts'
import { line, optionalLine, shape, simpleId, wholeNumber } from './shape.ts'

const confidence = z.enum(['seen', 'partly', 'unverified']).default('unverified')
const provenance = { source: line, verified_by: z.string(), confidence }
const higherIs = z.enum(['worse', 'better'])

/** A list of options, or every whole step of a scale without words (0 to 100). */
const optionList = z.union([
  z.array(shape({ value: wholeNumber, label: optionalLine, loinc: optionalLine })).min(2),
  shape({ from: wholeNumber, to: wholeNumber, step: wholeNumber.min(1).default(1) })
    .refine(({ from, to }) => to > from, { error: 'This scale must end above where it starts.' })
    .transform(({ from, to, step }) => {
      const count = Math.floor((to - from) / step) + 1
      const values = Array.from({ length: count }, (_, index) => from + index * step)
      return values.map((value) => ({ value, label: null, loinc: null }))
    }),
])
const optionSets = z.record(simpleId, optionList)

const item = shape({
  number: wholeNumber.min(1),
  label: optionalLine,
  text: optionalLine,
  loinc: optionalLine,
  snomed: optionalLine,
  options: simpleId.nullable().default(null),
  is_reversed: z.boolean().default(false),
  is_scored: z.boolean().default(true),
  may_not_apply: z.boolean().default(false),
  ask_if: shape({ item: wholeNumber, at_least: wholeNumber }).nullable().default(null),
})

const extra = shape({
  id: simpleId,
  text: optionalLine,
  kind: z.enum(['choice', 'text']).default('choice'),
  ask_when: z.enum(['always', 'total_above_zero']).default('always'),
  options: optionList.default([]),
  loinc: optionalLine,
})

/** `at_least: 10` is the short way to say `op: ">="` and `value: 10`. */
const threshold = shape({
  at_least: z.number().optional(),
  op: z.enum(['>=', '>']).default('>='),
  value: z.number().optional(),
  ...provenance,
  valid_from: z.iso.date().nullable().default(null),
})
  .refine(({ atLeast, value }) => (atLeast === undefined) !== (value === undefined), {
    error: 'Give either at_least, or op and value.',
  })
  .transform(({ atLeast, value, ...rest }) => ({ ...rest, value: value ?? atLeast ?? 0 }))
  .nullable()
  .default(null)

const lookup = z
  .record(z.string().regex(/^\d+$/), z.number())
  .transform((table) => new Map(Object.entries(table).map(([sum, total]) => [Number(sum), total])))
  .nullable()
  .default(null)

const scoring = shape({
  method: z.enum(['sum', 'mean', 'none']),
  add: z.number().default(0),
  multiply_by: z.number().positive().default(1),
  decimals: wholeNumber.min(0).max(3).default(0),
  minimum: z.number().default(0),
  maximum: z.number().default(0),
  higher_is: higherIs.default('worse'),
  prorate_up_to: wholeNumber.min(0).default(0),
  prorate_source: shape(provenance).nullable().default(null),
  prorate_decimals: wholeNumber.min(0).max(2).default(0),
  lookup,
}).transform(({ prorateUpTo, ...rest }) => ({ ...rest, prorateRule: prorateUpTo, prorateUpTo: 0 }))

const subscale = shape({
  id: simpleId,
  label: line,
  items: z.array(wholeNumber.min(1)).min(1),
  method: z.enum(['sum', 'mean', 'count']).default('sum'),
  count_from: z.number().default(1),
  count_to: z.number().default(Number.MAX_SAFE_INTEGER),
  multiply_by: z.number().positive().default(1),
  minimum: z.number(),
  maximum: z.number(),
  higher_is: higherIs.default('worse'),
})

const countRule = shape({
  items: z.array(wholeNumber.min(1)).min(1),
  at_least: wholeNumber,
  /** Items of the rule that count from another value. */
  except: z.record(z.string().regex(/^\d+$/), wholeNumber).default({}),
  from: wholeNumber.min(0).default(1),
  to: wholeNumber.min(0).default(Number.MAX_SAFE_INTEGER),
}).transform(({ items, atLeast, except, from, to }) => ({
  items: items.map((number) => ({ item: number, atLeast: except[String(number)] ?? atLeast })),
  from,
  to,
}))

const classification = shape({
  id: simpleId,
  label: line,
  rules: z.array(countRule).min(1),
  unless: z.array(simpleId).default([]),
  ...provenance,
})

const licence = shape({
  // No default: a file that forgot it would let its words out.
  verdict: z
    .enum(['a', 'b', ''])
    .default('')
    .transform((said, context) => {
      if (said !== '') return said
      const message = 'Say the verdict: a (wording may ship) or b (scoring only).'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }),
  name: line,
  attribution: z.string().default(''),
  holder: z.string().default(''),
  terms: z.string().default(''),
  confidence,
  owner_asks: optionalLine,
})

const fields = shape({
  hash: z.string(),
  id: simpleId,
  version: wholeNumber.min(1),
  name: line,
  short_name: line,
  construct: line,
  time_frame: line,
  /** No default: a screen reader and a translator go by what the file says of its words. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, { error: 'Write a language like en or en-GB' }),
  /** Held until somebody has opened the owner's page: the wording is there and is not shown. */
  hold_until_licence_checked: z.boolean().default(false),
  instructions: optionalLine,
  stem: optionalLine,
  items: z.array(item).min(1),
  options: optionList.nullable().default(null),
  option_sets: optionSets.default({}),
  not_applicable_label: optionalLine,
  extra: z.array(extra).default([]),
  scoring,
  scoring_source: shape(provenance).nullable().default(null),
  /** The sizes that national sources give: which of them it is, a service has to say. */
  forms_in_conflict: z.array(wholeNumber.min(1)).default([]),
  subscales: z.array(subscale).default([]),
  profile: z.array(wholeNumber.min(1)).default([]),
  classifications: z.array(classification).default([]),
  bands: z.array(shape({ from: z.number(), to: z.number(), label: line })).default([]),
  bands_source: shape(provenance).nullable().default(null),
  caseness: threshold,
  reliable_change: threshold,
  safety_items: z
    .array(shape({ item: wholeNumber, at_least: wholeNumber, signal: simpleId }))
    .default([]),
  codes: z.record(simpleId, line).default({}),
  licence,
  used_instead: simpleId.nullable().default(null),
})

export type InstrumentFile = z.output<typeof fields>

/** An instrument as its file gives it: with its words even while they are held back. */
export interface FiledInstrument {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly isHeld: boolean
  readonly instrument: Instrument
}

/** Frozen before a file had to say it; their owners let anybody use the words. */
const wordedBeforeVerdicts = new Set(['phq9 1', 'gad7 1'])

function withVerdict(raw: object): object {
  if (!('id' in raw && 'version' in raw && 'licence' in raw)) return raw
  const { id, version, licence } = raw
  if (!wordedBeforeVerdicts.has(`${id} ${version}`) || !licence) return raw
  return { ...raw, licence: { verdict: 'a', ...licence } }
}

/** Files were frozen before they had to name a language, and meant English: `en` adds nothing. */
function frozenHash(raw: object): string {
  if (!('language' in raw) || raw.language !== 'en') return hashOf(raw)
  const { language, ...rest } = raw
  return hashOf(rest)
}

/** The hash is of the file's values, so that layout and comments may change and wording may not. */
export const instrumentSchema = z
  .preprocess(
    (raw) =>
      typeof raw === 'object' && raw !== null
        ? { ...withVerdict(raw), hash: frozenHash(raw) }
        : raw,
    fields,
  )
  .superRefine((file, context) => {
    for (const [path, message] of disagreements(file)) {
      context.addIssue({ code: 'custom', message, path: [...path] })
    }
  })
  .transform((file): FiledInstrument => {
    const { id, version, hash, holdUntilLicenceChecked: isHeld } = file
    return { id, version, hash, isHeld, instrument: resolved(file) }
  })

export const frozenSchema = z.array(
  z.strictObject({ id: simpleId, version: wholeNumber, hash: z.string().length(64) }),
)

/** Instruments that must not be in the library at all, and what to use instead. */
export const refusedSchema = z.array(z.strictObject({ id: simpleId, why: line, instead: line }))
