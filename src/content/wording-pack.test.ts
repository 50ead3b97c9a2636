import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { contentSource } from '#app/service-content.ts'
import { type Instrument, isWorded } from '#clinical/instrument.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { loadContent } from './load-content.ts'
import { aWordingPack } from './wording-pack.fixture.ts'
import { inWordsOf, readWordingPack } from './wording-pack.ts'

const shipped = await loadContent(path.join(repositoryRoot(), 'content'))
const withoutWords = [...shipped.instruments.values()].filter(
  ({ wording }) => wording === 'missing',
)
const spin = known('spin')
const wsas = known('wsas')

function known(id: string): Instrument {
  const instrument = shipped.instruments.get(id)
  if (!instrument) throw new Error(`no ${id}`)
  return instrument
}

function faultsOf(text: string): string[] {
  const reading = readWordingPack(text, 'pack.yaml', shipped)
  return reading.ok ? [] : reading.faults.map(({ message }) => message)
}

/** A sound pack, with one thing in it changed. */
function broken(instrument: Instrument, change: (pack: Loose) => void): string[] {
  const pack: Loose = parse(aWordingPack(instrument))
  change(pack)
  return faultsOf(stringify(pack))
}

// biome-ignore lint/suspicious/noExplicitAny: a file that somebody wrote may hold anything
type Loose = any

test.each(withoutWords.map((one): [string, Instrument] => [one.id, one]))(
  'a pack that says every item and answer of %s makes it worded',
  (_id, instrument) => {
    const reading = readWordingPack(aWordingPack(instrument), 'pack.yaml', shipped)
    expect(reading.ok).toBe(true)
    const worded = reading.ok ? inWordsOf(instrument, reading.stored) : null
    expect(worded && isWorded(worded)).toBe(true)
    expect(worded?.wording).toBe('pack')
    expect(worded?.items.map(({ options }) => options.map(({ value }) => value))).toEqual(
      instrument.items.map(({ options }) => options.map(({ value }) => value)),
    )
    expect(worded?.hash).toBe(instrument.hash)
  },
)

test('the file in the guide to wording packs is taken in as it stands there', () => {
  const guide = readFileSync(path.join(repositoryRoot(), 'docs/wording-packs.md'), 'utf8')
  const [, file = ''] = /```yaml\n(.*?)```/s.exec(guide) ?? []
  expect(faultsOf(file)).toEqual([])
  expect(file).toContain('format: handrail-wording-1')
})

test('what is empty is said to be empty', () => {
  const faults = broken(wsas, (pack) => {
    pack.items[0].text = ' '
  })
  expect(faults).toEqual([expect.stringMatching(/items\.0\.text: This must not be empty\.$/)])
})

test('JSON is read as YAML is, and gives the same hash', () => {
  const yaml = readWordingPack(aWordingPack(wsas), 'pack.yaml', shipped)
  const json = readWordingPack(
    JSON.stringify(parse(aWordingPack(wsas)), null, 2),
    'p.json',
    shipped,
  )
  expect(yaml.ok && json.ok && yaml.hash === json.hash).toBe(true)
})

test('the hash is of the words: another licence leaves it, another word changes it', () => {
  const hash = (changes: Record<string, unknown>) => {
    const reading = readWordingPack(aWordingPack(spin, changes), 'pack.yaml', shipped)
    return reading.ok ? reading.hash : null
  }
  expect(hash({ licence: 'Made-up licence 2, renewed' })).toBe(hash({}))
  expect(hash({ stem: 'Another made-up stem' })).not.toBe(hash({}))
})

test('a pack of before the owner could have a line of their own keeps its hash', () => {
  const reading = readWordingPack(aWordingPack(spin), 'pack.yaml', shipped)
  const ofBefore = 'd9499af34ca08cca8f197007a943bb895afe74e1b533e987d224b10e1d390474'
  expect(reading.ok && reading.hash).toBe(ofBefore)
})

describe('EQ-5D, whose owner lets nobody ship any of it', () => {
  const eq5d = known('eq5d5l')

  test('is six places and the range of their answers: no word, no cut-off, no value', () => {
    expect(eq5d.items.map(({ text, label, options }) => [text, label, options.at(-1)])).toEqual(
      [5, 5, 5, 5, 5, 100].map((value) => [null, null, { value, label: null, loinc: null }]),
    )
    expect([eq5d.stem, eq5d.instructions, eq5d.licence.attribution]).toEqual([null, null, ''])
    expect([eq5d.caseness, eq5d.reliableChange, eq5d.bands]).toEqual([null, null, []])
    expect([eq5d.scoring.method, eq5d.scoring.lookup]).toEqual(['none', null])
  })

  test('needs the line of its owner, and words at the ends of its scale alone', () => {
    expect(broken(eq5d, (pack) => delete pack.attribution).join()).toMatch(
      /attribution: Give the line that EuroQol Research Foundation wants under the form/,
    )
    const ends = [
      { value: 0, label: 'Made-up worst' },
      { value: 100, label: 'Made-up best' },
    ]
    expect(broken(eq5d, (pack) => (pack.items[5].options = ends))).toEqual([])
    expect(broken(eq5d, (pack) => pack.items[0].options.pop()).join()).toMatch(/missing: 5/)
    expect(broken(eq5d, (pack) => (pack.items[5].options = [ends[0]])).join()).toMatch(
      /missing: 100/,
    )
  })

  test('has that line under its form once its words are here, and it is part of their hash', () => {
    const hash = (attribution: string) => {
      const reading = readWordingPack(aWordingPack(eq5d, { attribution }), 'p.yaml', shipped)
      const worded = reading.ok ? inWordsOf(eq5d, reading.stored) : null
      expect(worded?.licence.attribution).toBe(attribution)
      return worded?.wordingHash
    }
    expect(hash('© Made-up one')).not.toBe(hash('© Made-up two'))
  })
})

