import path from 'node:path'
import type { Hono } from 'hono'
import { createApp } from '#app/app.ts'
import { contentSource } from '#app/service-content.ts'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import type { Actor, Context } from '#platform/context.ts'
import { hashToken, Keys, newToken } from '#platform/crypto.ts'
import { createPool, type Pool } from '#platform/database/database.ts'
import { Assets } from '#platform/http/assets.ts'
import { JobQueue } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { createContext, type Runtime, systemActor } from '#platform/runtime.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { Clock } from './clock.ts'
import { createTestDatabase } from './database.ts'

const origin = 'http://handrail.test'

type Person = { serviceId: string; accountId: string; isStaff: boolean }

interface TestAppOptions {
  /** The built style sheet and islands, for a real browser. */
  assets?: Assets
  logLevel?: Parameters<typeof createLog>[0]
}

export interface TestApp {
  app: Hono
  runtime: Runtime
  clock: Clock
  /**
   * As the owner of the database: sees every row. For looking, and for building what a test
   * starts from.
   */
  owner: Pool
  /** A context for calling an act directly, as this actor in this service. */
  context(serviceId: string, actor?: Actor): Promise<Context>
  /** A browser that nobody has signed in to. */
  stranger(): Browser
  /** A browser in which this person has signed in. */
  as(person: Person): Promise<Browser>
  /** The token of a new session of this person, for a browser of another kind. */
  signIn(person: Person): Promise<string>
  close(): Promise<void>
}

let content: Promise<Content> | null = null

/** The real application on a real database, with a clock that the test moves. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const clock = new Clock('2026-11-02T09:00:00Z')
  const log = createLog(options.logLevel ?? 'silent')
  const pool = createPool(database.appUrl, 8)
  const owner = createPool(database.ownerUrl, 2)
  content ??= loadContent(path.join(repositoryRoot(), 'content'))
  const runtime: Runtime = {
    pool,
    log,
    content: await content,
    keys: new Keys('a-secret-key-for-tests-only-0123456789'),
    services: new ServiceDirectory(pool, log, contentSource(await content)),
    wallClock: () => clock.now().getTime(),
    jobs: await JobQueue.start(database.appUrl, log, { works: false }),
  }
  const app = createApp(runtime, {
    assets: options.assets ?? Assets.forTests(),
    isSecure: false,
    trustsProxy: false,
  })
  return {
    app,
    runtime,
    clock,
    owner,
    context: async (serviceId, actor = systemActor) => {
      runtime.services.forget()
      const entry = await runtime.services.byId(serviceId)
      if (!entry) throw new Error('no such service')
      return createContext(runtime, entry, actor)
    },
    stranger: () => new Browser(app, null),
    as: async (person) => new Browser(app, await startSession(owner, clock, person)),
    signIn: async (person) => (await startSession(owner, clock, person)).token,
    close: async () => {
      await runtime.jobs?.stop()
      await pool.end()
      await owner.end()
      await database.drop()
    },
  }
}

interface Cookie {
  token: string
  csrf: string
}

async function startSession(owner: Pool, clock: Clock, person: Person): Promise<Cookie> {
  const token = newToken()
  const csrf = newToken()
  const now = clock.now()
  await owner.query(
    `insert into session (service_id, token_hash, account_id, kind, csrf_token, signed_in_at, last_seen_at,
       expires_at, second_factor_at) values ($1, $2, $3, $4, $5, $6, $6, $7, $6)`,
    [
      person.serviceId,
      hashToken(token),
      person.accountId,
      person.isStaff ? 'staff' : 'patient',
      csrf,
      now,
      new Date(now.getTime() + 365 * 86_400_000),
    ],
  )
  return { token, csrf }
}

/** Sends requests as a browser would: with its cookie, and its forms with their token. */
export class Browser {
  constructor(
    private readonly app: Hono,
    private readonly cookie: Cookie | null,
  ) {}

  async get(address: string, headers: Record<string, string> = {}): Promise<Page> {
    return Page.read(await this.app.request(origin + address, { headers: this.headers(headers) }))
  }

  async post(
    address: string,
    fields: Record<string, string | string[]> = {},
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const body = new URLSearchParams()
    if (this.cookie) body.set('csrf', this.cookie.csrf)
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    }
    return Page.read(
      await this.app.request(origin + address, {
        method: 'POST',
        body,
        headers: this.headers({ 'sec-fetch-site': 'same-origin', ...headers }),
      }),
    )
  }

  /** Anything at all, also what no form of ours would send; with an origin, as a browser of old. */
  async send(
    method: string,
    address: string,
    body: string | FormData | null,
    headers: Record<string, string>,
  ): Promise<Page> {
    return Page.read(
      await this.app.request(origin + address, {
        method,
        body,
        headers: this.headers(
          headers.origin ? headers : { 'sec-fetch-site': 'same-origin', ...headers },
        ),
      }),
    )
  }

  /** The token that its forms carry. */
  get csrfToken(): string {
    return this.cookie?.csrf ?? ''
  }

  private headers(extra: Record<string, string>): Record<string, string> {
    return {
      host: 'handrail.test',
      ...(this.cookie ? { cookie: `handrail=${this.cookie.token}` } : {}),
      ...extra,
    }
  }
}

export class Page {
  private constructor(
    readonly status: number,
    readonly location: string | null,
    readonly html: string,
    readonly headers: Headers,
  ) {}

  static async read(response: Response): Promise<Page> {
    return new Page(
      response.status,
      response.headers.get('location'),
      await response.text(),
      response.headers,
    )
  }

  /** The words of the page, without its markup. */
  get text(): string {
    return this.html
      .replace(/<\/?bdi>|<wbr\/>/g, '')
      .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
      .replaceAll('&#x27;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
      .trim()
  }
}
