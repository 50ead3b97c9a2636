import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '../..')

/** Likelihood then severity, as published: the log may not lower a risk by changing its matrix. */
const publishedMatrix = {
  1: ['11', '12', '21'],
  2: ['13', '14', '22', '23', '31', '32', '41'],
  3: ['15', '24', '33', '34', '42', '43', '51'],
  4: ['25', '35', '44', '52', '53'],
  5: ['45', '54', '55'],
}

const words = z.string().trim().min(1)
const oneToFive = z.int().min(1).max(5)
const rating = z.strictObject({ likelihood: oneToFive, severity: oneToFive, risk: oneToFive })
const heldBy = z.strictObject({ file: words, name: words })

/** Either nobody has approved it, or somebody did with all that an approval says. */
const approval = z.union([
  z.strictObject({
    name: z.literal('not yet: no clinical safety officer has been appointed'),
    registration: z.literal('not yet'),
    date: z.literal('not yet'),
  }),
  z.strictObject({
    name: words.refine((name) => !name.startsWith('not yet')),
    registration: words.refine((registration) => registration !== 'not yet'),
    date: z.iso.date(),
  }),
])

const ofTheSoftware = z.strictObject({
  type: z.enum(['design', 'test']),
  control: words,
  test: heldBy,
})

/** What people of the deploying organisation do: who, and what in the software helps them. */
const ofPeople = z.strictObject({
  type: z.enum(['training', 'business_process']),
  control: words,
  done_by: words,
  supported_by: words,
  test: heldBy,
})

const hazardSchema = z.strictObject({
  id: z.string().regex(/^H\d\d$/),
  name: words,
  description: words,
  causes: z.array(words).min(1),
  effect: words,
  hazard: words,
  harm: words,
  existing_controls: z.array(words),
  initial: rating,
  controls: z.array(z.discriminatedUnion('type', [ofTheSoftware, ofPeople])),
  residual: rating,
  justification: words,
  status: z.enum(['open', 'transferred', 'closed']),
  owner: words,
  linked_issue_or_code: z.array(words).min(1),
  log_version: z.int().min(1),
  cso_approval: approval,
})

const logSchema = z.strictObject({
  version: z.int(),
  cso_approval: approval,
  scales: z.strictObject({
    likelihood: z.record(z.string(), z.string()),
    severity: z.record(z.string(), z.string()),
    risk: z.record(z.string(), z.array(z.string())),
  }),
  hazards: z.array(hazardSchema),
})

type Log = z.infer<typeof logSchema>
type Hazard = z.infer<typeof hazardSchema>

const text = readFileSync(path.join(root, 'docs/clinical-safety/hazard-log.yaml'), 'utf8')
const log = logSchema.parse(parse(text))
const { hazards } = log

function riskOf({ likelihood, severity }: z.infer<typeof rating>): number {
  const isIn = ([, cells]: [string, string[]]) => cells.includes(`${likelihood}${severity}`)
  return Number(Object.entries(publishedMatrix).find(isIn)?.[0])
}

/** Whatever a hazard says of itself that is not so. */
function faultsOf(hazard: Hazard, { version }: Pick<Log, 'version'>): string[] {
  const faults: string[] = []
  for (const when of ['initial', 'residual'] as const) {
    const { risk, ...cell } = hazard[when]
    const published = riskOf({ ...cell, risk })
    if (risk !== published) faults.push(`${when} risk ${risk} is ${published} by the matrix`)
  }
  if (hazard.residual.risk > hazard.initial.risk) faults.push('the residual risk is higher')
  if (hazard.log_version > version)
    faults.push(`log_version ${hazard.log_version} is still to come`)
  for (const { test: held } of hazard.controls) {
    if (!isTest(held)) faults.push(`no test ${held.file}: ${held.name}`)
  }
  for (const link of hazard.linked_issue_or_code) {
    if (!existsSync(path.join(root, link))) faults.push(`nothing at ${link}`)
  }
  return faults
}

/** Whether the file has a test of this name, or a row of one that runs for each, not only words like it. */
function isTest({ file, name }: z.infer<typeof heldBy>): boolean {
  const place = path.join(root, file)
  if (!existsSync(place)) return false
  const source = readFileSync(place, 'utf8')
  const begins = source.includes('.each(')
    ? /(?:\b(?:it|test)[.\w]*\(|\)\(|\[)\s*$/
    : /\b(?:it|test)[.\w]*\(\s*$/
  return ["'", '"', '`'].some((quote) => {
    const literal = quote + name.replaceAll(quote, `\\${quote}`) + quote
    return source
      .split(literal)
      .slice(0, -1)
      .some((before) => begins.test(before))
  })
}

test('every hazard has the risks of the published matrix, tests and code that are there', () => {
  expect(log.scales.risk).toEqual(publishedMatrix)
  const faults = hazards.map((hazard) => [hazard.id, faultsOf(hazard, log)])
  expect(Object.fromEntries(faults)).toEqual(Object.fromEntries(hazards.map(({ id }) => [id, []])))
})

test('an id is given once, in order, and one that is not there is explained', () => {
  const ids = hazards.map(({ id }) => Number(id.slice(1)))
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
  const missing = Array.from({ length: Math.max(...ids) }, (_, index) => index + 1)
    .filter((id) => !ids.includes(id))
    .map((id) => `H${String(id).padStart(2, '0')}`)
  const comments = text.split('\n').filter((line) => line.startsWith('#'))
  expect(missing.filter((id) => !comments.some((line) => line.includes(id)))).toEqual([])
})

test('every hazard has a control of the software itself', () => {
  const isHeld = ({ controls }: Hazard) => controls.some(({ type }) => type === 'design')
  expect(hazards.filter((hazard) => !isHeld(hazard))).toEqual([])
})

describe('the reading of the log notices', () => {
  const [first] = hazards
  if (!first) throw new Error('the log is empty')

  test.each(Object.keys(hazardSchema.shape))('a hazard without its %s', (column) => {
    const without = Object.fromEntries(Object.entries(first).filter(([key]) => key !== column))
    expect(hazardSchema.safeParse(without).success).toBe(false)
  })

  test('a business process of nobody, a control without a test, an approval by half', () => {
    const [control] = first.controls
    const process = { type: 'business_process', control: 'Somebody looks', test: control?.test }
    const half = { name: 'A. Clinician', registration: 'not yet', date: 'not yet' }
    for (const wrong of [
      { controls: [process] },
      { controls: [{ ...control, test: undefined }] },
      { cso_approval: half },
      { initial: { likelihood: 4, severity: 5 } },
    ]) {
      expect(hazardSchema.safeParse({ ...first, ...wrong }).success).toBe(false)
    }
  })

  test('a wrong risk, one that rises, a dead link, no such test, a version to come', () => {
    const wrong: Hazard = {
      ...first,
      initial: { likelihood: 1, severity: 5, risk: 2 },
      controls: [
        {
          type: 'test',
          control: 'Words that stand in no test',
          test: { file: 'src/clinical/scoring.test.ts', name: 'import' },
        },
      ],
      linked_issue_or_code: ['src/features/risk/gone.ts'],
      log_version: log.version + 1,
    }
    expect(faultsOf(wrong, log)).toEqual([
      'initial risk 2 is 3 by the matrix',
      'the residual risk is higher',
      `log_version ${log.version + 1} is still to come`,
      'no test src/clinical/scoring.test.ts: import',
      'nothing at src/features/risk/gone.ts',
    ])
  })
})
