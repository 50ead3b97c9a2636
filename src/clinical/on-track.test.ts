import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coefficientsFrom, type RangeModel, spreadFrom } from './expected-range.ts'
import { dataQuality } from './form-quality.ts'
import { aDepressionMeasure, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'
import {
  askingSince,
  isForReview,
  type OnTrackQuestion,
  type OnTrackRules,
  onTrackSignals,
} from './on-track.ts'

const day = 86_400_000
const courseStart = Date.parse('2026-11-02T12:00Z')

const nobody = { text: 'a published study', verifiedBy: '' }
const rules: OnTrackRules = {
  supervisorWithinDays: 7,
  noChangeByModule: 5,
  cutPoints: [
    { week: 4, atLeast: 17 },
    { week: 9, atLeast: 13 },
    { week: 14, atLeast: 9 },
  ],
  earlyChange: { points: 6, byWeek: 4 },
  jump: { points: 5, withinDays: 21 },
  aboveRange: { fromWeek: 4, formsInARow: 2 },
  noVerdictBeforeSession: 6,
  needsVerifiedChange: false,
  sources: {
    worsening: nobody,
    no_change_by_module: nobody,
    cut_points: nobody,
    early_change: nobody,
    jump: nobody,
    above_range: nobody,
    no_verdict: nobody,
  },
}

const quiet: OnTrackQuestion = {
  timeZone: 'Europe/London',
  courseStart,
  pausedRanges: [],
  instrument: aDepressionMeasure(),
  points: [],
  finishedModuleCount: 2,
  sessionCount: 2,
  rules,
  model: null,
}

/** One form at the start and one at the end of each week that follows; null for a missed one. */
function weekly(totals: (number | null)[]) {
  return totals.flatMap((total, week) =>
    total === null ? [] : [{ at: courseStart + (week * 7 - 1) * day, total }],
  )
}

function codes(totals: (number | null)[], changes: Partial<OnTrackQuestion> = {}): string[] {
  const found = onTrackSignals({ ...quiet, points: weekly(totals), ...changes })
  return found.map(({ code }) => code)
}

describe('a reliable change that the reference does not know', () => {
  const strict = { rules: { ...rules, jump: null, needsVerifiedChange: true } }
  const { reliableChange: change } = quiet.instrument
  const by = (verifiedBy: string) => ({
    instrument: { ...quiet.instrument, reliableChange: change && { ...change, verifiedBy } },
  })

  it.each([
    [[12, 15, 22], 'worse_than_start'],
    [[18, 8, 17], 'worse_than_best'],
    [[20, 20, 20, 20, 20], 'above_cut_point'],
    [[20, 20, 5], 'reliably_improved'],
  ])('%j gives nothing before somebody has verified one, and then %s', (totals, code) => {
    const late = { ...strict, rules: { ...strict.rules, earlyChange: null } }
    expect(codes(totals, { ...late, ...by('') })).toEqual([])
    expect(codes(totals, { ...late, ...by(' ') })).toEqual([])
    expect(codes(totals, { ...late, ...by('A clinician') })).toContain(code)
  })
})

describe('worsening', () => {
  it.each([
    [[12, 12, 17], ['jump']],
    [[12, 15, 18], ['worse_than_start']],
    [[12, 16, 19], ['worse_than_start']],
    [[12, 18, 12], []],
  ])('from the start: PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [[15, 10, 13, 15], []],
    [[15, 10, 13, 16], ['worse_than_best']],
    [[18, 8, 11, 14], ['worse_than_best']],
    [
      [20, 8, 11, 14],
      ['worse_than_best', 'early_improvement'],
    ],
  ])('from the best score so far: PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [[14, 13, 17], []],
    [[14, 13, 18], ['jump']],
    [[14, 13, 19], ['jump']],
    [[14, 13, 20], ['worse_than_start']],
  ])('between two forms: PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [20, ['jump']],
    [21, ['jump']],
    [22, []],
  ])('between two forms %i days apart gives %j', (days, expected) => {
    const points = [14, 11, 16].map((total, form) => ({
      at: courseStart + (form === 2 ? 7 + days : form * 7) * day,
      total,
    }))
    expect(onTrackSignals({ ...quiet, points }).map(({ code }) => code)).toEqual(expected)
  })

  it.each([
    [[9, 12], []],
    [[9, 13], ['worse_than_start']],
    [[9, 14], ['worse_than_start']],
  ])('has its own threshold on GAD-7: %j gives %j', (totals, expected) => {
    const instrument = anAnxietyMeasure()
    expect(codes(totals, { instrument, rules: { ...rules, jump: null } })).toEqual(expected)
  })

  it('goes to the supervisor within a week of the form that shows it', () => {
    const [found] = onTrackSignals({ ...quiet, points: weekly([12, 18]) })
    expect(found).toMatchObject({
      code: 'worse_than_start',
      instrumentId: 'phq9',
      from: 12,
      by: 6,
      total: 18,
      weeks: 1,
      isWithoutPauses: false,
      since: courseStart + 6 * day,
      supervisorBy: courseStart + 13 * day,
      isVerified: false,
    })
  })

  it('has no clock beside good news', () => {
    const found = onTrackSignals({ ...quiet, points: weekly([20, 8, 11, 14]) })
    expect(found.map(({ by, supervisorBy }) => [by, supervisorBy])).toEqual([
      [6, courseStart + 27 * day],
      [-6, null],
    ])
  })

  it('says whether anybody has verified each number that it rests on', () => {
    const checked = { text: 'a published study', verifiedBy: 'Dr A. Person' }
    const verified = { ...rules, sources: { ...rules.sources, worsening: checked } }
    const instrument = aDepressionMeasure({ reliableChange: aThreshold(6, 'Dr A. Person') })
    const ask = (changes: Partial<OnTrackQuestion>) =>
      onTrackSignals({ ...quiet, points: weekly([12, 18]), ...changes })[0]?.isVerified
    expect(ask({ instrument, rules: verified })).toBe(true)
    expect(ask({ rules: verified })).toBe(false)
    expect(ask({ instrument })).toBe(false)
  })
})

