import { describe, expect, it } from 'vitest'
import { moduleFile, smallContent, smallFolder, usableSmallContent } from './content.fixture.ts'
import { ContentFaults } from './faults.ts'
import { loadContent } from './load-content.ts'
import { measuresSchema, scheduleOf } from './measure-schema.ts'

describe('content that has no fault', () => {
  it('loads with every kind of block, in the order of the file', async () => {
    const content = await loadContent(smallFolder)
    const module = content.programmes.get('small')?.modules.get('small.m1')
    const types = module?.sections.map(({ blocks }) => blocks.map(({ type }) => type))
    expect(types).toEqual([
      ['prose', 'key', 'vignette', 'diary', 'example', 'recap', 'chart', 'quiz', 'short'],
      [
        'path',
        'cardSort',
        'checklist',
        'diagram',
        'worksheet',
        'scheduler',
        'task',
        'takeaway',
        'signpost',
        'download',
        'quiz',
        'quiz',
      ],
      ['quiz', 'example', 'example', 'example', 'example', 'example', 'example', 'picture'],
    ])
  })

  it('takes the middle for half of the fewest weeks, also where treatment is extended', async () => {
    const middleOf = async (weeks: string) => {
      const file = 'programmes/small/programme.yaml'
      const { content } = await smallContent(file, ['weeks: 8', `weeks: ${weeks}`])
      if (content === null) throw new Error('the fixture is in order')
      const { points } = scheduleOf(
        measuresSchema.parse({
          points: [{ id: 'mid', when: 'mid', instruments: ['phq9'], priority: 4 }],
        }),
        content.programmes.get('small')?.weeks ?? '',
      )
      return points.map(({ when }) => when)
    }
    expect(await middleOf('8')).toEqual([{ kind: 'mid', week: 4 }])
    expect(await middleOf('9-12')).toEqual([{ kind: 'mid', week: 5 }])
    expect(await middleOf('1')).toEqual([{ kind: 'mid', week: 1 }])
  })

  it('lets the measure of their own problem have a weekly point, after the one for everybody', async () => {
    const file = 'programmes/small/programme.yaml'
    const weekly = '- { id: weekly,'
    const own = `- { id: own, when: weekly, instruments: [own_measure], priority: 2 }`
    const ids = ({ content }: Awaited<ReturnType<typeof smallContent>>) =>
      content?.programmes.get('small')?.measures
    const after = await smallContent(file, ['weekly_ratings:', `    ${own}\nweekly_ratings:`])
    expect(ids(after)?.points.map(({ id }) => id)).toEqual(['start', 'weekly', 'own'])
    expect(ids(after)?.weekly).toEqual(['phq9'])
    const both = await smallContent(file, [
      'instruments: [phq9], opens',
      'instruments: [phq9, own_measure], opens',
    ])
    expect(ids(both)?.weekly).toEqual(['phq9'])
    const before = await smallContent(file, [weekly, `${own}\n    ${weekly}`])
    expect(before.faults.all()).toMatchObject([{ sentence: expect.stringMatching(/one point/) }])
    const twice = await smallContent(file, [
      'weekly_ratings:',
      `    ${own}\n    ${own.replace('id: own', 'id: again')}\nweekly_ratings:`,
    ])
    expect(twice.faults.all()).toMatchObject([{ sentence: expect.stringMatching(/one point/) }])
  })

  it('keeps a clock time, a table and bold words as they were written', async () => {
    const { programmes } = await usableSmallContent()
    const [block] = programmes.get('small')?.modules.get('small.m1')?.sections[0]?.blocks ?? []
    expect(block?.type === 'prose' && block.body).toMatchObject([
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'Dean sits in the ' },
          { type: 'strong', children: [{ value: 'van' }] },
          { type: 'text', value: ' at 10:30. ' },
          { type: 'emphasis' },
          { type: 'text' },
        ],
      },
      { type: 'heading', depth: 3 },
      { type: 'list', ordered: false, children: [{ type: 'listItem' }, { type: 'listItem' }] },
      { type: 'table', head: [[{ value: 'What' }], [{ value: 'When' }]], rows: [[[{}, {}], [{}]]] },
    ])
  })

  it('keeps the notes for staff out of what a patient page is given', async () => {
    const programme = (await usableSmallContent()).programmes.get('small')
    expect(programme?.therapistNotes.get('small.m1')?.callIf).toHaveLength(1)
    const modules = JSON.stringify([...(programme?.modules.values() ?? [])])
    expect(modules).not.toContain('Silence')
    expect(modules).not.toContain('A gap in')
  })

  it('turns a delay into minutes and a field asked later into a stage', async () => {
    const { worksheets } = await usableSmallContent()
    expect(worksheets.get('common.plan')?.stages[1]?.due).toEqual({
      after: 'when',
      delayMinutes: 27 * 60,
    })
    expect(worksheets.get('small.diary')?.stages.map(({ id }) => id)).toEqual(['entry', 'later'])
  })

  it('has a hash that changes with the words of the programme', async () => {
    const before = (await usableSmallContent()).programmes.get('small')?.hash
    const { content } = await smallContent(moduleFile, ['Dean sits', 'Dean stands'])
    expect(content?.programmes.get('small')?.hash).not.toBe(before)
  })
})

