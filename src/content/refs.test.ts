import { expect, it } from 'vitest'
import { smallWorksheet } from './content.fixture.ts'
import { refFields, refWords, takenOver } from './refs.ts'
import { displayValue } from './worksheet-display.ts'
import { worksheetForm } from './worksheet-form.ts'
import { parseWorksheetForm } from './worksheet-values.ts'

const week = await smallWorksheet('common.week')
const list = await smallWorksheet('common.list')
const [field] = refFields(week)
if (!field) throw new Error('the fixture has a ref')

it('shows an entry by the words of the field that the author named', () => {
  expect(refWords(list, field, { thing: 'Five beans', effort: 2 })).toBe('Five beans')
  expect(refWords(list, field, { effort: 2 })).toBe('')
  expect(refWords(list, field, { thing: 'x'.repeat(400) })).toHaveLength(160)
})

it('takes over words, and nothing that the field could not hold', () => {
  expect(takenOver(week, field, { thing: 'Five beans' })).toEqual({ what: 'Five beans' })
  expect(takenOver(week, field, { thing: 'x'.repeat(400) })).toEqual({})
  expect(takenOver(week, field, {})).toEqual({})
})

it('is chosen in a form, shown in its words, and shown in the form again', () => {
  const { values, errors } = parseWorksheetForm(week, null, { 'f.from_list': 'an-id' })
  expect([values, errors]).toEqual([{ from_list: { ref: 'an-id', words: '' } }, {}])
  const saved = { from_list: { ref: 'an-id', words: 'Five beans' } }
  expect(displayValue(field, saved.from_list)).toBe('Five beans')
  expect(worksheetForm(week, null, saved)).toEqual({ 'f.from_list': 'an-id' })
})
