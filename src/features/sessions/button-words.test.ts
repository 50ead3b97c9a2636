import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '#app/app.ts'
import { permissionsByLink } from '#platform/permissions.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aService } from '#test/support/people.ts'
import { buttonWords } from './button-words.ts'

// What is done before anybody is signed in, and what is never carried along (kept-form.ts).
const withoutSession = ['session.start', 'session.own', 'demonstration.use']
// A page posts these by itself, and gets no page back.
const byPage = /\/autosave$|^\/measures\/:formKey\/draft$|\/answer\/draft$|\/time$/

const forms = routes
  .filter(({ method, path, permission }) => {
    const isOpen = withoutSession.includes(permission) || permissionsByLink.has(permission)
    return method === 'POST' && !isOpen && !byPage.test(path)
  })
  .map(({ path }) => path)

describe('the button of a form that comes back after a sign-in', () => {
  let app: TestApp
  let browser: Browser

  beforeAll(async () => {
    app = await createTestApp()
    const person = await aMemberOfStaff(app, await aService(app), ['therapist'])
    browser = await app.as(person)
  })
  afterAll(() => app.close())

  async function buttonOf(path: string): Promise<string | undefined> {
    const fields = [
      ['csrf', browser.csrfToken],
      ['body', 'I went to the library'],
    ]
    const page = await browser.post('/account/carry-on', { kept: JSON.stringify({ path, fields }) })
    const form = page.html.slice(page.html.indexOf('name="carried"'))
    return /<button[^>]*>([^<]*)</.exec(form)?.[1]
  }

  it('has words of its own for every form there is, and for no other', () => {
    expect(Object.keys(buttonWords).toSorted()).toEqual(forms.toSorted())
  })

  it('says what pressing it does', async () => {
    for (const path of forms) {
      const address = path.replaceAll(/:\w+/g, '0192f3a4')
      expect(await buttonOf(address)).toBe(buttonWords[path])
    }
  })

  it('does not say that it saves where it sends', async () => {
    expect(await buttonOf('/messages')).toBe('Send your message')
    expect(await buttonOf('/safety/0192f3a4')).toBe('Send your answer')
    expect(await buttonOf('/measures/a1?item=2')).toBe('Send your answers')
    expect(await buttonOf('/a-form/of-tomorrow')).toBe('Send this form')
  })
})