const diary = 'programmes/small/worksheets/diary.yaml'
const programme = 'programmes/small/programme.yaml'
const week = 'common/worksheets/week.yaml'
const shortWay = 'Dean sits in the van and waits for the rain to stop. '.repeat(10).trim()
const examples = 'programmes/small/modules/01-first/examples.yaml'
const parts = 'programmes/small/modules/01-first/parts.yaml'
const phq9 = 'instruments/phq9.yaml'
const longKey = `${'word '.repeat(46)}.`

const refused: [
  what: string,
  file: string,
  from: string,
  to: string,
  line: number,
  says: RegExp,
][] = [
  ['an unknown key', diary, 'privacy:', 'privat:', 5, /no key "privat"/],
  [
    'a list that is nowhere',
    week,
    'to: common.list',
    'to: common.none',
    1,
    /no worksheet "common.none"/,
  ],
  ['a list of private words', week, 'to: common.list', 'to: small.diary', 1, /private words/],
  ['words of no field', week, 'show: thing', 'show: none', 1, /show names no field "none"/],
  [
    'a field filled that is not here',
    week,
    '{ what: thing }',
    '{ none: thing }',
    1,
    /names no field "none"/,
  ],
  [
    'a field filled by none',
    week,
    '{ what: thing }',
    '{ what: none }',
    1,
    /names no field "none" of/,
  ],
  ['a text filled by a number', week, '{ what: thing }', '{ what: effort }', 1, /not alike/],
  [
    'a day filled from words',
    week,
    '{ what: thing }',
    '{ day: thing }',
    1,
    /no text and no choice/,
  ],
  [
    'a reminder of what is no diary',
    week,
    'kind: staged',
    'kind: staged\nremind: { suggest_at: "19:00" }',
    4,
    /Only a diary/,
  ],
  ['a key that is missing', diary, 'title: Diary', '', 1, /missing/],
  ['YAML that cannot be parsed', diary, 'title: Diary', 'title: "Diary', 4, /Not valid YAML/],
  ['a field type that does not exist', diary, 'type: bool', 'type: tick', 13, /one of/],
  [
    'a flag on a field that is not there',
    diary,
    'field: kind, any',
    'field: kin, any',
    31,
    /"kin"/,
  ],
  [
    'a flag on an option that is not there',
    diary,
    'value: fun',
    'value: joy',
    31,
    /no option "joy"/,
  ],
  ['a flag that compares a number with words', diary, 'value: 0,', 'value: nil,', 30, /a number/],
  ['two fields with one id', diary, 'id: rest', 'id: hours', 12, /used twice/],
  ['an instrument whose wording changed', phq9, 'Poor appetite', 'Bad appetite', 5, /frozen/],
  ['bands with a hole', phq9, '{ from: 5', '{ from: 6', 63, /start at 5/],
  [
    'a module that is not there',
    programme,
    'core: [small.m1]',
    'core: [small.m1, small.m2]',
    14,
    /small\.m2/,
  ],
  ['a signature without a name', programme, 'not_yet_signed_off', 'signed_off', 25, /named/],
  ['a form that is not there', programme, 'instruments: [phq9]', 'instruments: [phq0]', 20, /phq0/],
  ['a weekly set open for longer than a week', programme, 'before: 2', 'before: 7', 21, /0 to 6/],
  ['two weekly rhythms', programme, 'when: start', 'when: weekly', 21, /one point "weekly"/],
  ['an unknown end', programme, 'after: [agreed]', 'after: [agree]', 18, /no reason of ending/],
  ['a point that is never over', programme, 'when: start', 'when: end', 20, /how many days/],
  [
    'last scores that nobody could ask for',
    programme,
    'when: start, instruments: [phq9],',
    'when: ending, instruments: [phq9], grace_days: 14,',
    20,
    /add a point "on_request"/,
  ],
  [
    'a form asked once more when it would not count',
    programme,
    'when: start, instruments: [phq9],',
    'when: end, asks_again_if_declined: true, instruments: [phq9], grace_days: 14,',
    20,
    /a last score counts before the end/,
  ],
  [
    'a follow-up before one may begin',
    programme,
    'when: start, instruments: [phq9],',
    'when: { follow_up_days: 29 }, served_from_days_before: 1, grace_days: 21, instruments: [phq9],',
    20,
    /at least 29 days/,
  ],
  ['HTML', moduleFile, 'Dean sits', 'Dean <b>sits</b>', 12, /HTML/],
  ['a link', moduleFile, '*Rain*', '[Rain](https://example.org)', 12, /Links/],
  ['an image', moduleFile, '*Rain*', '![Rain](x.png)', 12, /Images/],
  ['a heading of a section', moduleFile, '### Two', '## Two', 14, /Headings/],
  [
    'a block that does not exist',
    moduleFile,
    '::signpost{',
    '::sign{',
    65,
    /no block called "sign"/,
  ],
  [
    'an attribute that does not exist',
    moduleFile,
    'variant=idea',
    'variant=idea x=1',
    23,
    /no attribute "x"/,
  ],
  [
    'an attribute that is missing',
    moduleFile,
    'id=small.m1.q1 ',
    '',
    39,
    /needs the attribute "id"/,
  ],
  [
    'a dead reference to a worksheet',
    moduleFile,
    'ref=common.plan',
    'ref=common.plain',
    55,
    /common\.plain/,
  ],
  ['a stage that is not there', moduleFile, 'stage=plan', 'stage=plane', 55, /no stage/],
  [
    'a companion that is not there',
    moduleFile,
    'vignette{who=dean',
    'vignette{who=deen',
    27,
    /deen/,
  ],
  [
    'a picture that is not there',
    moduleFile,
    'ref=small.circles',
    'ref=small.cube',
    89,
    /small.cube/,
  ],
  ['a quiz that is not there', moduleFile, 'q1 ref=rain', 'q1 ref=snow', 39, /"snow"/],
  ['a series that is not there', moduleFile, 'series=diary_mood', 'series=mood', 37, /series/],
  ['a recap by nothing', moduleFile, 'view=last7', 'view=best_5', 35, /by which field/],
  ['a recap by no number', moduleFile, 'view=last7', 'view=best_5 by=did', 35, /no scale "did"/],
  ['a block id used twice', moduleFile, 'small.m1.q2', 'small.m1.q1', 75, /used twice/],
  ['a short way of 20 words', moduleFile, shortWay, 'Dean sits. '.repeat(10), 41, /this has 20/],
  ['a short way to nowhere', moduleFile, 'to=a-choice', 'to=a-choise', 41, /no section "a-choise"/],
  ['a short way round one path', moduleFile, 'to=a-choice', 'to=only-walks', 41, /"walk" see/],
  ['a short way to itself', moduleFile, 'to=a-choice', 'to=the-van', 41, /another page/],
  ['a key point of 46 words', moduleFile, 'It moves with what you do.', longKey, 23, /45 words/],
  [
    'a block whose braces are broken',
    moduleFile,
    '::signpost{category=crisis}',
    '::signpost{category="crisis}',
    65,
    /cannot be read/,
  ],
  ['a path option that is not there', moduleFile, 'path=walk', 'path=run', 73, /option "run"/],
  [
    'a core section with nothing to do',
    moduleFile,
    '::quiz{id=small.m1.q2 ref=rain}',
    'Read.',
    73,
    /nothing to do/,
  ],
  ['an example with an impossible value', examples, 'mood: 3', 'mood: 30', 5, /0 to 10/],
  ['an example with an unknown field', examples, 'did:', 'done:', 5, /no field "done"/],
  ['a quiz with two right answers', parts, 'correct: false', 'correct: true', 5, /Exactly one/],
  ['a card of no group', parts, 'group: y', 'group: z', 14, /no group "z"/],
  ['a checklist for no field', parts, 'field: did', 'field: done', 19, /no text field/],
  ['a file that nothing reads', 'programmes/small/readme.yaml', '', 'x: 1', 1, /Nothing reads/],
]

