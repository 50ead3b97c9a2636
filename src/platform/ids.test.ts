import { expect, test } from 'vitest'
import { idOf, isId, newId } from './ids.ts'

test('ids are in the order of their making, and none is like another', () => {
  const made = Array.from({ length: 20_000 }, newId)

  expect(made.every(isId)).toBe(true)
  expect([...made].sort()).toEqual(made)
  // Not only by their place: what cannot be guessed differs as well.
  expect(new Set(made.map((id) => id.slice(-12))).size).toBe(made.length)
})

test('an id names its kind, version 7, and the millisecond in which it was made', () => {
  const before = Date.now()
  const id = newId()
  const millisecond = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

  expect(id[14]).toBe('7')
  expect('89ab').toContain(id[19])
  expect(millisecond).toBeGreaterThanOrEqual(before)
  expect(millisecond).toBeLessThanOrEqual(Date.now())
})

test('an id made of what it stands for is the same each time', () => {
  expect(idOf('phq9', '1')).toBe(idOf('phq9', '1'))
  expect(idOf('phq9', '1')).not.toBe(idOf('phq91'))
  expect(isId(idOf('phq9', '1'))).toBe(true)
})
