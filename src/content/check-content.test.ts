import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('one mistake is one fault', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'handrail-content-'))
    await cp(smallFolder, folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it.each([
    ['a worksheet with a key that nothing reads', 'common/worksheets/plan.yaml', 'nonsense: 1\n'],
    ['a worksheet that is not YAML', 'common/worksheets/plan.yaml', 'bad: [1\n'],
    ['an instrument with a key that nothing reads', 'instruments/phq9.yaml', 'nonsense: 1\n'],
    ['an instrument that is not YAML', 'instruments/phq9.yaml', 'bad: [1\n'],
    ['a companion that is not YAML', 'programmes/small/companions/dean.yaml', 'bad: [1\n'],
    ['a protocol that is not YAML', 'protocols/safety.yaml', ' bad: [1\n'],
  ])('%s', async (_what, file, more) => {
    await appendFile(path.join(folder, file), `\n${more}`)
    const { faults } = await checkContent(folder)
    expect(faults.map((fault) => fault.file)).toEqual([file])
  })

  it('a module whose first lines are not YAML', async () => {
    const file = path.join(folder, moduleFile)
    await writeFile(file, (await readFile(file, 'utf8')).replace('title:', 'bad: [1\ntitle:'))
    const { faults } = await checkContent(folder)
    expect(faults.map((fault) => fault.file)).toEqual([moduleFile])
  })
})