describe('no reliable change', () => {
  it.each([
    [4, [14, 10], []],
    [5, [14, 10], ['no_change_by_module']],
    [6, [14, 9], []],
    [6, [14, 10], ['no_change_by_module']],
    [6, [12, 10], ['no_change_by_module']],
    [6, [4, 3], []],
    [6, [14, 8], ['early_improvement']],
  ])('with %i modules finished and PHQ-9 %j gives %j', (finishedModuleCount, totals, expected) => {
    expect(codes(totals, { finishedModuleCount })).toEqual(expected)
  })

  it.each([
    [3, 17, []],
    [4, 16, []],
    [4, 17, ['above_cut_point']],
    [4, 18, ['above_cut_point']],
    [8, 16, []],
    [8, 17, ['above_cut_point']],
    [9, 12, []],
    [9, 13, ['above_cut_point']],
    [9, 14, ['above_cut_point']],
    [13, 12, []],
    [14, 13, ['above_cut_point']],
    [15, 13, ['above_cut_point']],
  ])('%i weeks after the first form a PHQ-9 of %i, from 17, gives %j', (week, total, expected) => {
    const points = [
      { at: courseStart - day, total: 17 },
      { at: courseStart + (week * 7 - 1) * day, total },
    ]
    expect(onTrackSignals({ ...quiet, points }).map(({ code }) => code)).toEqual(expected)
  })

  it.each([
    [8, []],
    [9, ['above_cut_point']],
    [10, ['above_cut_point']],
  ])('14 weeks after the first form a PHQ-9 of %i, from 10, gives %j', (total, expected) => {
    const points = [
      { at: courseStart - day, total: 10 },
      { at: courseStart + 97 * day, total },
    ]
    expect(onTrackSignals({ ...quiet, points }).map(({ code }) => code)).toEqual(expected)
  })

  // Schueller et al. 2015 count weeks from the first form: week 4 is full on day 28, not on day 21.
  it.each([
    [21, 0, []],
    [27, 0, []],
    [28, 0, ['above_cut_point']],
    [27, 10, []],
    [28, 10, ['above_cut_point']],
  ])(
    'on day %i after a first form, treatment begun %i days before it, PHQ-9 of 18 gives %j',
    (days, before, expected) => {
      const points = [0, days].map((after) => ({
        at: courseStart + (before + after) * day,
        total: 18,
      }))
      const found = onTrackSignals({ ...quiet, points })
      expect(found.map(({ code }) => code)).toEqual(expected)
      if (days === 28) expect(found[0]?.weeks).toBe(4)
    },
  )

  it.each([
    [62, 16, []],
    [63, 16, ['above_cut_point']],
    [97, 10, []],
    [98, 10, ['above_cut_point']],
  ])('on day %i after the first form a PHQ-9 of %i gives %j', (days, total, expected) => {
    const points = [0, days].map((after) => ({ at: courseStart + after * day, total }))
    expect(onTrackSignals({ ...quiet, points }).map(({ code }) => code)).toEqual(expected)
  })

  it('is not asked about somebody who is reliably better, however high they still are', () => {
    expect(codes([26, 24, 23, 22, 21, 18])).toEqual(['reliably_improved'])
  })

  it('does not count the weeks of a pause', () => {
    const pausedRanges = [{ from: courseStart + 2 * day, to: courseStart + 9 * day }]
    expect(codes([18, 18, 18, 18, 18], { pausedRanges })).toEqual([])
    const points = weekly([18, 18, 18, 18, 18, 18])
    expect(onTrackSignals({ ...quiet, points, pausedRanges })).toMatchObject([
      { code: 'above_cut_point', weeks: 4, isWithoutPauses: true },
    ])
  })

  it('has no cut point where content sets none', () => {
    expect(codes([20, 20, 20, 20, 20], { rules: { ...rules, cutPoints: [] } })).toEqual([])
  })

  it.each([
    [5, false],
    [6, true],
    [7, true],
  ])('after %i sessions may be judged: %s', (sessionCount, mayJudge) => {
    const points = weekly([18, 18, 18, 18, 18])
    const tooSoon = { text: 'late responders', verifiedBy: '' }
    const sourced = { ...rules, sources: { ...rules.sources, no_verdict: tooSoon } }
    const [found] = onTrackSignals({ ...quiet, sessionCount, points, rules: sourced })
    expect(found).toMatchObject({ mayJudge, judgedFromSession: 6 })
    expect(found?.sources.includes(tooSoon)).toBe(!mayJudge)
  })
})

