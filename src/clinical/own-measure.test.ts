import { describe, expect, it } from 'vitest'
import type { ProblemMeasure } from './outcome-rules.ts'
import { ownMeasureOf } from './own-measure.ts'

const measures: readonly ProblemMeasure[] = [
  { code: 'F401', system: 'icd10', problem: 'Social phobias', measure: 'spin', weekly: null },
  {
    code: 'F431',
    system: 'icd10',
    problem: 'Post-traumatic stress disorder',
    measure: 'pcl5',
    weekly: 'pcl5_week',
  },
  {
    code: '723916001',
    system: 'snomed',
    problem: 'Unexplained symptoms',
    measure: 'phq15',
    weekly: null,
  },
]

const recorded = (...codes: string[]) =>
  codes.map((code, index) => ({ code, recordedAt: (index + 1) * 100 }))
const own = (...codes: string[]) => ownMeasureOf(measures, recorded(...codes))

describe('the measure of a person’s own problem', () => {
  it.each([
    [['F40.1'], 'spin', 100],
    [['F43.1'], 'pcl5', 100],
    [['723916001'], 'phq15', 100],
    [['F32', 'F401'], 'spin', 200],
    [['F401', 'F431'], 'pcl5', 200],
    // Written down once more, or in other words: the measure goes on.
    [['F401', 'F40.10'], 'spin', 100],
    // Another one in between: it starts anew.
    [['F401', 'F431', 'F401'], 'spin', 300],
  ])('of %j is %s, since its first day', (codes, measure, since) => {
    expect(own(...codes)).toMatchObject({ measure, since })
  })

  it.each([[[]], [['F32']], [['F401', 'F32']], [['F419']]])('of %j is none', (codes) => {
    expect(own(...codes)).toBeNull()
  })

  it('is theirs from the earlier of two days, whichever of them decides', () => {
    const problems = [
      { code: 'F401', recordedAt: 300 },
      { code: 'F401', recordedAt: 200 },
    ]
    expect(ownMeasureOf(measures, problems)).toMatchObject({ since: 200 })
  })
})
