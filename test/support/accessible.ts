import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** WCAG 2.0 to 2.2, levels A and AA, as axe names them. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** No fault that a machine can find; the message names each one and where it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Without frames there is nothing to gather in a second page, which would cost most of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.withTags(levels).analyze()
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