describe('content with a fault', () => {
  it.each(refused)('refuses %s, with its line', async (_what, file, from, to, line, says) => {
    const { content, faults } = await smallContent(file, [from, to])
    expect(content).toBeNull()
    const found = faults.all().find((fault) => says.test(fault.sentence))
    expect(found, faults.all().map(String).join('\n')).toMatchObject({ file, line })
  })

  it('names every fault at once', async () => {
    const { faults } = await smallContent(moduleFile, ['{who=dean}', '{who=deen x=1}'])
    const more = await smallContent(moduleFile, [
      'Dean sits in the **van**',
      'Dean <b>sits</b> in the ![van](x.png)',
    ])
    expect(faults.all()).toHaveLength(1)
    expect(more.faults.all().length).toBeGreaterThanOrEqual(3)
    expect(new ContentFaults(more.faults.all()).message).toContain('module.md:12')
  })

  it('reports a missing file by name', async () => {
    const { faults } = await smallContent('protocols/safety.yaml')
    expect(faults.all()).toMatchObject([{ file: 'protocols/safety.yaml', line: 1 }])
    expect(faults.all()[0]?.message).toMatch(/^protocols\/safety\.yaml:1: \S/)
  })

  it.each(['common/worksheets/plan.yaml', diary])(
    'does not call a reference dead when the file it leads to (%s) has its own fault',
    async (file) => {
      const { faults } = await smallContent(file, ['version:', 'versions:'])
      expect(
        faults
          .all()
          .map(({ field }) => field)
          .sort(),
      ).toEqual(['version', 'versions'])
    },
  )
})
