import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallWorksheet } from './content.fixture.ts'
import { allFields } from './field-rules.ts'
import type { Value, Values, Worksheet } from './types.ts'
import { displayValue, summariseRecord } from './worksheet-display.ts'
import { worksheetForm } from './worksheet-form.ts'
import { completeErrors, keptLength, parseWorksheetForm } from './worksheet-values.ts'

let diary: Worksheet
let plan: Worksheet

beforeAll(async () => {
  diary = await smallWorksheet('small.diary')
  plan = await smallWorksheet('common.plan')
})

describe('what a person typed', () => {
  it.each([
    ['a number with a comma', { 'f.hours': ' 7,5 ' }, { hours: 7.5 }],
    ['zero', { 'f.mood': '0' }, { mood: 0 }],
    ['yes and no', { 'f.alone': 'no' }, { alone: false }],
    ['a date', { 'f.day': '2024-02-29' }, { day: '2024-02-29' }],
    ['a short time', { 'f.at': '8.05' }, { at: '08:05' }],
    ['several ticks', { 'f.kind': ['fun', 'routine', 'fun'] }, { kind: ['fun', 'routine'] }],
    ['one tick', { 'f.kind': 'fun' }, { kind: ['fun'] }],
    ['own words', { 'f.kind': ['other'], 'f.kind.other': 'Work' }, { kind: [{ other: 'Work' }] }],
    ['own words to come', { 'f.kind': ['other'], 'f.kind.other': '' }, { kind: [{ other: '' }] }],
    [
      'a list with gaps',
      { 'f.good.0': 'Tea', 'f.good.1': ' ', 'f.good.2': 'Sun' },
      { good: ['Tea', 'Sun'] },
    ],
    [
      'rows with gaps',
      { 'f.thoughts.1.thought': 'Why', 'f.thoughts.1.belief': '40', 'f.thoughts.0.thought': '' },
      { thoughts: [{ thought: 'Why', belief: 40 }] },
    ],
    ['line ends of Windows', { 'f.notes': 'a\r\nb' }, { notes: 'a\nb' }],
    ['a character that no database keeps', { 'f.did': 'a\0b' }, { did: 'ab' }],
    ['nothing', { 'f.did': '  ', 'f.mood': '' }, {}],
    ['names that are not of this worksheet', { 'f.x': '1', did: 'x', 'f.__proto__': 'x' }, {}],
  ])('reads %s', (_what, form, values) => {
    expect(parseWorksheetForm(diary, null, form)).toMatchObject({ values, errors: {} })
    expect(parseWorksheetForm(diary, null, form).values).toEqual(values)
  })

  it.each([
    ['f.mood', '11', 'mood', 'Choose a number from 0 to 10'],
    ['f.mood', '2.5', 'mood', 'Choose a number from 0 to 10'],
    ['f.mood', 'low', 'mood', 'Choose a number from 0 to 10'],
    ['f.mood', '1e1', 'mood', 'Choose a number from 0 to 10'],
    ['f.hours', '25', 'hours', 'Enter a number from 0 to 24'],
    ['f.rest', '-1', 'rest', 'Enter whole minutes, from 0 to 1440'],
    ['f.alone', 'maybe', 'alone', 'Choose yes or no'],
    ['f.day', '2025-02-29', 'day', 'Enter a date, like 3 5 2026'],
    ['f.at', '25:00', 'at', 'Enter a time, like 08:30'],
    ['f.kind', 'work', 'kind', 'Choose from the list'],
    ['f.thoughts.0.belief', '45', 'thoughts.0.belief', 'Choose a number from 0 to 100, in tens'],
  ])('says kindly that %s cannot be "%s"', (name, typed, path, message) => {
    const { values, errors } = parseWorksheetForm(diary, null, { [name]: typed, 'f.notes': 'Kept' })
    expect(errors).toEqual({ [path]: message })
    expect(values).toEqual({ notes: 'Kept' })
  })

  it('keeps words that are too long, for the person to shorten', () => {
    const { values, errors } = parseWorksheetForm(diary, null, { 'f.did': 'x'.repeat(41) })
    expect(errors).toEqual({ did: 'Use 40 characters or fewer' })
    expect(values.did).toHaveLength(41)
  })

  it('cuts 100 kB and says the limit', () => {
    const { values, errors } = parseWorksheetForm(diary, null, { 'f.notes': '😀'.repeat(50_000) })
    expect(errors).toEqual({ notes: 'Use 20,000 characters or fewer' })
    expect(values.notes).toHaveLength(keptLength)
  })

  it('keeps more rows than fit and says how many may stay', () => {
    const form = { 'f.good.0': 'a', 'f.good.1': 'b', 'f.good.2': 'c', 'f.good.3': 'd' }
    const { values, errors } = parseWorksheetForm(diary, null, form)
    expect(values).toEqual({ good: ['a', 'b', 'c', 'd'] })
    expect(errors).toEqual({ good: 'You can add up to 3 here' })
  })

  it('reads one stage at a time, and a day without its time', () => {
    const form = { 'f.what': 'Walk', 'f.when.date': '2026-05-03', 'f.went': 'yes' }
    const parsed = parseWorksheetForm(plan, 'plan', form)
    expect(parsed).toEqual({
      values: { what: 'Walk', when: '2026-05-03' },
      errors: {},
      partial: true,
    })
    expect(completeErrors(plan, 'plan', parsed.values)).toEqual({ when: 'Add the time' })
  })

  it('asks for what is required only when the person says it is done', () => {
    expect(parseWorksheetForm(plan, 'plan', {}).errors).toEqual({})
    expect(Object.keys(completeErrors(plan, 'plan', {}))).toEqual(['what', 'when'])
    expect(completeErrors(plan, 'after', { went: { other: '' } })).toEqual({
      went: 'Say in a few words what it is',
    })
  })
})

