import { useId } from 'react'
import { expect, test } from 'vitest'
import { rememberedMarkup } from './remembered-markup.ts'

let drawings = 0

function Named({ name, at }: { name: string; at?: Date }) {
  const id = useId()
  drawings += 1
  return (
    <p id={id}>
      {name} {at?.toISOString()}
    </p>
  )
}

const idOf = (markup: string) => /id="([^"]+)"/.exec(markup)?.[1]

test('the same properties are drawn once, and other properties anew', () => {
  const markup = rememberedMarkup(Named)
  drawings = 0
  expect(markup({ name: 'Ada' })).toBe(markup({ name: 'Ada' }))
  expect(drawings).toBe(1)
  expect(markup({ name: 'Ada', at: new Date(0) })).toContain('1970-01-01')
  expect(markup({ name: 'Ada', at: new Date(1) })).toContain('00:00:00.001')
  expect(drawings).toBe(3)
})

function Listed({ names, title }: { names: readonly string[]; title: string }) {
  drawings += 1
  return (
    <p>
      {title}: {names.join(', ')}
    </p>
  )
}

test('a list that is compared as one thing is drawn once for as long as it is the same', () => {
  const markup = rememberedMarkup(Listed, ['names'])
  const names = ['Ada', 'Ben']
  drawings = 0
  expect(markup({ names, title: 'Here' })).toBe('<p>Here: Ada, Ben</p>')
  markup({ names, title: 'Here' })
  expect(drawings).toBe(1)
  expect(markup({ names, title: 'There' })).toBe('<p>There: Ada, Ben</p>')
  expect(markup({ names: ['Ada', 'Cy'], title: 'Here' })).toBe('<p>Here: Ada, Cy</p>')
  expect(markup({ names: [], title: 'Here' })).toBe('<p>Here: </p>')
  expect(drawings).toBe(4)
})

test('what somebody wrote is shown as written, never as markup', () => {
  expect(rememberedMarkup(Named)({ name: '<script>“x”</script>' })).toContain('&lt;script&gt;“x”')
})

test('two drawings on one page have ids of their own', () => {
  const markup = rememberedMarkup(Named)
  const ids = [
    markup({ name: 'Ada' }),
    markup({ name: 'Ben' }),
    rememberedMarkup(Named)({ name: '' }),
  ]
  expect(new Set(ids.map(idOf)).size).toBe(3)
})

test('the drawings unused for longest are forgotten before they fill the memory', () => {
  const markup = rememberedMarkup(Named)
  const long = 'x'.repeat(300_000)
  markup({ name: `first ${long}` })
  markup({ name: `second ${long}` })
  markup({ name: `first ${long}` })
  for (const name of ['third', 'fourth']) markup({ name: `${name} ${long}` })
  drawings = 0
  markup({ name: `first ${long}` })
  expect(drawings).toBe(0)
  markup({ name: `second ${long}` })
  expect(drawings).toBe(1)
})
