import { describe, expect, it } from 'vitest'
import { plainDate } from './calendar.ts'
import { theProblemMeasures, theRules } from './outcome.fixture.ts'
import { measureOfProblem, rulesOn } from './outcome-rules.ts'

describe('the rules in force', () => {
  const first = theRules({ id: 'first', validFrom: plainDate('2022-04-01') })
  const second = theRules({ id: 'second', validFrom: plainDate('2026-04-01') })

  it.each([
    ['2022-03-31', null],
    ['2022-04-01', 'first'],
    ['2026-03-31', 'first'],
    ['2026-04-01', 'second'],
  ])('on %s are version %s, in whatever order they stand', (day, expected) => {
    expect(rulesOn([first, second], plainDate(day))?.id ?? null).toBe(expected)
    expect(rulesOn([second, first], plainDate(day))?.id ?? null).toBe(expected)
  })
})

describe('the measure that belongs to a problem', () => {
  it.each([
    ['F400', 'mi'],
    ['F40.01', 'mi'],
    ['F401', 'spin'],
    ['f40.1', 'spin'],
    ['F42', 'oci'],
    ['F421', 'oci'],
    ['83482000', 'biq'],
    ['834820001', null],
    ['F32', null],
    ['F411', null],
    ['F40', null],
    ['', null],
    [null, null],
  ])('%s has %s', (problem, expected) => {
    expect(measureOfProblem(theProblemMeasures, problem)?.measure ?? null).toBe(expected)
  })
})
