import { describe, expect, it } from 'vitest'
import { moduleFile, smallContent, smallFolder } from './content.fixture.ts'
import { contentFrom, readTexts } from './read-content.ts'

const phq9 = 'instruments/phq9.yaml'
const frozen = 'instruments/frozen.json'

const scoringOnly = `id: mood
version: 1
name: Mood scale
short_name: MOOD
construct: mood
time_frame: last week
items:
  - { number: 1 }
  - { number: 2, is_reversed: true }
options: { from: 0, to: 4 }
scoring: { method: sum, minimum: 0, maximum: 8, higher_is: worse }
subscales:
  - { id: first, label: First, items: [1], minimum: 0, maximum: 4 }
caseness: { op: ">", value: 4, source: A study, verified_by: "", valid_from: 2026-01-01 }
safety_items:
  - { item: 1, at_least: 2, signal: phq9_item9 }
licence: { verdict: b, name: LicenseRef-WordingNotIncluded, holder: Somebody, terms: Ask them }
used_instead: phq9
language: en
`

/** The faults of a library with one more instrument, after words of its file were replaced. */
async function faultsOf(changes: readonly [string, string][], file = 'instruments/mood.yaml') {
  const texts = await readTexts(smallFolder)
  const text = changes.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`The file has no "${from}".`)
    return all.replace(from, to)
  }, scoringOnly)
  texts.set(file, text)
  texts.set('instruments/plain-names.json', '{ "phq9": "Low mood", "mood": "Mood" }')
  const { faults } = contentFrom(texts)
  return faults.all().map(({ line, field, sentence }) => ({ line, field, sentence }))
}

