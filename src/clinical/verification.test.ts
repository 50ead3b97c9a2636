import { describe, expect, test } from 'vitest'
import { plainDate } from './calendar.ts'
import { aDepressionMeasure, aThreshold } from './instrument.fixture.ts'
import type { Confidence, NumberName, Verification } from './instrument.ts'
import { asOn, isForPatients, isVerifiedForOutcomes, markAfter, showing } from './verification.ts'

const from = (confidence: Confidence, verifiedBy = '') => ({
  ...aThreshold(10, verifiedBy),
  confidence,
})

describe('whether a number may be shown, and how', () => {
  test.each([
    ['seen', '', 'confirmed', true, ''],
    ['partly', '', 'seen', false, '(not verified)'],
    ['unverified', '', 'unverified', false, '(not verified)'],
    ['unverified', 'Dr A, Lead', 'confirmed', true, ''],
    ['unverified', '  ', 'unverified', false, '(not verified)'],
  ] as const)(
    'source %s, verified by "%s": %s',
    (confidence, by, standing, isForPatients, mark) => {
      const one = aDepressionMeasure({ caseness: from(confidence, by) })
      expect(showing(one, 'caseness')).toEqual({ standing, isForPatients, mark })
    },
  )

  test('there is nothing to show of a number that is not there', () => {
    const one = aDepressionMeasure({ caseness: null, reliableChange: null, bands: [] })
    for (const name of ['caseness', 'reliable_change', 'bands'] as const) {
      expect(showing(one, name)).toBeNull()
      expect(isForPatients(one, name)).toBe(false)
      expect(markAfter(one, name)).toBe('')
    }
    const none = { ...one.scoring, method: 'none' as const }
    expect(showing({ ...one, scoring: none }, 'scoring')).toBeNull()
  })

  test('a cut-off stands no better than the total that it cuts', () => {
    const doubtful = { source: 'a list', verifiedBy: '', confidence: 'unverified' as const }
    const one = aDepressionMeasure({ caseness: from('seen'), scoringSource: doubtful })
    expect(markAfter(one, 'scoring')).toBe(' (not verified)')
    expect(showing(one, 'caseness')?.standing).toBe('unverified')
    expect(isForPatients(one, 'reliable_change')).toBe(false)
  })

  test('bands without a source are unverified', () => {
    const bands = [{ from: 0, to: 27, label: 'any' }]
    expect(showing(aDepressionMeasure({ bands }), 'bands')?.standing).toBe('unverified')
  })
})

const row = (what: NumberName, value: number | null, validFrom: string): Verification => ({
  what,
  threshold: value === null ? null : { op: '>=', value },
  source: 'the manual',
  verifiedBy: 'Dr A, Lead',
  validFrom,
})

describe('the numbers that held on a day', () => {
  const plain = aDepressionMeasure({ bandsSource: null })
  const { caseness, reliableChange, bandsSource, scoringSource } = plain
  const shipped = { caseness, reliableChange, bandsSource, scoringSource }
  const dated = (...rows: Verification[]) => ({ ...plain, verified: { shipped, rows } })
  const valueOn = (rows: Verification[], day: string) =>
    asOn(dated(...rows), plainDate(day)).caseness?.value

  test('are those of the file until the first day of another, and from then on the other', () => {
    const rows = [row('caseness', 12, '2026-04-01'), row('caseness', 11, '2026-01-01')]
    expect(valueOn(rows, '2025-12-31')).toBe(10)
    expect(valueOn(rows, '2026-01-01')).toBe(11)
    expect(valueOn(rows, '2026-03-31')).toBe(11)
    expect(valueOn(rows, '2026-04-01')).toBe(12)
  })

  test('of two that begin on one day the one recorded later', () => {
    const rows = [row('caseness', 12, '2026-01-01'), row('caseness', 13, '2026-01-01')]
    expect(valueOn(rows, '2026-01-01')).toBe(13)
  })

  test('can be asked of an earlier day after they were asked of a later one', () => {
    const later = asOn(dated(row('caseness', 12, '2026-01-01')), plainDate('2026-06-01'))
    expect(later.caseness?.value).toBe(12)
    expect(asOn(later, plainDate('2025-06-01')).caseness).toEqual(caseness)
  })

  test('are a new threshold where the file has none', () => {
    const bare = { ...shipped, caseness: null }
    const one = {
      ...plain,
      caseness: null,
      verified: { shipped: bare, rows: [row('caseness', 9, '2026-01-01')] },
    }
    expect(asOn(one, plainDate('2025-12-31')).caseness).toBeNull()
    expect(asOn(one, plainDate('2026-01-01')).caseness).toMatchObject({ op: '>=', value: 9 })
  })

  test('carry outcomes once both thresholds and a scoring in doubt were verified', () => {
    const doubt = { source: 'a list', verifiedBy: '', confidence: 'unverified' as const }
    const held = (...rows: Verification[]) =>
      isVerifiedForOutcomes(
        asOn(
          { ...plain, verified: { shipped: { ...shipped, scoringSource: doubt }, rows } },
          plainDate('2026-06-01'),
        ),
      )
    const both = [row('caseness', 10, '2026-01-01'), row('reliable_change', 6, '2026-01-01')]
    expect(held()).toBe(false)
    expect(held(...both)).toBe(false)
    expect(held(...both, row('scoring', null, '2026-01-01'))).toBe(true)
  })
})