describe('good news', () => {
  it.each([
    [[18, 13], []],
    [[18, 12], ['early_improvement']],
    [[18, 11], ['early_improvement']],
    [[18, 18, 18, 16, 12], ['early_improvement']],
    [[18, 18, 18, 16, 16, 12], ['reliably_improved']],
    [[18, 11, 14, 14, 14, 12], ['early_improvement']],
  ])('of PHQ-9 %j is %j', (totals, expected) => {
    expect(codes(totals)).toEqual(expected)
  })

  it.each([
    [28, 'early_improvement'],
    [29, 'reliably_improved'],
  ])('on day %i after the first form is %s', (days, expected) => {
    const points = [0, days].map((after) => ({
      at: courseStart + after * day,
      total: after === 0 ? 18 : 12,
    }))
    expect(onTrackSignals({ ...quiet, points }).map(({ code }) => code)).toEqual([expected])
  })

  it('asks nobody to decide', () => {
    const found = onTrackSignals({ ...quiet, points: weekly([18, 10]) })
    expect(found.map(isForReview)).toEqual([false])
  })

  it('of five points on GAD-7 is early, of four is only reliable', () => {
    const anxiety = { ...rules, jump: null, earlyChange: { points: 5, byWeek: 4 } }
    const instrument = anAnxietyMeasure()
    expect(codes([14, 10], { instrument, rules: anxiety })).toEqual(['reliably_improved'])
    expect(codes([14, 9], { instrument, rules: anxiety })).toEqual(['early_improvement'])
  })
})

describe('somebody below a cut-off that nobody has confirmed', () => {
  it('is asked about all the same: it keeps nobody from being looked at', () => {
    const caseness = { ...aThreshold(10), confidence: 'unverified' as const }
    const doubtful = aDepressionMeasure({ caseness })
    const still = { finishedModuleCount: 8 }
    expect(codes([9, 9, 9], still)).toEqual([])
    expect(codes([9, 9, 9], { ...still, instrument: doubtful })).toEqual(['no_change_by_module'])
  })
})

