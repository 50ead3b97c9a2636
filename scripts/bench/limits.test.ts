import { afterEach, describe, expect, it, vi } from 'vitest'
import { disagrees, holdTo, memoryGrows, slowedByHistory, tooSlow } from './limits.ts'

describe('the limits of the benchmark', () => {
  it.each([
    [100_000, 9.9, null],
    [100_000, 10.1, /10\.1 s, and 10\.0 s is the limit/],
    [200_000, 19, null],
    [2_000, 0.9, null],
    [2_000, 1.1, /1\.0 s is the limit/],
  ])('%s people in %s seconds', (people, seconds, says) => {
    if (says === null) expect(tooSlow(people, seconds)).toBeNull()
    else expect(tooSlow(people, seconds)).toMatch(says)
  })

  it('memory that goes up and down is constant, and memory that grows with the people is not', () => {
    expect(memoryGrows([60, 117, 70, 90, 117, 64, 100, 88])).toBeNull()
    expect(memoryGrows([60, 120, 180, 240, 300, 360])).toMatch(/from 180 to 360 MB/)
    // Too few looks to say anything.
    expect(memoryGrows([60, 300])).toBeNull()
  })

  it('a year of history may cost little more, right after a change somewhat more', () => {
    expect(slowedByHistory('review screen', [16, 17.6])).toBeNull()
    expect(slowedByHistory('review screen', [16, 21])).toMatch(/1\.15 times is the limit/)
    expect(slowedByHistory('review screen', [0, 0])).not.toBeNull()
    expect(slowedByHistory('review screen', [16, 21], 'afterAChange')).toBeNull()
    expect(slowedByHistory('review screen', [16, 25], 'afterAChange')).toMatch(/1\.35 times/)
  })

  it('code and SQL must agree about somebody', () => {
    expect(disagrees(92_298, 0)).toBeNull()
    expect(disagrees(92_298, 1)).toMatch(/differ in 1/)
    expect(disagrees(0, 0)).toMatch(/no referral/)
  })
})

describe('a missed limit', () => {
  const before = process.exitCode
  afterEach(() => {
    process.exitCode = before
    vi.restoreAllMocks()
  })

  it('ends the run with 1 and says which; limits that were kept say nothing', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    holdTo([null, null])
    expect(process.exitCode).toBe(before)
    expect(said).not.toHaveBeenCalled()
    holdTo([null, 'too slow'])
    expect(process.exitCode).toBe(1)
    expect(said).toHaveBeenCalledWith(expect.stringContaining('OVER THE LIMIT: too slow'))
  })
})
