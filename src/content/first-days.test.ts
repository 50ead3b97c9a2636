import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { smallContent } from './content.fixture.ts'
import { loadContent } from './load-content.ts'

const content = await loadContent(fileURLToPath(new URL('../../content', import.meta.url)))
const file = 'instruments/first-days.json'

it('every threshold that nobody has verified has a day from which it applies', () => {
  const all = [...content.instruments.values(), ...content.earlierInstruments.values()]
  const without = all.filter(({ caseness, reliableChange }) =>
    [caseness, reliableChange].some((one) => one?.verifiedBy === '' && one.validFrom === null),
  )
  expect(without.map(({ id }) => id)).toEqual([])
})

it('a measure of the data set applies from the first day of the rules that use it', () => {
  const [first] = content.outcomes.rules
  for (const { measure } of content.outcomes.problemMeasures) {
    const { caseness, reliableChange } = content.instruments.get(measure) ?? {}
    for (const threshold of [caseness, reliableChange]) {
      if (threshold) expect([measure, threshold.validFrom]).toEqual([measure, first?.validFrom])
    }
  }
})

it.each<[string, string, readonly [string, string], RegExp]>([
  ['a threshold without one', file, ['["phq9"]', '["phq2"]'], /"phq9" is not verified: say from/],
  [
    'an instrument that needs none',
    file,
    ['["phq9"]', '["phq9", "phq2"]'],
    /No threshold of "phq2"/,
  ],
  ['two for one instrument', file, ['["phq9"]', '["phq9", "phq9"]'], /"phq9" has two first days/],
  [
    'rules of outcomes that begin before the measures of problems',
    'outcomes/problem-measures.yaml',
    ['2022-04-01', '2022-04-02'],
    /The measures of problems hold from 2022-04-02/,
  ],
  [
    'a rule of the signals without one',
    'protocols/on-track.yaml',
    ['  valid_from: "2026-11-23"\n', ''],
    /valid_from|missing/i,
  ],
])('refuses %s', async (_what, place, change, says) => {
  const { faults } = await smallContent(place, change)
  const sentences = faults.all().map(({ field, sentence }) => `${field} ${sentence}`)
  expect(sentences).toContainEqual(expect.stringMatching(says))
})