describe('an instrument with scoring only', () => {
  it('has no fault but the line that it needs in the list of frozen versions', async () => {
    const found = await faultsOf([])
    expect(found).toHaveLength(1)
    expect(found[0]?.sentence).toMatch(/^Add \{ "id": "mood", "version": 1, "hash": "[0-9a-f]{64}"/)
  })

  it.each([
    ['words of an item', '{ number: 1 }', '{ number: 1, text: Sad }', 8, 'items.0.text'],
    ['a printed number', '{ number: 1 }', '{ number: 1, label: P1 }', 8, 'items.0.label'],
    ['a stem', 'time_frame:', 'stem: How often\ntime_frame:', 6, 'stem'],
    ['instructions', 'time_frame:', 'instructions: Tick\ntime_frame:', 6, 'instructions'],
    [
      'words of an answer',
      'options: { from: 0, to: 4 }',
      'options: [{ value: 0, label: Never }, { value: 4 }]',
      10,
      'options.0.label',
    ],
    [
      'an answer that it does not apply',
      'time_frame:',
      'not_applicable_label: Not for me\ntime_frame:',
      6,
      'not_applicable_label',
    ],
  ])('may not hold %s', async (_what, from, to, line, field) => {
    const found = (await faultsOf([[from, to]])).filter(({ sentence }) => /licence/.test(sentence))
    expect(found).toMatchObject([{ line, field }])
  })

  it.each([
    ['a range that its items do not make', 'maximum: 8', 'maximum: 9', 11, /0 to 8/],
    ['a rule without a source', 'worse }', 'worse, prorate_up_to: 1 }', 11, /prorate_source/],
    ['a subscale of another range', 'maximum: 4 }', 'maximum: 5 }', 13, /0 to 4/],
    ['a subscale of an item that is not there', 'items: [1]', 'items: [3]', 13, /Not all/],
    ['two items of one number', 'number: 2', 'number: 1', 9, /each once/],
    ['an option set that is not there', '{ number: 1 }', '{ number: 1, options: x }', 8, /sets\.x/],
    ['a safety item that is reversed', 'item: 1, at', 'item: 2, at', 16, /not reversed/],
    ['a safety item that is not there', 'item: 1, at', 'item: 7, at', 16, /no item 7/],
    ['a signal that has no trigger', 'phq9_item9', 'mood_item1', 16, /no trigger "mood_item1"/],
    ['a threshold given in two ways', 'value: 4', 'value: 4, at_least: 4', 14, /either/],
    ['an instrument to ask instead that is not there', 'phq9\n', 'gad9\n', 18, /"gad9"/],
    ['a verdict that ships nothing', 'verdict: b', 'verdict: c', 17, /a, b/],
    ['no language', 'language: en', '', 1, /missing/],
    ['a language that is none', 'language: en', 'language: English', 19, /like en or en-GB/],
    ['no verdict', 'verdict: b, ', '', 17, /Say the verdict/],
    ['wording that it lacks', 'verdict: b', 'verdict: a', 8, /text is missing/],
    [
      'a hole in its bands',
      'subscales:',
      'bands: [{ from: 1, to: 8, label: x }]\nsubscales:',
      12,
      /start at 0/,
    ],
    [
      'a sum that counts an item which may not apply above nothing',
      '{ number: 1 }\n  - { number: 2, is_reversed: true }\noptions: { from: 0',
      '{ number: 1, may_not_apply: true }\n  - { number: 2 }\noptions: { from: 1',
      8,
      /start at 0/,
    ],
  ])('is refused with %s', async (_what, from, to, line, says) => {
    const found = await faultsOf([[from, to]])
    expect(found.find(({ sentence }) => says.test(sentence))).toMatchObject({ line })
  })

  it('is refused when its file is called otherwise', async () => {
    const found = await faultsOf([], 'instruments/mod.yaml')
    expect(found.map(({ sentence }) => sentence)).toContain(
      'The file of "mood" must be called mood.yaml.',
    )
  })
})

describe('an instrument that may ship its wording', () => {
  it('is refused without the line that names its owners', async () => {
    const { faults } = await smallContent(phq9, ['attribution: "Developed', 'attribution: ""\n#'])
    expect(faults.all().map(({ field }) => field)).toContain('licence.attribution')
  })
})

describe('an instrument of verdict (c)', () => {
  it('may not be in the library, whatever its file says', async () => {
    const texts = await readTexts(smallFolder)
    const hads = scoringOnly.replace('id: mood', 'id: hads')
    texts.set('instruments/hads.yaml', hads)
    texts.set('instruments/refused.json', '[{"id":"hads","why":"Licensed.","instead":"phq9"}]')
    const sentences = contentFrom(texts)
      .faults.all()
      .map(({ sentence }) => sentence)
    expect(sentences).toContain('Verdict (c), nothing of it may ship: Licensed.')
  })
})

describe('a frozen version', () => {
  it('is gone with a fault, since responses rest on it', async () => {
    const { faults } = await smallContent('instruments/earlier/phq9.v1.yaml')
    expect(faults.all()).toMatchObject([
      { file: frozen, sentence: 'phq9 version 1 is gone: keep it as earlier/phq9.v1.yaml.' },
    ])
  })

  it('cannot change when it is an earlier one either', async () => {
    const file = 'instruments/earlier/phq9.v1.yaml'
    const { faults } = await smallContent(file, ['Poor appetite', 'Bad appetite'])
    expect(faults.all()).toMatchObject([{ file, line: 2, field: 'version' }])
  })

  it('names the language that it was frozen in, and cannot change to another', async () => {
    const { faults } = await smallContent(phq9, ['language: en', 'language: en-GB'])
    expect(
      faults
        .all()
        .map(({ sentence }) => sentence)
        .join(),
    ).toMatch(/frozen but has changed/)
    const earlier = await smallContent('instruments/earlier/phq9.v1.yaml', ['language: en\n', ''])
    expect(earlier.faults.all().map(({ field }) => field)).toContain('language')
  })

  it('stays as it is when only comments and layout change', async () => {
    const { faults } = await smallContent(phq9, ['id: phq9\n', '# A remark.\nid:   phq9\n'])
    expect(faults.all()).toEqual([])
  })

  it('is not the newest when a later one is in its place', async () => {
    const texts = await readTexts(smallFolder)
    const file = 'instruments/earlier/phq9.v1.yaml'
    const [before = '', after = ''] = (texts.get(file) ?? '').split('version: 1')
    const later = `${before}version: 2${after.replace('licence:', 'licence:\n  verdict: a')}`
    texts.set(file, later)
    const { faults } = contentFrom(texts)
    expect(faults.all().map(({ sentence }) => sentence)).toContain(
      'This file must be called phq9.v2.yaml.',
    )
  })
})

it('an earlier version without a verdict is refused too, but for those frozen before it', async () => {
  const texts = await readTexts(smallFolder)
  const file = 'instruments/earlier/phq9.v1.yaml'
  expect(texts.get(file)).not.toContain('verdict')
  texts.set(file, (texts.get(file) ?? '').replace('version: 1', 'version: 2'))
  const sentences = contentFrom(texts)
    .faults.all()
    .map(({ sentence }) => sentence)
  expect(sentences.join(' ')).toContain('Say the verdict')
})

it('the fixture itself has no fault', async () => {
  expect((await smallContent(moduleFile, ['Dean', 'Dean'])).faults.all()).toEqual([])
})

describe('the names for those who fill a form in', () => {
  const names = 'instruments/plain-names.json'

  it.each([
    ['an instrument without one', '{}', 'Give "phq9" a name for those who fill it in.'],
    ['a name of nothing', '{ "phq9": "Low mood", "gad7": "x" }', 'There is no instrument "gad7".'],
    [
      'one name for two',
      '{ "phq9": "Low mood", "gad7": "Low mood" }',
      '"Low mood" is the name of another instrument.',
    ],
  ])('%s is a fault', async (_what, text, sentence) => {
    const texts = await readTexts(smallFolder)
    texts.set(names, text)
    const { faults } = contentFrom(texts)
    expect(faults.all().map((fault) => fault.sentence)).toContain(sentence)
  })
})