describe('a pack is refused with line and field', () => {
  test.each<[string, (pack: Loose) => void, RegExp]>([
    ['a missing item', (pack) => pack.items.splice(3, 1), /items: Item 4 is missing/],
    ['an item too many', (pack) => pack.items.push({ number: 18, text: 'x' }), /no item 18/],
    ['an item twice', (pack) => (pack.items[1].number = 1), /Item 1 is here twice/],
    ['an empty text', (pack) => (pack.items[0].text = ' '), /items\.0\.text/],
    [
      'a missing answer',
      (pack) => pack.items[0].options.pop(),
      /items\.0\.options: The words of these answers are missing: 4/,
    ],
    [
      'an answer too many',
      (pack) => pack.items[0].options.push({ value: 5, label: 'x' }),
      /no answer with the value 5/,
    ],
    ['no stem', (pack) => delete pack.stem, /Give the stem/],
    ['no licence statement', (pack) => delete pack.licence, /licence: This key is missing/],
    ['another version', (pack) => (pack.version = 9), /has version 1 of spin/],
    ['scoring of its own', (pack) => (pack.scoring = {}), /There is no key "scoring"/],
    ['an extra question', (pack) => pack.extra.push({ id: 'more', text: 'x' }), /"more"/],
    ['"not applicable"', (pack) => (pack.not_applicable_label = 'x'), /applies to everybody/],
  ])('%s', (_name, change, says) => {
    const faults = broken(spin, change)
    expect(faults.join('\n')).toMatch(says)
    for (const fault of faults) expect(fault).toMatch(/^pack\.yaml:\d+ /)
  })

  test('WSAS must say how the form puts "not applicable"', () => {
    expect(broken(wsas, (pack) => delete pack.not_applicable_label).join()).toMatch(
      /not_applicable_label: Some items may not apply/,
    )
  })

  test('what cannot be parsed, and what is no pack at all', () => {
    expect(faultsOf('items: [').join()).toMatch(/Not valid YAML/)
    expect(faultsOf('').length).toBeGreaterThan(0)
    expect(faultsOf('[1, 2]').length).toBeGreaterThan(0)
    fc.assert(fc.property(fc.string(), (text) => faultsOf(text).length > 0))
  })

  test.each([
    ['hads', /hads is not taken in, licensed or not: It is licensed/],
    ['csq8', /csq8 is not taken in, licensed or not: A fee is due/],
    ['nothing', /There is no instrument "nothing"/],
    ['phq9', /PHQ-9 comes with its wording and needs no pack/],
    ['neq20', /switched off until somebody has checked its licence/],
  ])('%s, by name and with the reason', (id, says) => {
    expect(faultsOf(aWordingPack(spin, { instrument: id })).join()).toMatch(says)
  })
})

test('a scale with words at its ends shows numbers between, when the pack says so', () => {
  const ends = [
    { value: 0, label: 'Made-up never' },
    { value: 8, label: 'Made-up always' },
  ]
  const items = wsas.items.map(({ number }) => ({ number, text: `Made-up item ${number}` }))
  const sparse = { items, options: ends }
  expect(faultsOf(aWordingPack(wsas, sparse)).join()).toMatch(/missing: 1, 2, 3, 4, 5, 6, 7/)
  const text = aWordingPack(wsas, { ...sparse, unlisted_answers: 'numbers' })
  const reading = readWordingPack(text, 'pack.yaml', shipped)
  const worded = reading.ok ? inWordsOf(wsas, reading.stored) : null
  expect(worded?.items[4]?.options.map(({ label }) => label)).toEqual([
    'Made-up never',
    ...['1', '2', '3', '4', '5', '6', '7'],
    'Made-up always',
  ])
})

describe('what a service says', () => {
  const source = contentSource(shipped)
  const since = new Date('2026-11-02T09:00:00Z')

  test('is the shipped content with its own words, and leaves other services alone', () => {
    const wording = parse(aWordingPack(spin))
    const { content, unused } = source.withWording({
      packs: [{ instrumentId: 'spin', wording, since }],
      licencesChecked: ['neq20'],
      verifications: [],
    })
    expect(unused).toEqual([])
    expect(content.instruments.get('spin')?.wording).toBe('pack')
    expect(content.instruments.get('spin')?.wordedSince).toBe(since.getTime())
    expect(content.instruments.get('neq20')?.wording).toBe('bundled')
    expect(shipped.instruments.get('spin')?.wording).toBe('missing')
    expect(shipped.instruments.get('neq20')?.wording).toBe('switched_off')
  })

  test('leaves out stored words that do not fit any more, and says which', () => {
    const stored = (id: string, wording: unknown) => ({ instrumentId: id, wording, since })
    const { content, unused } = source.withWording({
      packs: [
        stored('spin', { ...parse(aWordingPack(spin)), version: 0 }),
        stored('phq9', parse(aWordingPack(spin))),
        stored('gone', null),
      ],
      licencesChecked: ['phq9', 'gone'],
      verifications: [],
    })
    expect(unused).toEqual(['spin', 'phq9', 'gone'])
    expect(content.instruments.get('spin')?.wording).toBe('missing')
    expect(content.instruments.get('phq9')).toBe(shipped.instruments.get('phq9'))
  })
})
