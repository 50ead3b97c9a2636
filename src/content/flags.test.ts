import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallWorksheet } from './content.fixture.ts'
import { compare, lookbackOf, raisedFlags } from './flags.ts'
import { recapRecords } from './recap.ts'
import type { Values, Worksheet, WorksheetRecord } from './types.ts'

const day = 86_400_000
const now = Date.UTC(2026, 4, 20, 9)
const settled = { now, askedAt: now - 30 * day }

let diary: Worksheet
let plan: Worksheet

beforeAll(async () => {
  diary = await smallWorksheet('small.diary')
  plan = await smallWorksheet('common.plan')
})

/** Records a day apart, the last of them an hour ago. */
function daily(...values: Values[]): WorksheetRecord[] {
  return values.map((each, index) => ({
    at: now - (values.length - 1 - index) * day - 3_600_000,
    values: each,
  }))
}

function raised(worksheet: Worksheet, records: readonly WorksheetRecord[], moment = settled) {
  return raisedFlags(worksheet, records, moment).map(({ id }) => id)
}

describe('few entries in a week', () => {
  it.each([
    [2, ['few']],
    [3, []],
  ])('%i entries raise %j', (count, ids) => {
    const records = daily(...Array.from({ length: count }, () => ({ mood: 4 })))
    expect(raised(diary, records)).toEqual(ids)
  })

  it('says nothing before the person has had the whole week', () => {
    expect(raised(diary, [], { now, askedAt: now - 6 * day })).toEqual([])
    expect(raisedFlags(diary, [], { now, askedAt: null })).toEqual([])
    expect(raised(diary, [], { now, askedAt: now - 7 * day })).toEqual(['few'])
  })
})

describe('how far the flags look back', () => {
  it('is as many records, and as many days, as the flag that looks furthest', () => {
    expect(lookbackOf([])).toEqual({ records: 0, days: 0 })
    expect(lookbackOf([diary])).toEqual({ records: 3, days: 7 })
  })

  it('what is older changes none of them', () => {
    const record = fc.record({
      at: fc.integer({ min: now - 20 * day, max: now + day }),
      values: fc.record({ mood: fc.integer({ min: 0, max: 1 }) }),
    })
    const { records: count, days } = lookbackOf([diary])
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ at }) => at }), (records) => {
        const newest = [...records].sort((a, b) => b.at - a.at)
        const read = newest.filter(({ at }, place) => place < count || at > now - days * day)
        expect(raised(diary, read)).toEqual(raised(diary, records))
      }),
    )
  })
})

describe('the last records', () => {
  it('all zero fires on three zeros, whatever their order of arrival', () => {
    const records = daily({ mood: 5 }, { mood: 0 }, { mood: 0 }, { mood: 0 })
    expect(raised(diary, records)).toEqual(['all_zero'])
    expect(raised(diary, [...records].reverse())).toEqual(['all_zero'])
  })

  it.each<[string, Values[]]>([
    ['one of them is not zero', [{ mood: 0 }, { mood: 1 }, { mood: 0 }]],
    ['one of them is not known', [{ mood: 0 }, { did: 'x' }, { mood: 0 }]],
  ])('all zero does not fire when %s', (_when, values) => {
    expect(raised(diary, daily(...values))).toEqual([])
  })

  it('too few records are not known', () => {
    const records = daily({ mood: 0 }, { mood: 0 })
    expect(raised(diary, records)).not.toContain('all_zero')
  })

  it('any fires on one of the last two, and not on an older one', () => {
    const fun = { kind: ['routine', 'fun'] }
    expect(raised(diary, daily(fun, {}, { mood: 3 }))).toEqual([])
    expect(raised(diary, daily({}, fun, { mood: 3 }))).toEqual(['fun_named'])
  })

  it('a change is compared record by record', () => {
    const stuck = { what: 'Go for a walk', belief_before: 60, belief_after: 60 }
    const moved = { ...stuck, belief_after: 30 }
    expect(raised(plan, daily(stuck, stuck))).toEqual(['no_shift'])
    expect(raised(plan, daily(stuck, moved))).toEqual([])
    expect(raised(plan, daily(stuck, { ...stuck, what: 'Walk' }))).toEqual(['no_shift', 'short'])
    expect(raised(plan, daily(stuck, { what: 'Go for a walk', belief_before: 60 }))).toEqual([])
  })
})

it('unlike things compare to nothing, not even as different', () => {
  expect(compare('3', '!=', 4)).toBe(false)
  expect(compare(3, '!=', 'x')).toBe(false)
  expect(compare('yes', '==', true)).toBe(true)
})

it('no record raises a flag about its answers when nothing was answered', () => {
  const empty = fc.array(fc.record({ at: fc.integer({ max: now }), values: fc.constant({}) }))
  fc.assert(
    fc.property(empty, (records) => {
      expect(raised(diary, records).filter((id) => id !== 'few')).toEqual([])
      expect(raised(plan, records)).toEqual([])
    }),
  )
})

describe('a recap', () => {
  const records = [9, 7, 3, 0].map((days) => ({ at: now - days * day }))

  it.each([
    ['first', [9]],
    ['last', [0]],
    ['last7', [3, 0]],
    ['all', [9, 7, 3, 0]],
  ] as const)('of %s shows the entries of %j days ago', (view, days) => {
    const shown = recapRecords(view, [...records].reverse(), now)
    expect(shown.map(({ at }) => (now - at) / day)).toEqual(days)
  })

  const rated = (...ratings: (number | null)[]) =>
    ratings.map((rating, index) => ({ at: now - (ratings.length - index) * day, rating }))
  const ends = (...ratings: (number | null)[]) =>
    (['best_5', 'lowest_5'] as const).map((view) => {
      const records = rated(...ratings)
      return recapRecords(view, records, now).map((one) => records.indexOf(one))
    })

  it('of the highest and the lowest five has each in order', () => {
    expect(ends(4, 9, 0, 7, 1, 8, 2, 6, 3, 5, 10)).toEqual([
      [10, 1, 5, 3, 7],
      [2, 4, 6, 8, 0],
    ])
  })

  it.each([
    [
      'half of a few',
      [6, 2, null, 3, 5],
      [
        [0, 4],
        [1, 3],
      ],
    ],
    [
      'the newest of the same number with the highest',
      [1, 5, 5, 9],
      [
        [3, 2],
        [0, 1],
      ],
    ],
    ['nothing of three', [1, 2, 3], [[], []]],
    ['nothing of numbers that are all the same', [0, 0, 0, 0, 0], [[], []]],
    ['not the lowest number among the highest', [0, 0, 0, 0, 4], [[4], [0, 1]]],
  ])('of the highest and the lowest has %s', (_, ratings, shown) => {
    expect(ends(...ratings)).toEqual(shown)
  })

  it('never has the same entry among the highest and the lowest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10), { maxLength: 30 }), (ratings) => {
        const [highest = [], lowest = []] = ends(...ratings)
        expect(highest.filter((one) => lowest.includes(one))).toEqual([])
        expect(Math.max(highest.length, lowest.length)).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('is empty when there is nothing yet', () => {
    expect(recapRecords('last', [], now)).toEqual([])
  })
})
