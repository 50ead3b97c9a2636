import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Instrument } from '#clinical/instrument.ts'
import { line, optionalLine, shape, simpleId, wholeNumber } from './shape.ts'

const options = z.array(shape({ value: wholeNumber, label: line, loinc: optionalLine })).min(2)

const threshold = shape({ at_least: wholeNumber, source: line, verified_by: z.string() })
  .nullable()
  .default(null)

const fields = shape({
  hash: z.string(),
  id: simpleId,
  version: wholeNumber.min(1),
  name: line,
  short_name: line,
  construct: line,
  time_frame: line,
  stem: line,
  items: z.array(shape({ number: wholeNumber.min(1), text: line, loinc: optionalLine })).min(1),
  options,
  extra: z
    .array(
      shape({
        id: simpleId,
        text: line,
        ask_when: z.enum(['always', 'total_above_zero']),
        options,
      }),
    )
    .default([]),
  scoring: shape({
    method: z.literal('sum'),
    minimum: wholeNumber,
    maximum: wholeNumber,
    higher_is: z.enum(['worse', 'better']),
    prorate_up_to: wholeNumber.min(0),
  }),
  bands: z.array(shape({ from: wholeNumber, to: wholeNumber, label: line })).default([]),
  caseness: threshold,
  reliable_change: threshold,
  safety_items: z
    .array(shape({ item: wholeNumber, at_least: wholeNumber, signal: simpleId }))
    .default([]),
  codes: z.record(simpleId, line).default({}),
  licence: shape({ name: line, attribution: line }),
}).superRefine((instrument, context) => {
  for (const [path, message] of disagreements(instrument)) {
    context.addIssue({ code: 'custom', message, path: [...path] })
  }
})

/** The hash is of the file's values, so that layout and comments may change and wording may not. */
export const instrumentSchema = z.preprocess(
  (raw) => (typeof raw === 'object' && raw !== null ? { ...raw, hash: hashOf(raw) } : raw),
  fields,
)

/** What the fields say about each other must agree, since scores are read from them. */
function disagreements(instrument: Instrument): [PropertyKey[], string][] {
  const { items, scoring, bands, safetyItems } = instrument
  const found: [PropertyKey[], string][] = []
  for (const [index, item] of items.entries()) {
    if (item.number !== index + 1) {
      found.push([['items', index, 'number'], `Items are numbered in order: this is ${index + 1}.`])
    }
  }
  const values = instrument.options.map((option) => option.value)
  const lowest = Math.min(...values) * items.length
  const highest = Math.max(...values) * items.length
  if (scoring.minimum !== lowest || scoring.maximum !== highest) {
    found.push([['scoring'], `The items and options give a range of ${lowest} to ${highest}.`])
  }
  let next = scoring.minimum
  for (const [index, band] of bands.entries()) {
    if (band.from !== next || band.to < band.from) {
      found.push([['bands', index], `This band must start at ${next} and not end before it.`])
    }
    next = band.to + 1
  }
  if (bands.length > 0 && next !== scoring.maximum + 1) {
    found.push([['bands'], `The bands must end at ${scoring.maximum}.`])
  }
  for (const [index, rule] of safetyItems.entries()) {
    if (rule.item < 1 || rule.item > items.length) {
      found.push([['safety_items', index, 'item'], `There is no item ${rule.item}.`])
    }
  }
  return found
}

/** SHA-256 of the value with its keys in order, so that layout and comments do not count. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`)}}`
}

export const frozenSchema = z.array(
  z.strictObject({ id: simpleId, version: wholeNumber, hash: z.string().length(64) }),
)