describe('above the expected range', () => {
  const figures = {
    startMean: 11.7,
    startDeviation: 5.8,
    endMean: 8.6,
    endDeviation: 5.9,
    correlation: 0.55,
    weeks: 12,
  }
  const range: RangeModel = {
    instrumentId: 'phq9',
    coefficients: coefficientsFrom(figures),
    spread: spreadFrom(figures, 0.6745),
    untilWeek: 12,
    quantiles: { low: 0.25, high: 0.75 },
    minimum: 0,
    maximum: 27,
  }
  const model = { range, source: { text: 'figures', verifiedBy: '' }, isIllustrative: true }

  // By hand: from 14, three in four are at or below 14.2 in week 3 and 14.05 in week 4.
  it.each([
    [[14, 14, 14, 14, 15], []],
    [[14, 14, 14, 15, 14], []],
    [[14, 14, 14, 15, 15], ['above_range']],
    [[14, 14, 14, 15, 16], ['above_range']],
    [[14, 14, 15, 15], []],
  ])('PHQ-9 %j gives %j', (totals, expected) => {
    expect(codes(totals, { model })).toEqual(expected)
  })

  it('says where three in four are, and from which model', () => {
    const [found] = onTrackSignals({ ...quiet, model, points: weekly([14, 14, 14, 16, 16]) })
    expect(found).toMatchObject({
      share: 0.75,
      total: 16,
      start: 14,
      weeks: 4,
      isIllustrative: true,
    })
    expect(Math.floor(found?.from ?? 0)).toBe(14)
    expect(found?.sources[0]?.text).toBe('figures')
  })

  it('is not asked while the service uses no model', () => {
    expect(codes([14, 14, 14, 16, 16])).toEqual([])
  })
})

describe('the signals of a course', () => {
  it('are none before there are two scores', () => {
    expect(codes([])).toEqual([])
    expect(codes([27], { finishedModuleCount: 8 })).toEqual([])
  })

  const totals = fc.array(fc.option(fc.integer({ min: 0, max: 27 })), { maxLength: 16 })
  const modules = fc.integer({ min: 0, max: 8 })
  const goodNews = ['early_improvement', 'reliably_improved']

  it('ask one thing at the most, and never tell of improvement beside worsening or no change', () => {
    fc.assert(
      fc.property(totals, modules, (scores, finishedModuleCount) => {
        const found = codes(scores, { finishedModuleCount })
        const asked = found.filter((code) => !goodNews.includes(code))
        expect(asked.length).toBeLessThanOrEqual(1)
        expect(found.length - asked.length).toBeLessThanOrEqual(1)
        if (found.length === 2)
          expect(['jump', 'worse_than_best', 'above_range']).toContain(asked[0])
      }),
    )
  })

  it('rest on the latest form, and do not depend on the order in which forms are read', () => {
    fc.assert(
      fc.property(totals, modules, (scores, finishedModuleCount) => {
        const points = weekly(scores)
        const found = onTrackSignals({ ...quiet, points, finishedModuleCount })
        const last = points.at(-1)
        for (const signal of found) {
          expect(signal.since).toBe(last?.at)
          expect(signal.total).toBe(last?.total)
        }
        const backwards = [...points].reverse()
        expect(onTrackSignals({ ...quiet, points: backwards, finishedModuleCount })).toEqual(found)
      }),
    )
  })

  it('never ask for a look at somebody whose totals only fall, before a cut point', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 4 }), (scores) => {
        const falling = [...scores].sort((a, b) => b - a)
        const found = onTrackSignals({ ...quiet, points: weekly(falling) })
        expect(found.filter(isForReview)).toEqual([])
      }),
    )
  })
})

