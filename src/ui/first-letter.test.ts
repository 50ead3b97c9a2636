import { expect, test } from 'vitest'
import { lowerFirst, upperFirst } from './first-letter.ts'

test.each([
  ['Low mood', 'low mood'],
  ['A difficult week', 'a difficult week'],
  ['PHQ-9', 'PHQ-9'],
  ['T-score', 'T-score'],
  ['I felt worse', 'I felt worse'],
  ['It is done', 'it is done'],
  ['already small', 'already small'],
  ['', ''],
])('"%s" inside a sentence is "%s"', (text, inside) => {
  expect(lowerFirst(text)).toBe(inside)
})

test('words that begin a sentence have a capital', () => {
  expect(upperFirst('half of them')).toBe('Half of them')
  expect(upperFirst('')).toBe('')
})
