import { describe, expect, it } from 'vitest'
import { isQuiet, reminderDays, reminderTimes } from './diary-reminder.ts'

const quiet = { quietFrom: '21:30', quietUntil: '07:30' }
const london = { timeZone: 'Europe/London', atTime: '19:00', days: 21 }

describe('the times that may be chosen for a reminder', () => {
  it('are the half hours outside the quiet hours', () => {
    const times = reminderTimes(quiet)
    expect(times.at(0)).toBe('07:30')
    expect(times.at(-1)).toBe('21:00')
    expect(times).toHaveLength(28)
  })

  it('are never quiet, and every other half hour is', () => {
    expect(['21:30', '23:59', '00:00', '07:29'].map((time) => isQuiet(time, quiet))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(reminderTimes(quiet).some((time) => isQuiet(time, quiet))).toBe(false)
  })
})

describe('the days on which somebody is reminded', () => {
  it('begin today while the time is still to come, and are 21', () => {
    const now = Date.parse('2026-11-29T18:59:00Z')
    expect(reminderDays({ ...london, now })).toEqual({
      firstOn: '2026-11-29',
      lastOn: '2026-12-19',
    })
  })

  it('begin tomorrow when the time has come already', () => {
    const now = Date.parse('2026-11-29T19:00:00Z')
    expect(reminderDays({ ...london, now }).firstOn).toBe('2026-11-30')
  })

  it('are days of the service: an evening in summer is not tomorrow', () => {
    // 23:30 on 1 July in London.
    const now = Date.parse('2026-07-01T22:30:00Z')
    expect(reminderDays({ ...london, now }).firstOn).toBe('2026-07-02')
  })
})
