import { describe, expect, it } from 'vitest'
import { readingEase, refusedIn, sentencesOf, syllablesIn } from './readability.ts'

describe('counting', () => {
  it.each(
    Object.entries({
      the: 1,
      walked: 1,
      wanted: 2,
      settled: 2,
      worried: 2,
      tried: 1,
      trying: 2,
      saying: 2,
      table: 2,
      people: 2,
      houses: 2,
      times: 1,
      hopeful: 2,
      safety: 2,
      activity: 4,
      anxiety: 4,
      depression: 3,
      idea: 3,
      quiet: 2,
      radio: 3,
      usual: 3,
      special: 2,
      obvious: 3,
      anxious: 2,
      evening: 2,
      medicine: 3,
      messages: 3,
      league: 1,
      argue: 2,
      every: 2,
      year: 1,
      beyond: 2,
      "don't": 1,
      'five-a-side': 3,
      '12': 1,
    }),
  )('"%s" has %i syllables', (word, syllables) => {
    expect(syllablesIn(word)).toBe(syllables)
  })

  it.each([
    ['He stopped. Then he went on.', 2],
    ['"Are you well?" asked Lou. "No."', 2],
    ['Dr Patel rang at 8.30 p.m. and left.', 1],
    ['It was 3.5 miles … and no more.', 1],
    ['First line\n\nSecond line', 2],
  ])('%s', (text, count) => {
    expect(sentencesOf(text)).toHaveLength(count)
  })

  it('gives the grade of the published formula', () => {
    const { grade, words, longestWords } = readingEase(['The cat sat on the mat. It was warm.'])
    expect([words, longestWords]).toEqual([9, 6])
    expect(grade).toBeCloseTo(0.39 * 4.5 + 11.8 * 1 - 15.59)
  })

  it('has no grade for no words', () => {
    expect(readingEase([]).grade).toBe(0)
  })
})

describe('words that the voice does without', () => {
  it.each([
    'Simply rest.',
    'It is just a thought.',
    'Your journey.',
    'A tool-kit.',
    'Feel empowered.',
    'Sufferers say so.',
    'Did you know?',
    'Well done!',
    'Rest — then go.',
    'Good 🙂',
  ])('refuses "%s"', (text) => {
    expect(refusedIn(text)).toHaveLength(1)
  })

  it.each([
    'Just as hard.',
    'just before ten',
    'only just awake',
    'justice',
    '8–10 weeks',
    'It is 3.',
  ])('allows "%s"', (text) => {
    expect(refusedIn(text)).toEqual([])
  })
})
