import { expect, test } from 'vitest'
import { isPauseOver, pauseOverAt } from './pause.ts'

const london = 'Europe/London'

test('a pause lasts through its last day, and is over when the next one begins', () => {
  const over = Date.parse('2026-11-28T00:00Z')
  expect(pauseOverAt('2026-11-27', london)).toBe(over)
  expect(isPauseOver(over - 1, '2026-11-27', london)).toBe(false)
  expect(isPauseOver(over, '2026-11-27', london)).toBe(true)
})

test('its last day is counted on the local clock, also when summer time ends in it', () => {
  expect(pauseOverAt('2026-10-24', london)).toBe(Date.parse('2026-10-24T23:00Z'))
  expect(pauseOverAt('2026-10-25', london)).toBe(Date.parse('2026-10-26T00:00Z'))
})
