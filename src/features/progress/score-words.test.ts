import { describe, expect, test } from 'vitest'
import { aDepressionMeasure } from '#clinical/instrument.fixture.ts'
import { hasGoneWorse, howToRead, lineExplained, scoreSentence } from './score-words.ts'
import { clockWords, whoReads } from './who-reads.ts'

const phq9 = aDepressionMeasure({
  name: 'Patient Health Questionnaire',
  shortName: 'PHQ-9',
})

const weeks = (...totals: (number | null)[]) =>
  totals.map((total, week) => ({
    at: Date.parse('2026-11-03T12:00:00Z') + week * 604_800_000,
    total,
  }))

const say = (...totals: (number | null)[]) => scoreSentence(phq9, weeks(...totals), 'Europe/London')

describe('a course of scores in one sentence', () => {
  test('says that there is none yet, and what a first one is for', () => {
    expect(say()).toBe('No PHQ-9 yet.')
    expect(say(17)).toBe('Your first PHQ-9 was 17, on 3 Nov. The next one shows which way it goes.')
  })

  test('gives the direction from the start and from last time', () => {
    expect(say(17, 15, 12)).toBe(
      'PHQ-9 was 12 on 17 Nov: 5 points lower than at the start, ' +
        'and 3 points lower than last time.',
    )
    expect(say(12, 14, 13)).toContain('1 point higher than at the start, and 1 point lower than')
  })

  test('of a scale with decimals says no more of them than there are', () => {
    expect(say(3.2, 2.9, 2.1)).toContain('1.1 points lower than at the start, and 0.8 points lower')
  })

  test('with two forms the start is also last time, and is said once', () => {
    expect(say(12, 12)).toBe('PHQ-9 was 12 on 10 Nov: the same as at the start.')
  })

  test('a form that could not be scored is left out', () => {
    expect(say(17, null, 12)).toBe('PHQ-9 was 12 on 17 Nov: 5 points lower than at the start.')
  })

  test('never carries a label of severity, nor praise', () => {
    for (const words of [say(27), say(27, 20), say(3, 27), howToRead(phq9), lineExplained(phq9)]) {
      expect(words).not.toMatch(/severe|mild|moderate|great|well done|sadly|worrying|!/i)
    }
  })
})

test('a score that rose since the start or since last time gets the words for it', () => {
  expect(hasGoneWorse(phq9, weeks(12, 14))).toBe(true)
  expect(hasGoneWorse(phq9, weeks(17, 10, 12))).toBe(true)
  expect(hasGoneWorse(phq9, weeks(17, 12))).toBe(false)
  expect(hasGoneWorse(phq9, weeks(17))).toBe(false)
})

test('the promise names the day and the hour as people say them', () => {
  const course = { therapistName: 'Priya Nair', reviewWeekday: 2, reviewTime: '17:00:00' }
  expect(whoReads({ ...course, state: 'active' })).toBe(
    'Priya Nair reads what you send on Tuesdays, by 5 pm.',
  )
  expect(whoReads({ ...course, state: 'ended' })).toBe(
    'Priya Nair or a colleague reads what you send.',
  )
  expect([clockWords('09:30'), clockWords('12:00'), clockWords('00:05')]).toEqual([
    '9:30 am',
    'midday',
    '12:05 am',
  ])
})
