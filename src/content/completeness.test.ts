import { expect, it } from 'vitest'
import { checkCompleteness } from './completeness.ts'
import { moduleFile, smallContent } from './content.fixture.ts'

const waiting = 'Dean sits in the van and waits for the rain to stop. '.repeat(10).trim()
const shortWay = `:::short{id=small.m1.short to=a-choice}\n${waiting}\n:::`

async function missingWith(from: string, to: string): Promise<readonly string[]> {
  const { programmes, faults } = await smallContent(moduleFile, [from, to])
  expect(faults.all()).toEqual([])
  for (const programme of programmes) checkCompleteness(programme, faults)
  return faults.all().map(({ sentence }) => sentence)
}

it('finds nothing missing where everything is there', async () => {
  expect(await missingWith('Dean sits', 'Dean waits')).toEqual([])
})

it.each([
  [
    'three understanding checks in a core module',
    '::quiz{id=small.m1.q4 ref=rain}',
    /has 4 understanding checks; this has 3 for those who chose "walk"/,
  ],
  [
    'a companion who filled nothing in',
    '::example{worksheet=small.diary who=dean}\n',
    /nothing that "dean" filled in/,
  ],
  ['a core module without a short way', shortWay, /A core module has a short way/],
  [
    'a form without a try that helps less',
    '::example{worksheet=common.plan who=dean kind=weak}',
    /No module shows a weak example of common.plan/,
  ],
  [
    'a list that is planned from, without one that helps more',
    '::example{worksheet=common.week who=dean kind=stronger}',
    /No module shows a stronger example of common.week/,
  ],
  [
    'a form that a companion never filled in',
    '::example{worksheet=common.week who=dean kind=stronger}',
    /No module shows common.week as "dean" filled it in/,
  ],
])('refuses %s', async (_what, gone, says) => {
  expect(await missingWith(gone, 'Rain.')).toContainEqual(expect.stringMatching(says))
})

it('counts for each path what those who chose it see', async () => {
  const last = '::example{worksheet=common.week who=dean kind=stronger}'
  const rest = '::section{id=only-rest title="Only rest" minutes=5 path=rest}'
  const missing = await missingWith(
    last,
    `${last}\n\n${rest}\n\n::scheduler{id=small.m1.w3 ref=common.week}`,
  )
  expect(missing).toEqual([expect.stringMatching(/this has 3 for those who chose "rest"/)])
})

it('asks less of a follow-up, which is a short visit', async () => {
  const { programmes, faults } = await smallContent()
  const [read] = programmes
  const [first] = read?.modules ?? []
  if (!read || !first) throw new Error('The fixture has a module.')
  const [section] = first.module.sections
  const visit = { ...first.module, kind: 'followup' as const, sections: section ? [section] : [] }
  checkCompleteness({ ...read, modules: [{ ...first, module: visit }] }, faults)
  const said = faults.all().map(({ sentence }) => sentence)
  expect(said).toContainEqual(expect.stringMatching(/has 2 understanding checks; this has 1\./))
})

it('says what a module lacks while another file has a fault, and nothing twice of one that has', async () => {
  const withoutQuiz = ['::quiz{id=small.m1.q4 ref=rain}', 'Rain.'] as const
  const said = async (...faulty: string[]) => {
    const { programmes, faults } = await smallContent(moduleFile, withoutQuiz)
    for (const programme of programmes) checkCompleteness(programme, faults, new Set(faulty))
    return faults.all().map(({ field }) => field)
  }
  expect(await said()).toEqual(['::quiz'])
  expect(await said('programmes/small/modules/m2/module.md')).toEqual(['::quiz'])
  expect(await said(moduleFile)).toEqual([])
})
