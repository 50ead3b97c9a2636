import { describe, expect, it } from 'vitest'
import type { DataQuality } from '#clinical/form-quality.ts'
import { formatTime } from '#ui/time.tsx'
import { qualityWords } from './quality-words.ts'

const sound: DataQuality = {
  missingWeeks: [],
  weeksOver: 6,
  unscoredCount: 0,
  lastAt: 0,
  daysSinceLast: 3,
  isCarried: false,
  carriedTo: [],
}
const dayOf = (at: Date) => formatTime(at, 'short-date', 'Europe/London')
const on = (day: number) => Date.UTC(2026, 10, day, 9)
const carried = (total: number, from: number, to: number) => ({
  total,
  at: on(from),
  contactAt: on(to),
  isCarried: true,
})

describe('how complete the forms are, in words', () => {
  it('is nothing where all is there', () => {
    expect(qualityWords(sound, dayOf)).toBeNull()
  })

  it('names the total that was carried, its day, and the reviews it stands for', () => {
    const carriedTo = [carried(14, 3, 17), carried(14, 3, 24)]
    expect(qualityWords({ ...sound, missingWeeks: [3, 4], carriedTo }, dayOf)).toBe(
      'no form in 2 of 6 weeks of treatment (weeks 3 and 4); 14 of 3 Nov was carried on to the reviews of ' +
        '17 Nov and 24 Nov.',
    )
  })

  it('says of one that it is carried on now, and counts what could not be scored', () => {
    const now = { isCarried: true, daysSinceLast: 12, unscoredCount: 1, missingWeeks: [2] }
    expect(qualityWords({ ...sound, ...now }, dayOf)).toBe(
      'no form in 1 of 6 weeks of treatment (week 2); the latest total is 12 days old and is carried on from ' +
        'then; 1 could not be scored.',
    )
  })

  it('says the latest three, and how many more there are', () => {
    const carriedTo = [1, 5, 9, 13, 17].map((day) => carried(10, day, day + 12))
    const words = qualityWords({ ...sound, carriedTo }, dayOf) ?? ''
    expect(words).toMatch(/^2 more carried on before these \(see the drawing\); 10 of 9 Nov was/)
    expect(words.match(/was carried on to the review of/g)).toHaveLength(3)
  })
})
