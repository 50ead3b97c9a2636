import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { Assets } from '#platform/http/assets.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { expectAccessible } from './accessible.ts'
import { createTestApp, type TestApp } from './app.ts'
import { launchBrowser } from './browser.ts'
import { aService, type Person } from './people.ts'

/** How long a page may take on a busy machine before the test gives up on it. */
const patience = 20_000

/** The application on a real port, a browser, and the people who sit at it. */
export interface Journey {
  readonly test: TestApp
  readonly serviceId: string
  readonly address: string
  /** A browser of their own, signed in; or nobody's, for null. */
  seat(person: Person | null, options?: BrowserContextOptions): Promise<Seat>
  /** Time passes for everybody: sessions end meanwhile, so all sign in again. */
  later(by: Parameters<TestApp['clock']['advance']>[0]): Promise<void>
  timeIs(moment: string): Promise<void>
  /** Rows as the owner of the database sees them. */
  rows<Row>(query: string, ...values: unknown[]): Promise<Row[]>
  end(): Promise<void>
}

export async function startJourney(): Promise<Journey> {
  const assets = Assets.load(path.join(repositoryRoot(), 'dist', 'public'))
  const test = await createTestApp({ assets, logLevel: 'error' })
  const serviceId = await aService(test)
  const [browser, server] = await Promise.all([launchBrowser(), listen(test)])
  const seats: Seat[] = []
  const signInAgain = async () => {
    for (const seat of seats) await seat.signInAgain()
  }
  const address = addressOf(server)
  return {
    test,
    serviceId,
    address,
    async seat(person, options = {}) {
      const seat = await Seat.take({ test, browser, address, person, options })
      seats.push(seat)
      return seat
    },
    async later(by) {
      test.clock.advance(by)
      await signInAgain()
    },
    async timeIs(moment) {
      test.clock.set(moment)
      await signInAgain()
    },
    async rows<Row>(query: string, ...values: unknown[]) {
      return (await test.owner.query<Row & object>(query, values)).rows
    },
    async end() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await test.close()
    },
  }
}

interface SeatParts {
  test: TestApp
  browser: Browser
  address: string
  person: Person | null
  options: BrowserContextOptions
}

/** One person at one browser. */
export class Seat {
  private readonly checked = new Set<string>()

  private constructor(
    private readonly parts: SeatParts,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async take(parts: SeatParts): Promise<Seat> {
    const context = await parts.browser.newContext({ baseURL: parts.address, ...parts.options })
    context.setDefaultTimeout(patience)
    const seat = new Seat(parts, context, await context.newPage())
    await seat.signInAgain()
    return seat
  }

  /** Who sits here from now on: somebody who came as a stranger may have signed in by the page. */
  belongsTo(person: Person): void {
    this.parts.person = person
  }

  async signInAgain(): Promise<void> {
    const { test, address, person } = this.parts
    if (!person) return
    const value = await test.signIn(person)
    await this.context.addCookies([{ name: 'handrail', value, url: address }])
  }

  /** Opens a page, as by typing its address, and looks it over. */
  async visit(place: string): Promise<void> {
    const response = await this.page.goto(place)
    expect(response?.status(), place).toBeLessThan(400)
    await this.lookOver(place)
  }

  /** Checks the page that is open: once for each place or state of it, which the caller names. */
  async lookOver(what: string): Promise<void> {
    const title = await this.page.title()
    expect(title, 'a title says nothing clinical').not.toMatch(/depress|PHQ|suicid/i)
    expect(await this.page.locator('h1').count(), `${what}: one main heading`).toBe(1)
    if (this.checked.has(what)) return
    this.checked.add(what)
    if (this.parts.options.javaScriptEnabled === false) await this.lookOverACopy()
    else await expectAccessible(this.page)
  }

  /** The check is a script itself: it looks at a copy of what a browser without scripts shows. */
  private async lookOverACopy(): Promise<void> {
    const shown = await this.page.content()
    const body = shown.replace(/<script[^>]*><\/script>|<\/?noscript>/g, '')
    const context = await this.parts.browser.newContext({ baseURL: this.parts.address })
    const copy = await context.newPage()
    await copy.route('**/*', (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ body, contentType: 'text/html; charset=utf-8' })
        : route.continue(),
    )
    await copy.goto(this.page.url())
    await expectAccessible(copy)
    await context.close()
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name, exact: typeof name === 'string' }).click()
    // A form with words in it asks first whether it will arrive, and leaves then.
    await this.page.locator('form[aria-busy="true"]').waitFor({ state: 'detached' })
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click()
  }

  async write(label: string | RegExp, words: string): Promise<void> {
    await this.page
      .getByLabel(label, { exact: typeof label === 'string' })
      .filter({ visible: true })
      .first()
      .fill(words)
  }

  async choose(label: string | RegExp): Promise<void> {
    await this.page
      .getByLabel(label, { exact: typeof label === 'string' })
      .filter({ visible: true })
      .first()
      .check()
  }

  /** Opens a part that is folded, unless it is open already. */
  async unfold(summary: string | RegExp): Promise<void> {
    const folded = this.page.locator('details:not([open]) > summary', { hasText: summary })
    if ((await folded.count()) > 0) await folded.first().click()
  }

  /** The words of the page, as they are read; none while it is being left. */
  async words(): Promise<string> {
    const said = await this.page
      .locator('main')
      .innerText()
      .catch(() => '')
    return said.replace(/\s+/g, ' ')
  }

  /** Waits for words, because a press may still be on its way. */
  async sees(words: string | RegExp): Promise<void> {
    const said = expect.poll(() => this.words(), { timeout: patience, interval: 40 })
    await (typeof words === 'string' ? said.toContain(words) : said.toMatch(words))
  }

  /** The path of the page that is open, once a press has led there. */
  async arrives(path: RegExp): Promise<void> {
    await this.page.waitForURL(path)
  }
}

async function listen(test: TestApp): Promise<Server> {
  const server = createServer(getRequestListener(test.app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function addressOf(server: Server): string {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the server has no port')
  return `http://localhost:${address.port}`
}
