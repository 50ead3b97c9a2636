import { expect, it } from 'vitest'
import { checkContent, checkReadability } from './check-content.ts'
import { moduleFile, smallContent, smallFolder } from './content.fixture.ts'

it('a clean folder has no fault, and each module its words, minutes and grade', async () => {
  const report = await checkContent(smallFolder)
  expect(report.faults).toEqual([])
  expect(report.perModule).toMatchObject([{ id: 'small.m1', minutes: 12 }])
  expect(report.perModule[0]?.words).toBeGreaterThan(40)
})

it.each([
  ['a sentence of 26 words', `${'word '.repeat(26)}.`, 12, /26 words/],
  ['a refused word', 'He simply waits.', 12, /"simply"/],
  [
    'words that are hard to read',
    'Psychological deterioration necessitates rehabilitation.',
    10,
    /The section/,
  ],
])('refuses %s, with its line', async (_what, text, line, says) => {
  const { programmes, faults } = await smallContent(moduleFile, [
    'Dean sits in the **van** at 10:30. *Rain* falls on it.',
    text.repeat(/hard/.test(_what) ? 8 : 1),
  ])
  const [module] = programmes.flatMap((programme) => programme.modules)
  if (module) checkReadability(module, faults)
  expect(faults.all()).toContainEqual(
    expect.objectContaining({ file: moduleFile, line, sentence: expect.stringMatching(says) }),
  )
})

it('holds the quoted speech of companions and the quizzes to the same limits', async () => {
  const speech = await smallContent(moduleFile, ['I went home', 'I simply went home'])
  const quiz = await smallContent('programmes/small/modules/01-first/parts.yaml', [
    'Look again.',
    'Simply look again.',
  ])
  for (const { programmes, faults } of [speech, quiz]) {
    for (const module of programmes.flatMap((read) => read.modules))
      checkReadability(module, faults)
    expect(faults.all().length).toBeGreaterThan(0)
  }
})
