import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, plan } from './measure-schedule.fixture.ts'
import { fitForToday } from './questions-a-day.ts'

const now = at('2026-11-22T10:00')
const forms = (...ids: string[]) => ids.map((instrumentId) => ({ instrumentId }))
const ids = (found: readonly { instrumentId: string }[]) => found.map((one) => one.instrumentId)
const split = (
  asked: string[],
  answered: { instrumentId: string; submittedAt: number }[] = [],
  putAside: { instrumentId: string; at: number }[] = [],
) => {
  const { today, later } = fitForToday(
    plan,
    { now, responses: answered, decisions: putAside },
    forms(...asked),
  )
  return [ids(today), ids(later)]
}

describe('how much is asked in a day', () => {
  it('what fits into thirty questions, and the rest another day', () => {
    expect(split(['phq9', 'gad7', 'wsas', 'peq', 'neq20'])).toEqual([
      ['phq9', 'gad7', 'wsas', 'peq'],
      ['neq20'],
    ])
  })

  it('a short one still fits behind a long one', () => {
    expect(split(['phq9', 'gad7', 'phq15', 'ceq'])).toEqual([['phq9', 'gad7', 'ceq'], ['phq15']])
  })

  it('one alone may be longer than a day would hold', () => {
    expect(split(['oci', 'ceq'])).toEqual([['oci'], ['ceq']])
  })

  it('what was answered today counts, and what was answered yesterday does not', () => {
    const answered = (text: string) => [{ instrumentId: 'neq20', submittedAt: at(text) }]
    expect(split(['wai_sr'], answered('2026-11-22T08:00'))).toEqual([[], ['wai_sr']])
    expect(split(['wai_sr'], answered('2026-11-21T23:59'))).toEqual([['wai_sr'], []])
  })

  it('what was put aside today is not made up for by another form', () => {
    const putAside = [
      { instrumentId: 'phq9', at: at('2026-11-22T08:00') },
      { instrumentId: 'gad7', at: at('2026-11-22T08:01') },
    ]
    expect(split(['phq15'], [], putAside)).toEqual([[], ['phq15']])
    expect(split(['phq9', 'gad7'], [], putAside)).toEqual([['phq9', 'gad7'], []])
  })

  const anyForms = fc.shuffledSubarray([...plan.questions.keys()])

  it('never exceeds the limit, but by a form alone', () => {
    fc.assert(
      fc.property(anyForms, (asked) => {
        const [today = []] = split(asked)
        const sum = today.reduce((total, id) => total + (plan.questions.get(id) ?? 0), 0)
        expect(sum <= plan.mostQuestionsADay || today.length === 1).toBe(true)
      }),
    )
  })

  it('answering some of today’s forms takes none of the others away', () => {
    fc.assert(
      fc.property(
        anyForms,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (asked, chosen) => {
          const [today = []] = split(asked)
          const done = today.filter((_id, index) => chosen[index])
          const answered = done.map((instrumentId) => ({ instrumentId, submittedAt: now }))
          const rest = asked.filter((id) => !done.includes(id))
          const [left = []] = split(rest, answered)
          expect(left).toEqual(today.filter((id) => !done.includes(id)))
        },
      ),
    )
  })
})
