import { describe, expect, test } from 'vitest'
import { aDepressionMeasure } from '#clinical/instrument.fixture.ts'
import { directionWords, type MeasureResponse } from '#features/measures/index.ts'
import { answerWords, incompleteWords, itemValue, versionWords } from './response-words.ts'
import { scoreSeries } from './score-series.ts'

const measure = aDepressionMeasure()

function aResponse(changed: Partial<MeasureResponse> = {}): MeasureResponse {
  return {
    id: 'r',
    instrumentId: measure.id,
    instrumentVersion: 2,
    answers: {},
    extra: {},
    total: null,
    subscores: {},
    declinedItems: [],
    leftItems: [],
    wordingHash: null,
    mode: 'online',
    enteredById: 'x',
    startedAt: null,
    submittedAt: new Date('2026-11-02T09:00:00Z'),
    enteredAt: null,
    ...changed,
  }
}

const answered = (except: readonly number[]) =>
  Object.fromEntries(
    measure.items.flatMap(({ number }) => (except.includes(number) ? [] : [[number, 1]])),
  )

describe('a form says what is missing in it', () => {
  test('by the numbers of the items', () => {
    const response = aResponse({ answers: answered([1, 3, 5]) })
    expect(incompleteWords(measure, response)).toBe('Incomplete: items 1, 3 and 5 not answered.')
  })

  test('what the person would rather not say is not the same as what was missed', () => {
    const response = aResponse({ answers: answered([3, 5]), declinedItems: [5] })
    expect(incompleteWords(measure, response)).toBe(
      'Incomplete: item 3 not answered; item 5: would rather not say.',
    )
  })

  test('nothing is claimed of a form of before the two were told apart', () => {
    const old = aResponse({ answers: answered([3]), declinedItems: [3], leftItems: null })
    const words = 'not answered, or would rather not say'
    expect(incompleteWords(measure, old)).toBe(`Incomplete: item 3 ${words}.`)
    expect(itemValue(3, old)).toBe(words)
  })

  test('and so does each item of it', () => {
    const response = aResponse({ answers: { 1: 2 }, declinedItems: [3], leftItems: [5] })
    expect([1, 3, 5].map((item) => itemValue(item, response))).toEqual([
      2,
      'would rather not say',
      'not answered',
    ])
  })

  test('a whole form says nothing of it', () => {
    expect(incompleteWords(measure, aResponse({ answers: answered([]) }))).toBeNull()
  })
})

test('an answer is its value and its words; between two anchors the value alone', () => {
  const options = [
    { value: 0, label: 'Not at all', loinc: null },
    { value: 1, label: '1', loinc: null },
    { value: 2, label: null, loinc: null },
  ]
  expect(options.map(({ value }) => answerWords(options, value))).toEqual([
    '0, not at all',
    '1',
    '2',
  ])
  expect(answerWords(options, 'not_applicable')).toBe('does not apply')
  expect(answerWords(options, undefined)).toBe('not answered')
})

test('which version was answered, and in whose words, stays with the form', () => {
  expect(versionWords(aResponse(), 'in_use')).toBe('Version 2')
  expect(versionWords(aResponse({ wordingHash: 'h' }), 'in_use')).toBe(
    'Version 2, in the service’s own wording',
  )
  expect(versionWords(aResponse({ wordingHash: 'h' }), 'replaced')).toBe(
    'Version 2, in the service’s own wording, replaced since',
  )
})

test('a change of decimals is said without the noise of binary arithmetic', () => {
  expect(directionWords(1.8, 2.1, 'last time')).toBe('1.8, down 0.3 since last time')
})

describe('the series of a chart', () => {
  const content = { instruments: new Map([[measure.id, measure]]) } as unknown as Parameters<
    typeof scoreSeries
  >[0]
  const onDay = (day: number, total: number | null) =>
    aResponse({ total, submittedAt: new Date(Date.UTC(2026, 9, day)) })

  test('a real change is marked where it begins, once, and again where it turns', () => {
    const [series] = scoreSeries(
      content,
      [onDay(1, 18), onDay(8, 12), onDay(15, 14), onDay(22, 11), onDay(29, 25)],
      [measure.id],
    )
    expect(series?.points.map(({ change }) => change)).toEqual([
      null,
      'reliably better than at the start',
      null,
      null,
      'reliably worse than at the start',
    ])
  })

  test('a weekly form has the rhythm of a week, another the one it is seen to have', () => {
    const monthly = [onDay(1, 3), onDay(29, 4)]
    expect(scoreSeries(content, monthly, [measure.id])[0]?.everyDays).toBe(7)
    expect(scoreSeries(content, monthly)[0]?.everyDays).toBe(28)
  })

  test('forms without a total make no drawing', () => {
    expect(scoreSeries(content, [onDay(1, null)], [measure.id])).toEqual([])
  })
})