const words = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' })
  .filter((text) => text.trim() === text)
const percent = fc.integer({ min: 0, max: 10 }).map((tens) => tens * 10)
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const thought = fc
  .record({ thought: words, belief: percent }, { requiredKeys: [] })
  .filter((row) => Object.keys(row).length > 0)

const diaryValues: fc.Arbitrary<Values> = fc.record(
  {
    did: words,
    mood: fc.integer({ min: 0, max: 10 }),
    hours: fc.integer({ min: 0, max: 96 }).map((quarters) => quarters / 4),
    rest: fc.integer({ min: 0, max: 1440 }),
    alone: fc.boolean(),
    day,
    at: time,
    kind: fc.uniqueArray(fc.constantFrom('routine', 'fun'), { minLength: 1 }),
    notes: words,
    good: fc.array(words, { minLength: 1, maxLength: 3 }),
    thoughts: fc.array(thought, { minLength: 1, maxLength: 2 }),
    learned: words,
  },
  { requiredKeys: [] },
)

describe('for every record and every form', () => {
  it('a form shown again and posted unchanged gives the same values', () => {
    fc.assert(
      fc.property(diaryValues, (values) => {
        const parsed = parseWorksheetForm(diary, null, worksheetForm(diary, null, values))
        expect(parsed.errors).toEqual({})
        expect(parsed.values).toEqual(values)
      }),
    )
  })

  it('a plan shown again gives the same values, own words and half a moment included', () => {
    const moment = fc.oneof(
      day,
      fc.tuple(day, time).map((parts) => parts.join('T')),
    )
    const went = fc.oneof(
      fc.constantFrom('yes', 'partly'),
      words.map((other) => ({ other })),
    )
    fc.assert(
      fc.property(fc.record({ what: words, when: moment, went }), (values) => {
        const parsed = parseWorksheetForm(plan, null, worksheetForm(plan, null, values))
        expect(parsed).toMatchObject({ errors: {}, values })
      }),
    )
  })

  it('absurd input never throws, and what is kept can be shown and posted again', () => {
    const ids = allIds()
    const row = fc.constantFrom(
      '',
      '.0',
      '.1.thought',
      '.0.belief',
      '.other',
      '.date',
      '.99999',
      '.x',
    )
    const name = fc.tuple(fc.constantFrom(...ids), row).map(([id, rest]) => `f.${id}${rest}`)
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant('-0'))
    const form = fc.dictionary(fc.oneof(name, fc.string()), typed)
    fc.assert(
      fc.property(form, (posted) => {
        for (const worksheet of [diary, plan]) {
          const { values } = parseWorksheetForm(worksheet, null, posted)
          const again = parseWorksheetForm(worksheet, null, worksheetForm(worksheet, null, values))
          expect(again.values).toEqual(values)
          summariseRecord(worksheet, values)
          JSON.stringify(values)
        }
      }),
      { numRuns: 500 },
    )
  })

  function allIds(): string[] {
    return [...allFields(diary), ...allFields(plan)].map(({ id }) => id)
  }
})

describe('a value in words', () => {
  it.each<[string, Value | null, string]>([
    ['mood', 7, '7'],
    ['hours', 7.5, '7.5 hours'],
    ['rest', 75, '1 h 15 min'],
    ['rest', 60, '1 h'],
    ['alone', false, 'No'],
    ['day', '2026-05-03', '3 May 2026'],
    ['kind', ['fun', { other: 'Work' }, 'gone'], 'For fun, Work, gone'],
    ['good', ['Tea', 'Sun'], 'Tea; Sun'],
    ['thoughts', [{ thought: 'Why', belief: 40 }, { belief: 0 }], 'Why, 40%; 0%'],
    ['mood', null, ''],
  ])('%s %j is "%s"', (id, value, text) => {
    const field = allFields(diary).find((each) => each.id === id)
    expect(field && displayValue(field, value)).toBe(text)
  })

  it('shows a day alone while its time is still to come', () => {
    const field = allFields(plan).find((each) => each.id === 'when')
    expect(field && displayValue(field, '2026-05-03')).toBe('3 May 2026')
    expect(field && displayValue(field, '2026-05-03T08:30')).toBe('3 May 2026 at 08:30')
  })

  it('a record is summed up by its answered summary fields', () => {
    expect(summariseRecord(diary, { did: 'Drove', notes: 'Long' })).toEqual([
      { label: 'What I did', text: 'Drove' },
    ])
  })
})
