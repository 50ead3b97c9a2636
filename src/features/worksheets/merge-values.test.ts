import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeValues, withShownFields } from './merge-values.ts'

const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z'))

describe('what two tabs wrote', () => {
  it('is put together when each changed another field', () => {
    expect(mergeValues({ a: 'x', b: 'x' }, { a: 'y', b: 'x' }, { a: 'x', b: 'z' })).toEqual({
      ok: true,
      values: { a: 'y', b: 'z' },
    })
  })

  it('is not decided for the person when both changed one field', () => {
    expect(mergeValues({ a: 'x' }, { a: 'y' }, { a: 'z' })).toMatchObject({
      ok: false,
      fields: ['a'],
    })
    expect(mergeValues({ a: 'x' }, {}, { a: 'z' })).toMatchObject({ ok: false, fields: ['a'] })
  })

  it('leaves alone, in the later text, what only the earlier one changed', () => {
    expect(mergeValues({ a: 'x', b: 'x' }, { a: 'y', b: 'y' }, { a: 'z', b: 'x' })).toEqual({
      ok: false,
      fields: ['a'],
      values: { a: 'z', b: 'y' },
    })
  })

  it('never loses a word: every change is in the result, or both are kept', () => {
    fc.assert(
      fc.property(values, values, values, (base, current, incoming) => {
        const merge = mergeValues(base, current, incoming)
        if (!merge.ok) return
        for (const id of ['a', 'b', 'c', 'd']) {
          if (current[id] !== base[id]) expect(merge.values[id]).toBe(current[id])
          if (incoming[id] !== base[id]) expect(merge.values[id]).toBe(incoming[id])
        }
      }),
    )
  })

  it('keeps the fields that a form did not show', () => {
    expect(withShownFields({ a: 'x', b: 'x' }, ['b'], {})).toEqual({ a: 'x' })
  })
})
