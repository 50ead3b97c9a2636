import { z } from 'zod'
import {
  clockTime,
  comparison,
  dottedId,
  flag,
  line,
  optionalLine,
  shape,
  simpleId,
  uniqueIds,
  wholeNumber,
} from './shape.ts'
import type { Field, SimpleField, Stage, Worksheet } from './worksheet-types.ts'

const prefill = z
  .string()
  .regex(/^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_.]*$/, {
    error: 'Write prefill as a worksheet and a field, like dep.trap_trac.trigger',
  })
  .transform((text) => {
    const [space = '', name = '', ...field] = text.split('.')
    return { worksheet: `${space}.${name}`, field: field.join('.') }
  })
  .nullable()
  .default(null)

const common = {
  id: simpleId,
  label: line,
  help: optionalLine,
  required: flag,
  example: z
    .union([line, z.number().transform(String)])
    .nullable()
    .default(null),
  series: simpleId.nullable().default(null),
  prefill,
  stage: z.literal('later').nullable().default(null),
}

const options = z
  .array(shape({ id: simpleId, label: line, help: optionalLine }))
  .min(2)
  .superRefine(uniqueIds)

const number = z.number().nullable().default(null)

const simpleShapes = [
  shape({ ...common, type: z.literal('text'), max: wholeNumber.default(160) }),
  shape({
    ...common,
    type: z.literal('longtext'),
    max: wholeNumber.default(4000),
    rows: wholeNumber.min(2).max(20).default(4),
  }),
  shape({
    ...common,
    type: z.enum(['int', 'number']),
    min: number,
    max: number,
    step: number,
    unit: optionalLine,
  }),
  shape({
    ...common,
    type: z.literal('scale'),
    min: wholeNumber,
    max: wholeNumber,
    low_label: line,
    high_label: line,
  }),
  shape({ ...common, type: z.literal('percent') }),
  shape({ ...common, type: z.literal('bool') }),
  shape({ ...common, type: z.enum(['choice', 'multi']), options, allow_other: flag }),
  shape({ ...common, type: z.literal('date') }),
  shape({ ...common, type: z.literal('time') }),
  shape({ ...common, type: z.literal('datetime') }),
  shape({ ...common, type: z.literal('minutes'), max: wholeNumber.default(1440) }),
] as const

const simpleField = z.discriminatedUnion('type', simpleShapes)

const field = z.discriminatedUnion('type', [
  ...simpleShapes,
  shape({
    ...common,
    type: z.literal('list'),
    max: wholeNumber.default(160),
    max_items: wholeNumber.min(1).max(20).default(8),
  }),
  shape({
    ...common,
    type: z.literal('group'),
    fields: z.array(simpleField).min(1).superRefine(uniqueIds),
    repeated: flag,
    max_items: wholeNumber.min(1).max(20).nullable().default(null),
  }),
  shape({
    ...common,
    type: z.literal('ref'),
    to: dottedId,
    show: line,
    fills: z.record(simpleId, line).default({}),
  }),
])

const last = wholeNumber.min(1).default(1)
const compared = z.union([z.number(), z.string(), z.boolean()])

const condition = z.union([
  shape({
    count: shape({ days: wholeNumber.min(1), op: comparison, value: wholeNumber }),
  }).transform(({ count }) => ({ type: 'count' as const, ...count })),
  shape({ field: line, all: shape({ op: comparison, value: compared, last }) }).transform(
    (when) => ({
      type: 'all' as const,
      field: when.field,
      ...when.all,
    }),
  ),
  shape({ field: line, any: shape({ op: comparison, value: compared, last }) }).transform(
    (when) => ({
      type: 'any' as const,
      field: when.field,
      ...when.any,
    }),
  ),
  shape({ field: line, words: shape({ op: comparison, value: wholeNumber, last }) }).transform(
    (when) => ({ type: 'words' as const, field: when.field, ...when.words }),
  ),
  shape({
    change: shape({ from: line, to: line, op: comparison, value: z.number(), last }),
  }).transform(({ change }) => ({ type: 'change' as const, ...change })),
])

