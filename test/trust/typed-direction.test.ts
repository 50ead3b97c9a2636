import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '#app/app.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { attributesOf } from './page-forms.ts'
import { aWorld, type World } from './world.ts'

/**
 * What is typed in Arabic or Hebrew runs from the right while it is typed, as it does where it is
 * shown: every box for words says `dir="auto"`.
 */

let app: TestApp
let world: World

beforeAll(async () => {
  app = await createTestApp()
  world = await aWorld(app)
}, 120_000)
afterAll(() => app.close())

const wordTypes = new Set(['text', 'search'])

/** The boxes of a page in which somebody writes words: not numbers, days, addresses, telephones. */
function boxesForWords(html: string): ReadonlyMap<string, string>[] {
  return [...html.matchAll(/<(input|textarea)\b((?:"[^"]*"|[^>"])*)>/g)].flatMap(
    ([, tag, head = '']) => {
      const box = attributesOf(head)
      const isForWords = tag === 'textarea' || wordTypes.has(box.get('type') ?? 'text')
      return isForWords && !/numeric|decimal/.test(box.get('inputmode') ?? '') ? [box] : []
    },
  )
}

test('on every page, a box for words takes its direction from what is typed', async () => {
  const { patient, therapist, supervisor, duty, administrator } = world
  const { serviceLead, contentLead, safetyLead } = world
  const actors = Object.entries({
    ...{ patient, therapist, supervisor, duty, administrator },
    ...{ serviceLead, contentLead, safetyLead },
  })
  const pages = routes.filter(({ method, path }) => method === 'GET' && path !== '/leave')
  const without = new Set<string>()
  const places = new Set<string>()
  for (const [who, person] of actors) {
    const browser = await app.as(person)
    for (const { path } of pages) {
      const address = path.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(patient.params[name] ?? 'x'),
      )
      for (const box of boxesForWords((await browser.get(address)).html)) {
        places.add(path)
        if (box.get('dir') !== 'auto') without.add(`${who} ${path}: ${box.get('name')}`)
      }
    }
  }
  expect([...without]).toEqual([])
  // The walk itself: that it came to the pages where people write.
  expect([...places]).toEqual(expect.arrayContaining(['/messages', '/people/:courseId', '/intake']))
  expect(places.size).toBeGreaterThan(25)
}, 120_000)
