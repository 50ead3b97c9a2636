import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/** WCAG 2.0 to 2.2, levels A and AA, as axe names them. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

// Axe itself, as it comes with its package for Playwright. That gives it to each page twice, and
// brings back far more than is read here: half the time of a check.
const playwrightPackage = createRequire(import.meta.url).resolve('@axe-core/playwright')
const axe = readFileSync(createRequire(playwrightPackage).resolve('axe-core/axe.min.js'), 'utf8')
const options = { runOnly: { type: 'tag', values: levels }, resultTypes: ['violations'] }
const runAxe = `${axe}
;axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`

/** No fault that a machine can find; the message names each one and where it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), 'what stands in a frame would not be looked at').toHaveLength(1)
  const violations = await page.evaluate<Violation[]>(runAxe)
  const faults = violations.map(({ id, help, nodes }) => {
    const places = nodes
      .slice(0, 5)
      .map(({ target, html, failureSummary }) =>
        [`    ${target.join(' ')}`, html.slice(0, 160), failureSummary?.split('\n')[1]?.trim()]
          .filter(Boolean)
          .join('\n      '),
      )
    return [`  ${id}: ${help} (${nodes.length})`, ...places].join('\n')
  })
  const said = faults.length === 0 ? '' : `${page.url()}\n${faults.join('\n')}`
  expect(said, 'accessibility').toBe('')
  expect(await repeatedIds(page), `ids that stand twice on ${page.url()}`).toEqual([])
}

/** Axe asks no more, but a label, a link or a skip to such an id leads to the first of them. */
function repeatedIds(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))]
  })
}

/** Nothing is wider than the screen: nobody has to scroll sideways to read a line. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return [scrollWidth, clientWidth] as const
  })
  expect(content, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(screen)
}