/** ISO 8601 durations of whole days, hours and minutes: P1D, PT3H, PT30M. */
const delay = z
  .string()
  .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/, { error: 'Write a delay like PT3H or P1D' })
  .transform((text) => {
    const amount = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0)
    return amount('D') * 1440 + amount('H') * 60 + amount('M')
  })

/** A diary that people may ask to be reminded of; the rest is a rule of the service. */
const remind = shape({ suggest_at: clockTime }).nullable().default(null)

const fieldList = z.array(field).min(1).superRefine(uniqueIds)

const stage = shape({
  id: simpleId,
  title: line,
  prompt: optionalLine,
  due: shape({ after: simpleId, delay }).nullable().default(null),
  fields: fieldList,
})

export const worksheetSchema = shape({
  id: dottedId,
  version: wholeNumber.min(1),
  kind: z.enum(['form', 'rows', 'staged', 'diary']),
  title: line,
  intro: optionalLine,
  privacy: z.enum(['standard', 'sensitive']).default('standard'),
  row_name: optionalLine,
  summary: z.array(simpleId).min(1).nullable().default(null),
  fields: fieldList.nullable().default(null),
  stages: z.array(stage).min(2).superRefine(uniqueIds).nullable().default(null),
  pairs: z.array(z.tuple([line, line])).default([]),
  flags: z
    .array(shape({ id: simpleId, say: line, when: condition }))
    .superRefine(uniqueIds)
    .default([]),
  remind,
})
  .superRefine((sheet, context) => {
    const wanted = sheet.kind === 'staged' ? 'stages' : 'fields'
    const other = sheet.kind === 'staged' ? 'fields' : 'stages'
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [path] })
    if (sheet[wanted] === null) refuse(wanted, `A worksheet of kind ${sheet.kind} has ${wanted}.`)
    if (sheet[other] !== null) refuse(other, `A worksheet of kind ${sheet.kind} has no ${other}.`)
    if (sheet.remind && sheet.kind !== 'diary') refuse('remind', 'Only a diary reminds.')
  })
  .transform(toWorksheet)

type ParsedField = z.output<typeof field>

function toWorksheet(sheet: {
  readonly id: string
  readonly version: number
  readonly kind: Worksheet['kind']
  readonly title: string
  readonly intro: string | null
  readonly privacy: Worksheet['privacy']
  readonly rowName: string | null
  readonly summary: string[] | null
  readonly fields: ParsedField[] | null
  readonly stages: z.output<typeof stage>[] | null
  readonly pairs: [string, string][]
  readonly flags: Worksheet['flags']
  readonly remind: Worksheet['remind']
}): Worksheet {
  const { fields, summary, rowName, ...rest } = sheet
  const stages = sheet.stages === null ? implicitStages(fields ?? []) : sheet.stages.map(toStage)
  const first = stages[0]?.fields[0]?.id
  return {
    ...rest,
    rowName: rowName ?? sheet.title.toLowerCase(),
    stages,
    summary: summary ?? (first === undefined ? [] : [first]),
  }
}

function toStage(parsed: z.output<typeof stage>): Stage {
  const due = parsed.due && { after: parsed.due.after, delayMinutes: parsed.due.delay }
  return { ...parsed, due, fields: parsed.fields.map(toField) }
}

function implicitStages(fields: readonly ParsedField[]): Stage[] {
  const stageOf = (id: string, of: readonly ParsedField[]) =>
    ({ id, title: null, prompt: null, due: null, fields: of.map(toField) }) satisfies Stage
  const later = fields.filter((each) => each.stage === 'later')
  const entry = stageOf(
    'entry',
    fields.filter((each) => each.stage === null),
  )
  return later.length === 0 ? [entry] : [entry, stageOf('later', later)]
}

function toField({ stage: _stage, ...rest }: ParsedField): Field {
  if (rest.type !== 'group') return rest
  const maxItems = rest.repeated ? (rest.maxItems ?? 8) : 1
  return { ...rest, maxItems, fields: rest.fields.map(toSimpleField) }
}

function toSimpleField({ stage: _stage, ...rest }: z.output<typeof simpleField>): SimpleField {
  return rest
}
