import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainDate } from '#clinical/calendar.ts'
import type { Instrument, NumberName, Verification } from '#clinical/instrument.ts'
import { deviationOf, meanOf, medianOf, type Spread, sizeOf } from '#clinical/spread.ts'
import { asOn } from '#clinical/verification.ts'
import type { Content } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { systemActor } from '#platform/runtime.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { fillWithHistories } from '#test/support/outcome-histories.ts'
import { aMemberOfStaff, aService } from '#test/support/people.ts'
import { compareOutcomes } from './compare-outcomes.ts'
import { countsInSql, outcomesInSql, spreadsInSql } from './outcomes-in-sql.ts'
import { countOutcomes } from './work-out-outcomes.ts'

const period = { from: plainDate('2025-01-01'), to: plainDate('2026-12-31') }
const everybody = { ...period, programmeId: null, problem: null, therapistIds: null }

describe('outcomes worked out a second time, in SQL', { timeout: 30_000 }, () => {
  let test: TestApp
  let serviceId: string

  beforeAll(async () => {
    test = await createTestApp()
    serviceId = await aService(test)
    const therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
    const service = { serviceId, therapistId: therapist.accountId }
    await fillWithHistories(test.owner, service, { count: 2000 })
  }, 60_000)
  afterAll(() => test.close())

  /** With this content; the thresholds of two of the problems' own measures verified. */
  async function within<T>(
    work: (ctx: Context) => Promise<T>,
    change: (content: Content) => Content = (content) => content,
  ): Promise<T> {
    const ctx = await test.context(serviceId, systemActor)
    const content = change(withVerified(ctx.content, ['phq9', 'gad7', 'spin', 'mi']))
    try {
      return await work({ ...ctx, content })
    } finally {
      await ctx.platform.transaction.rollback()
    }
  }

  function withInstrument(
    content: Content,
    id: string,
    change: (instrument: Instrument) => Instrument,
  ): Content {
    const instrument = content.instruments.get(id)
    if (!instrument) throw new Error(id)
    return { ...content, instruments: new Map(content.instruments).set(id, change(instrument)) }
  }

  function withVerified(content: Content, ids: readonly string[]): Content {
    return ids.reduce(
      (known, id) =>
        withInstrument(known, id, ({ caseness, reliableChange, scoringSource, ...rest }) => ({
          ...rest,
          scoringSource: scoringSource && { ...scoringSource, verifiedBy: 'Dr A. Person' },
          caseness: caseness && { ...caseness, verifiedBy: 'Dr A. Person' },
          reliableChange: reliableChange && { ...reliableChange, verifiedBy: 'Dr A. Person' },
        })),
      content,
    )
  }

  it('agree on every part of every referral', async () => {
    const { compared, disagreements } = await within((ctx) => compareOutcomes(ctx, period))
    expect(disagreements).toEqual([])
    expect(compared).toBeGreaterThan(1500)
  })

  it('meet every class, every fallback and every gap, so that agreement says something', async () => {
    const found = await within((ctx) => outcomesInSql(ctx, period))
    const kindsOf = (part: keyof (typeof found)[number]) => new Set(found.map((one) => one[part]))
    expect(kindsOf('change')).toEqual(
      new Set(['improved', 'deteriorated', 'no_change', 'unpaired']),
    )
    expect(kindsOf('caseness')).toEqual(new Set(['at_caseness', 'not_at_caseness', 'unknown']))
    expect(kindsOf('fallback')).toEqual(
      new Set([null, 'not_paired', 'not_verified', 'no_threshold']),
    )
    expect(kindsOf('anxietyMeasure')).toEqual(new Set(['gad7', 'spin', 'mi']))
    expect(kindsOf('recovery')).toEqual(new Set(['recovered', 'not_recovered', 'not_counted']))
    expect(kindsOf('functioningItems').size).toBe(6)
    expect(kindsOf('contacts').size).toBeGreaterThan(5)
  })

  it('give the same counts', async () => {
    const { tally, leftOut } = await within((ctx) => countOutcomes(ctx, everybody))
    expect(await within((ctx) => countsInSql(ctx, period))).toEqual(tally.counts)
    expect(leftOut).toBe(0)
    const { counts } = tally
    expect(counts.improved + counts.deteriorated + counts.no_change + counts.unpaired).toBe(
      counts.finished,
    )
  })

  it('agree by the other rules too', async () => {
    const other = (content: Content): Content => ({
      ...content,
      outcomes: {
        ...content.outcomes,
        rules: content.outcomes.rules.map((rules) => ({
          ...rules,
          riseWithFall: 'deteriorated',
          contacts: {
            ...rules.contacts,
            weeklyLog: {
              counts: true,
              needsPatientActivity: false,
              notForProgrammes: ['first'],
            },
          },
        })),
      },
    })
    const { compared, disagreements } = await within((ctx) => compareOutcomes(ctx, period), other)
    expect(disagreements).toEqual([])
    expect(compared).toBeGreaterThan(1500)
  })

  const withLastScore = (daysAfterEnd: number) => (content: Content) => ({
    ...content,
    outcomes: {
      ...content.outcomes,
      rules: content.outcomes.rules.map((rules) => ({ ...rules, lastScore: { daysAfterEnd } })),
    },
  })

  it.each([1, 6])(
    'agree where a last score counts for %i days after the end',
    async (daysAfterEnd) => {
      const rule = withLastScore(daysAfterEnd)
      const { compared, disagreements } = await within((ctx) => compareOutcomes(ctx, period), rule)
      expect(disagreements).toEqual([])
      expect(compared).toBeGreaterThan(1500)
      const { tally } = await within((ctx) => countOutcomes(ctx, everybody), rule)
      expect(await within((ctx) => countsInSql(ctx, period), rule)).toEqual(tally.counts)
    },
  )

  it('pair more people with each day that counts, and none by the rules as they ship', async () => {
    const paired = async (daysAfterEnd: number) =>
      (await within((ctx) => countsInSql(ctx, period), withLastScore(daysAfterEnd))).both_paired ??
      0
    const shipped = await within((ctx) => countsInSql(ctx, period))
    const [none, one, six] = [await paired(0), await paired(1), await paired(6)]
    expect(none).toBe(shipped.both_paired)
    expect(one).toBeGreaterThan(none)
    expect(six).toBeGreaterThan(one)
  })

  it('meet follow-up scores of every kind, and would show a day more or less', async () => {
    const counts = await within((ctx) => countsInSql(ctx, period))
    for (const [name, count] of Object.entries(counts))
      if (name.startsWith('follow_up')) expect([name, count > 0]).toEqual([name, true])
    const aDayLater = (content: Content) => ({
      ...content,
      outcomes: {
        ...content.outcomes,
        rules: content.outcomes.rules.map((rules) => ({ ...rules, followUp: { fromDays: 31 } })),
      },
    })
    const later = await within((ctx) => countOutcomes(ctx, everybody), aDayLater)
    expect(later.tally.counts).not.toEqual(counts)
    expect(await within((ctx) => countsInSql(ctx, period), aDayLater)).toEqual(later.tally.counts)
  })

  it('give the same means, medians and deviations', async () => {
    const { tally } = await within((ctx) => countOutcomes(ctx, everybody))
    const named = (name: string, spreads: { first: Spread; last: Spread }, item = '') =>
      [
        [`${name} first${item}`, spreads.first],
        [`${name} last${item}`, spreads.last],
      ] as const
    const mine = [
      ['contacts', tally.contacts] as const,
      ...named('depression', tally.depression),
      ...named('anxiety', tally.anxiety),
      ...tally.functioning.flatMap((each, index) => named('item', each, ` ${index + 1}`)),
      ...tally.functioningWhole.flatMap((each, index) => named('whole', each, ` ${index + 1}`)),
    ].filter(([, spread]) => sizeOf(spread) > 0)
    const inSql = await within((ctx) => spreadsInSql(ctx, period))
    expect(inSql.map(({ name, size }) => [name, size])).toEqual(
      mine.map(([name, spread]) => [name, sizeOf(spread)]).toSorted(),
    )
    expect(inSql).toHaveLength(25)
    for (const { name, mean, median, deviation } of inSql) {
      const spread = mine.find(([other]) => other === name)?.[1] ?? new Map()
      expect(meanOf(spread)).toBeCloseTo(mean ?? Number.NaN, 8)
      expect(medianOf(spread)).toBe(median)
      expect(deviationOf(spread)).toBeCloseTo(deviation ?? Number.NaN, 8)
    }
  })

  it('agree when a new version of the rules begins within the period', async () => {
    const twoVersions = (content: Content): Content => {
      const [first] = content.outcomes.rules
      if (!first) throw new Error('no rules')
      const second = {
        ...first,
        id: 'second',
        validFrom: plainDate('2025-10-26'),
        contacts: { ...first.contacts, finishedFrom: 4 },
      }
      return { ...content, outcomes: { ...content.outcomes, rules: [first, second] } }
    }
    const { disagreements } = await within((ctx) => compareOutcomes(ctx, period), twoVersions)
    expect(disagreements).toEqual([])
    const counts = await within((ctx) => countOutcomes(ctx, everybody), twoVersions)
    expect(counts.rules.map(({ id }) => id).sort()).toEqual(['nhs-tt-1', 'second'])
  })

  it('agree where the service verified a threshold from a day on, and changed it later', async () => {
    const from = (what: NumberName, value: number, validFrom: string): Verification => ({
      what,
      threshold: { op: '>=', value },
      source: 'The manual of that day',
      verifiedBy: 'Dr A. Person, Clinical lead',
      validFrom,
    })
    const dated = (content: Content) =>
      withInstrument(content, 'spin', (instrument) => {
        const { caseness, reliableChange, bandsSource, scoringSource } = instrument
        const rows = [
          from('caseness', 30, '2026-01-15'),
          from('reliable_change', 10, '2025-10-26'),
          from('caseness', 19, '2025-10-26'),
          from('caseness', 31, '2026-01-15'),
        ]
        const open = { verifiedBy: '', validFrom: null }
        const shipped = {
          caseness: caseness && { ...caseness, ...open },
          reliableChange: reliableChange && { ...reliableChange, ...open },
          bandsSource,
          scoringSource,
        }
        return asOn({ ...instrument, verified: { shipped, rows } }, plainDate('2026-11-29'))
      })
    const { disagreements } = await within((ctx) => compareOutcomes(ctx, period), dated)
    expect(disagreements).toEqual([])
    const own = (of: (typeof found)[number]) => of.fallback === 'not_verified'
    const usual = await within((ctx) => outcomesInSql(ctx, period))
    const found = await within((ctx) => outcomesInSql(ctx, period), dated)
    // Before its first day it was not used, and afterwards it was.
    expect(found.filter(own).length).toBeGreaterThan(usual.filter(own).length)
    expect(found.some(({ anxietyMeasure }) => anxietyMeasure === 'spin')).toBe(true)
  })

  it.each([
    ['the cut-off of PHQ-9 is one lower', 'phq9', 'caseness', -1],
    ['the cut-off of PHQ-9 is one higher', 'phq9', 'caseness', 1],
    ['the cut-off of GAD-7 is one lower', 'gad7', 'caseness', -1],
    ['reliable change of PHQ-9 is one point less', 'phq9', 'reliableChange', -1],
    ['reliable change of GAD-7 is one point more', 'gad7', 'reliableChange', 1],
    ['the cut-off of MI is a hundredth lower', 'mi', 'caseness', -0.01],
    ['reliable change of SPIN is one point more', 'spin', 'reliableChange', 1],
  ] as const)('would show it if %s in one of them', async (_what, id, threshold, by) => {
    const moved = (content: Content) =>
      withInstrument(content, id, (instrument) => {
        const given = instrument[threshold]
        return { ...instrument, [threshold]: given && { ...given, value: given.value + by } }
      })
    const right = await within((ctx) => outcomesInSql(ctx, period))
    expect(await within((ctx) => outcomesInSql(ctx, period), moved)).not.toEqual(right)
  })

  it('would show it in the counts', async () => {
    const moved = (content: Content) =>
      withInstrument(content, 'phq9', ({ caseness, ...rest }) => ({
        ...rest,
        caseness: caseness && { ...caseness, value: caseness.value + 1 },
      }))
    const { tally } = await within((ctx) => countOutcomes(ctx, everybody), moved)
    expect(await within((ctx) => countsInSql(ctx, period))).not.toEqual(tally.counts)
  })
})
