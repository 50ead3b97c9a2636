import { describe, expect, it } from 'vitest'
import type { ReviewSignal } from './on-track.ts'
import { type SignalDecision, standingDecision } from './signal-decision.ts'

const day = 86_400_000
const then = Date.parse('2026-11-02T12:00Z')

function aSignal(changes: Partial<ReviewSignal> = {}): ReviewSignal {
  return {
    code: 'worse_than_start',
    instrumentId: 'phq9',
    total: 18,
    start: 12,
    from: 12,
    by: 6,
    weeks: 3,
    isWithoutPauses: false,
    judgedFromSession: 6,
    share: null,
    isIllustrative: false,
    since: then,
    supervisorBy: null,
    mayJudge: true,
    sources: [],
    isVerified: false,
    ...changes,
  }
}

function aDecision(changes: Partial<SignalDecision> = {}): SignalDecision {
  return {
    instrumentId: 'phq9',
    code: 'worse_than_start',
    since: then,
    decision: 'call',
    role: 'therapist',
    at: then + day,
    ...changes,
  }
}

const facts = {
  points: [{ at: then, total: 18, instrumentId: 'phq9' }],
  risesFrom: 6,
  rules: { holdsDays: 28 },
}

describe('a decision about a signal', () => {
  it('answers the form that it was made on', () => {
    expect(standingDecision(aSignal(), [aDecision()], facts)?.decision).toBe('call')
    expect(standingDecision(aSignal(), [], facts)).toBeNull()
  })

  it.each([
    [27, true],
    [28, true],
    [29, false],
  ])('still answers a form %i days later: %s', (days, stands) => {
    const signal = aSignal({ since: then + days * day })
    expect(standingDecision(signal, [aDecision()], facts) !== null).toBe(stands)
  })

  it.each([
    [23, true],
    [24, false],
    [25, false],
  ])('made at 18 still answers a total of %i: %s', (total, stands) => {
    const signal = aSignal({ total, since: then + 7 * day })
    expect(standingDecision(signal, [aDecision()], facts) !== null).toBe(stands)
  })

  it('about one thing does not answer another, nor one form the form before it', () => {
    const of = (changes: Partial<ReviewSignal>) =>
      standingDecision(aSignal(changes), [aDecision()], facts)
    expect(of({ instrumentId: 'gad7' })).toBeNull()
    expect(of({ code: 'no_change_by_module' })).toBeNull()
    expect(of({ since: then - day })).toBeNull()
  })

  it.each([
    ['worse_than_start', 'jump', true],
    ['worse_than_start', 'worse_than_best', true],
    ['jump', 'worse_than_best', true],
    ['jump', 'worse_than_start', false],
    ['worse_than_best', 'jump', false],
    ['above_cut_point', 'no_change_by_module', true],
    ['above_cut_point', 'above_range', true],
    ['above_range', 'above_cut_point', false],
    ['worse_than_start', 'above_cut_point', false],
    ['above_cut_point', 'worse_than_best', false],
  ] as const)(
    'about %s answers %s: %s, because the more serious holds the less',
    (decided, asked, stands) => {
      const found = standingDecision(
        aSignal({ code: asked }),
        [aDecision({ code: decided })],
        facts,
      )
      expect(found !== null).toBe(stands)
    },
  )

  it('is the latest of several', () => {
    const later = aDecision({ decision: 'step_up', role: 'supervisor', at: then + 3 * day })
    expect(standingDecision(aSignal(), [later, aDecision()], facts)?.decision).toBe('step_up')
  })
})
