import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wrapText } from './wrap-text.ts'

it('keeps every word in order when there is room, and no line is too long', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const lines = wrapText(text, 20, 1000)
      expect(lines.every((line) => [...line].length <= 20)).toBe(true)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})

it('says that there is more when it cuts', () => {
  expect(wrapText('one two three four five six', 9, 2)).toEqual(['one two', 'three…'])
})
