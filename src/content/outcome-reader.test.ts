import { describe, expect, it } from 'vitest'
import { smallContent, smallFolder } from './content.fixture.ts'
import { contentFrom, readTexts } from './read-content.ts'

const rules = 'outcomes/rules.yaml'
const measures = 'outcomes/measures.yaml'
const problems = 'outcomes/problem-measures.yaml'

describe('the rules of outcomes', () => {
  it.each<[string, string, [string, string] | null, number, RegExp]>([
    ['a missing file', problems, null, 1, /missing/],
    [
      'a measure of everybody that is not installed',
      rules,
      ['depression_measure: phq9', 'depression_measure: phq99'],
      7,
      /no instrument "phq99"/,
    ],
    [
      'a kind of appointment that the data set does not know',
      rules,
      ['review: "05"', 'review: "12"'],
      14,
      /one of: 01/,
    ],
    [
      'a class that is none',
      rules,
      ['rise_with_fall: no_change', 'rise_with_fall: better'],
      16,
      /one of: no_change, deteriorated/,
    ],
    ['a day that does not exist', rules, ['2022-04-01', '2022-04-31'], 4, /date/i],
    [
      'a last score that would be a follow-up as well',
      rules,
      ['source: A fixture, days_after_end: 0', 'source: A fixture, days_after_end: 29'],
      19,
      /cannot be the last one and a follow-up/,
    ],
    ['an unknown key', rules, ['needs_patient_activity', 'needs_activity'], 15, /no key|missing/],
    ['a count that nobody makes', measures, ['counts: finished', 'counts: cured'], 8, /one of/],
    ['a denominator that is none', measures, ['of: ended', 'of: at_caseness'], 9, /one of/],
    [
      'a problem whose measure is not installed',
      problems,
      ['measures: []', 'measures: [{ code: F401, system: icd10, problem: Fear, measure: spun }]'],
      2,
      /no instrument "spun"/,
    ],
    [
      'a code with dots, which would never match',
      problems,
      ['measures: []', 'measures: [{ code: F40.1, system: icd10, problem: Fear, measure: phq9 }]'],
      2,
      /without dots/,
    ],
  ])('refuse %s, naming file and line', async (_what, file, change, line, says) => {
    const { faults, content } = await smallContent(file, change)
    expect(content).toBeNull()
    expect(faults.all()).toContainEqual(
      expect.objectContaining({ file, line, sentence: expect.stringMatching(says) }),
    )
  })

  it.each([
    ['on one day', '2022-04-01'],
    ['in the wrong order', '2021-04-01'],
  ])('refuse two versions that begin %s', async (_what, day) => {
    const texts = await readTexts(smallFolder)
    const first = texts.get(rules) ?? ''
    const second = first
      .replace('versions:\n', '')
      .replace('small-1', 'small-2')
      .replace('2022-04-01', day)
    const { faults } = contentFrom(texts.set(rules, first + second))
    expect(faults.all()).toMatchObject([{ sentence: expect.stringMatching(/order of their/) }])
  })

  it('come with the source of each of their parts', async () => {
    const { content } = await smallContent()
    const [version] = content?.outcomes.rules ?? []
    expect(version?.sources.map(({ source }) => source)).toEqual(Array(6).fill('A fixture'))
    expect(content?.outcomes.measures[0]).toMatchObject({ rateId: null, source: 'A fixture' })
  })
})
