import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '../..')

const rating = z.strictObject({
  likelihood: z.int().min(1).max(5),
  severity: z.int().min(1).max(5),
})

const log = z.strictObject({
  version: z.int(),
  approved_by: z.null(),
  scales: z.strictObject({
    likelihood: z.record(z.string(), z.string()),
    severity: z.record(z.string(), z.string()),
    risk: z.record(z.string(), z.array(z.string())),
  }),
  hazards: z.array(
    z.strictObject({
      id: z.string().regex(/^H\d\d$/),
      name: z.string(),
      description: z.string(),
      causes: z.array(z.string()).min(1),
      effect: z.string(),
      hazard: z.string(),
      harm: z.string(),
      existing_controls: z.array(z.string()),
      initial: rating,
      controls: z.array(
        z.strictObject({
          type: z.enum(['design', 'test', 'training', 'business_process']),
          control: z.string(),
          test: z.strictObject({ file: z.string(), name: z.string() }).optional(),
        }),
      ),
      residual: rating,
      justification: z.string().nullable(),
      status: z.enum(['open', 'transferred', 'closed']),
      owner: z.string(),
    }),
  ),
})

const text = readFileSync(path.join(root, 'docs/clinical-safety/hazard-log.yaml'), 'utf8')
const { hazards, scales } = log.parse(parse(text))

test('every control in the hazard log names a test that is there', () => {
  const missing = hazards.flatMap(({ id, controls }) =>
    controls.flatMap(({ test: held }) => {
      if (!held) return []
      const file = path.join(root, held.file)
      const isThere = existsSync(file) && readFileSync(file, 'utf8').includes(held.name)
      return isThere ? [] : [`${id} ${held.file}: ${held.name}`]
    }),
  )
  expect(missing).toEqual([])
})

test('every control by design or by test names the test that holds it', () => {
  const unheld = hazards.flatMap(({ id, controls }) =>
    controls.flatMap(({ type, control, test: held }) =>
      (type === 'design' || type === 'test') && !held ? [`${id}: ${control}`] : [],
    ),
  )
  expect(unheld).toEqual([])
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

test('every hazard has a control that a test holds', () => {
  expect(hazards.filter(({ controls }) => !controls.some((control) => control.test))).toEqual([])
})

test('a residual risk that stays undesirable is justified', () => {
  const riskOf = ({ likelihood, severity }: z.infer<typeof rating>) =>
    Number(
      Object.entries(scales.risk).find(([, cells]) =>
        cells.includes(`${likelihood}${severity}`),
      )?.[0],
    )
  for (const hazard of hazards) {
    expect(riskOf(hazard.initial), hazard.id).toBeGreaterThan(0)
    expect(riskOf(hazard.residual), hazard.id).toBeLessThanOrEqual(riskOf(hazard.initial))
    if (riskOf(hazard.residual) >= 3) expect(hazard.justification, hazard.id).not.toBeNull()
  }
})