describe('since when a course asks', () => {
  const since = (totals: (number | null)[], after: number | null = null, modules = 2) => {
    const points = weekly(totals)
    const question = { ...quiet, points, finishedModuleCount: modules }
    const at = askingSince(question, after)
    return at === null ? null : Math.round((at - courseStart + day) / (7 * day))
  }

  it.each([
    [[12, 18], 1],
    [[12, 18, 19, 20], 1],
    [[12, 18, 14, 20], 3],
    [[12, 18, 14], null],
    [[12], null],
    [[18, 18, 18, 18, 18, 17], 4],
  ])('%j asks since week %j', (totals, week) => {
    expect(since(totals)).toBe(week)
  })

  it('begins anew after the form on which somebody decided', () => {
    expect(since([12, 18, 19, 20], courseStart + 13 * day)).toBe(3)
    expect(since([12, 18, 19, 20], courseStart + 20 * day)).toBeNull()
  })

  it('does not reach back before a module was finished', () => {
    expect(since([14, 14, 13, 14], null, 5)).toBe(3)
  })
})

describe('how complete the forms are', () => {
  const ask = (totals: (number | null)[], week: number) =>
    dataQuality({ ...quiet, points: weekly(totals) }, on(courseStart + (week * 7 - 3) * day))
  const on = (now: number, since: number | null = null, contacts: number[] = []) => ({
    now,
    since,
    carriedAfterDays: 10,
    contacts,
  })

  it('names the weeks that are over and have no form', () => {
    expect(ask([14, 13, null, 12, null], 5)).toMatchObject({ missingWeeks: [2, 4], weeksOver: 4 })
    expect(ask([14, 13, 12], 3).missingWeeks).toEqual([])
  })

  it.each([
    [3, 4, false],
    [3, 5, true],
  ])('after a form in week %i, what is said in week %i is carried on: %s', (_, week, isCarried) => {
    expect(ask([14, 13, 12, 12], week).isCarried).toBe(isCarried)
  })

  it('counts a form that could not be scored as a missing week', () => {
    const points = [...weekly([14]), { at: courseStart + 6 * day, total: null }]
    const found = dataQuality({ ...quiet, points }, on(courseStart + 12 * day))
    expect(found).toMatchObject({ missingWeeks: [1], unscoredCount: 1 })
  })

  it.each([
    // The set of a review can be answered two days before it, and the next one on its day.
    ['nine days apart', [0, 6, 15, 21], []],
    ['ten days apart', [0, 6, 16, 21], []],
    ['eleven days apart, over one week', [0, 6, 17, 21], [2]],
    ['two weeks apart', [0, 6, 20, 27], [2]],
  ])('misses no week between forms %s', (_, days, missingWeeks) => {
    const points = days.map((after) => ({ at: courseStart + after * day, total: 12 }))
    const found = dataQuality({ ...quiet, points }, on(courseStart + 29 * day))
    expect(found.missingWeeks).toEqual(missingWeeks)
  })

  it.each([
    [9, []],
    [11, [4]],
  ])('waits for the form of a week that is over, %i days after the last', (days, missingWeeks) => {
    const points = [0, 7, 14, 20].map((after) => ({ at: courseStart + after * day, total: 12 }))
    const found = dataQuality({ ...quiet, points }, on(courseStart + (20 + days) * day))
    expect(found).toMatchObject({ missingWeeks, weeksOver: 4 })
  })

  it('of one that is asked from week 3 on misses nothing before it', () => {
    const points = [{ at: courseStart + 15 * day, total: 30 }]
    const since = courseStart + 14 * day
    const found = dataQuality({ ...quiet, points }, on(courseStart + 30 * day, since))
    expect(found).toMatchObject({ missingWeeks: [4], weeksOver: 2 })
  })

  it('says nothing of a course without a form', () => {
    expect(ask([], 1)).toEqual({
      missingWeeks: [],
      weeksOver: 0,
      unscoredCount: 0,
      lastAt: null,
      daysSinceLast: null,
      isCarried: false,
      carriedTo: [],
    })
  })

  it('names the contacts that a total was carried to, of those that have been', () => {
    const points = weekly([14, null, null, 12])
    const contacts = [3, 15, 22, 40].map((days) => courseStart + days * day)
    const found = dataQuality({ ...quiet, points }, on(courseStart + 30 * day, null, contacts))
    expect(found.carriedTo).toMatchObject([{ total: 14, contactAt: contacts[1], isCarried: true }])
  })
})
