import { describe, expect, it } from 'vitest'
import { partScores, patternsNow, profileNow } from './form-parts.ts'
import { aForm } from './instrument.fixture.ts'
import type { Answers, Classification, Subscale } from './instrument.ts'

const avoidance: Subscale = {
  id: 'avoidance',
  label: 'Avoidance',
  items: [1, 2],
  method: 'sum',
  countFrom: 1,
  countTo: 99,
  multiplyBy: 1,
  minimum: 0,
  maximum: 8,
  higherIs: 'worse',
}
const pattern: Classification = {
  id: 'one',
  label: 'Item 1 is 2 or more',
  source: 'a paper',
  verifiedBy: '',
  confidence: 'seen',
  rules: [{ items: [{ item: 1, atLeast: 2 }], from: 1, to: 9 }],
  unless: [],
}
const form = aForm(3, 4, {
  subscales: [avoidance],
  classifications: [pattern, { ...pattern, id: 'remembered', confidence: 'unverified' }],
  profile: [3, 1],
})

function aStored(answers: Answers, subscores: Record<string, number | null> = {}) {
  return { answers, subscores }
}

describe('the parts of a form', () => {
  it('are said with the valid ones before them, whatever lies between', () => {
    const forms = [7, null, 5, null].map((avoidance) => aStored({}, { avoidance }))
    expect(partScores(form, forms)).toEqual([
      { subscale: avoidance, score: null, before: 5, first: 7 },
    ])
    expect(partScores(form, forms.slice(0, 1))).toEqual([
      { subscale: avoidance, score: 7, before: null, first: null },
    ])
  })

  it('are not made up where the form was stored without them', () => {
    expect(partScores(form, [aStored({ 1: 2 })])).toEqual([])
    expect(partScores(form, [])).toEqual([])
  })
})

describe('how its authors sort the answers', () => {
  it.each<[Answers | null, Answers, boolean | null, boolean | null]>([
    [null, { 1: 2 }, true, null],
    [{ 1: 1 }, { 1: 2 }, true, false],
    [{ 1: 3 }, { 1: 0 }, false, true],
    [{}, { 1: 1 }, false, null],
    [{ 1: 2 }, {}, null, true],
  ])('after %j, %j holds: %s; the time before: %s', (was, now, holds, before) => {
    const forms = [...(was ? [aStored(was)] : []), aStored(now)]
    expect(patternsNow(form, forms)[0]).toMatchObject({ id: 'one', holds, before })
  })

  it('says which rule is remembered alone, and which nobody has signed', () => {
    const found = patternsNow(form, [aStored({ 1: 2 })])
    expect(found.map(({ isConfirmed }) => isConfirmed)).toEqual([true, false])
    expect(found.map(({ isVerified }) => isVerified)).toEqual([false, false])
  })
})

describe('a profile', () => {
  it('is the answers beside each other in its own order, and never a sum', () => {
    const forms = [aStored({ 1: 4, 3: 0 }), aStored({ 1: 2, 3: 1 })]
    expect(profileNow(form, forms)).toEqual({ items: [3, 1], now: '12', before: '04' })
  })

  it('is not said while an answer of it is missing, nor of a form that has none', () => {
    expect(profileNow(form, [aStored({ 1: 2 })])?.now).toBeNull()
    expect(profileNow(aForm(3, 4), [aStored({ 1: 2, 3: 1 })])).toBeNull()
  })
})
