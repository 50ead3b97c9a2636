import { describe, expect, it } from 'vitest'
import { aReferral, aSetting, at } from '#clinical/outcome.fixture.ts'
import { referralOutcome } from '#clinical/referral-outcome.ts'
import { outcomeSentences } from './outcome-words.ts'

type Totals = Parameters<typeof aReferral>[0]

function sentences(totals: Totals, changes: Parameters<typeof aReferral>[1] = {}): string {
  const record = aReferral(totals, { endedAt: null, ...changes })
  const outcome = referralOutcome(aSetting(), record)
  if (!outcome) throw new Error('the two measures of everybody are there')
  return outcomeSentences(outcome, record.endedAt !== null).join('. ')
}
const ended = { endedAt: at('2026-04-30') }
const oneCall = {
  ...ended,
  contacts: { ...aReferral().contacts, calls: aReferral().contacts.calls.slice(0, 1) },
}
const [phq9, gad7] = ['phq9', 'gad7'].map(
  (id) => aSetting().instruments.get(id)?.shortName ?? '',
) as [string, string]

describe('in treatment, one person’s outcome', () => {
  it('in the first week says that nothing can be said yet, and why', () => {
    const said = sentences({ phq9: [16], gad7: [12] })
    expect(said).toBe(
      `Change and recovery cannot be said yet: ${phq9} has one score only so far, and ${gad7} has one score only so far`,
    )
    expect(said).not.toMatch(/not recovered/i)
  })

  it('says so of the one measure that is missing', () => {
    expect(sentences({ phq9: [16, 9], gad7: [12] })).toBe(
      `Change and recovery cannot be said yet: ${gad7} has one score only so far`,
    )
  })

  it('does not call somebody a case or not when that is not known', () => {
    expect(sentences({ phq9: [9, 4] })).toBe(
      `Change cannot be said yet: ${gad7} has no score so far. ` +
        `Caseness at the start cannot be said, and so recovery cannot: no first score on ${gad7}`,
    )
  })

  it('says what stands above the cut-off, not that somebody has not recovered', () => {
    expect(sentences({ phq9: [16, 12], gad7: [12, 6] })).toBe(
      `Reliable improvement. Still a case on ${phq9}`,
    )
    expect(sentences({ phq9: [16, 12], gad7: [12] })).toContain(`Still a case on ${phq9}`)
  })

  it('says what can be said', () => {
    expect(sentences({ phq9: [16, 6], gad7: [12, 5] })).toBe('Reliable recovery')
    expect(sentences({ phq9: [10, 9], gad7: [7, 7] })).toBe('No reliable change. Recovery')
    expect(sentences({ phq9: [5, 5], gad7: [5, 5] })).toBe(
      'No reliable change. Not at caseness at the start, so not counted for recovery',
    )
  })
})

describe('at the end', () => {
  it('says what is missing, and how reports count it', () => {
    expect(sentences({ phq9: [16], gad7: [12, 5] }, ended)).toBe(
      `Change and recovery cannot be said: ${phq9} has one score only. In reports it counts as not recovered`,
    )
    expect(sentences({ gad7: [5, 4] }, ended)).toContain(
      `no first score on ${phq9}. In reports it counts as not recovered`,
    )
  })

  it('but not of a course that no report counts', () => {
    expect(sentences({ phq9: [16], gad7: [12, 5] }, oneCall)).not.toContain('In reports')
  })

  it('says where somebody is still a case', () => {
    expect(sentences({ phq9: [16, 12], gad7: [12, 9] }, ended)).toBe(
      `No reliable change. Not recovered: a case on ${phq9} and ${gad7} at the end`,
    )
  })
})
