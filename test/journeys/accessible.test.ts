import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '#test/support/accessible.ts'
import { launchBrowser } from '#test/support/browser.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
})
afterAll(() => browser?.close())

function html(body: string): string {
  return `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${body}</main></html>`
}

it('a page without a fault passes', async () => {
  await page.setContent(html('<label>Name <input autocomplete="name"></label>'))
  await expectAccessible(page)
})

it.each([
  ['label', '<input type="text">'],
  ['color-contrast', '<p style="color: #bbb; background: #fff">Hardly to be read</p>'],
  ['image-alt', '<img src="data:," width="20" height="20">'],
  [
    'target-size',
    '<a href="/1" style="font-size: 8px">1</a><a href="/2" style="font-size: 8px">2</a>',
  ],
  ['stand twice', '<p id="one">One</p><p id="one">Two</p>'],
  ['in a frame', '<iframe title="Another page" srcdoc="<p>Hello</p>"></iframe>'],
])('a page with a fault is refused, and the fault is named: %s', async (name, body) => {
  await page.setContent(html(body))
  await expect(expectAccessible(page)).rejects.toThrow(name)
})
