import { describe, expect, it } from 'vitest'
import { StampedMemory } from './stamped-memory.ts'

describe('what is remembered under a stamp', () => {
  it('holds while the stamp stands, and is not known once it has moved', () => {
    const memory = new StampedMemory<string>(2)
    memory.put('a', 'first', 'as it was')
    expect(memory.get('a', 'first')).toBe('as it was')
    expect(memory.get('a', 'second')).toBeUndefined()
    memory.put('a', 'second', 'as it is')
    expect(memory.get('a', 'second')).toBe('as it is')
    expect(memory.get('a', 'first')).toBeUndefined()
  })

  it('forgets what was not used for longest', () => {
    const memory = new StampedMemory<number>(2)
    memory.put('a', 's', 1)
    memory.put('b', 's', 2)
    memory.get('a', 's')
    memory.put('c', 's', 3)
    expect(['a', 'b', 'c'].map((key) => memory.get(key, 's'))).toEqual([1, undefined, 3])
  })
})
