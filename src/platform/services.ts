import { ZodError } from 'zod'
import type { Content, ServiceWording } from '#content/types.ts'
import type { Pool } from '#platform/database/database.ts'
import type { Service } from './context.ts'
import { errorFields, type Log } from './log.ts'
import { serviceBroken } from './refusals.ts'
import { serviceLogoSchema } from './service-logo.ts'
import { parseServiceSettings } from './service-settings.ts'
import { readWording } from './service-wording.ts'

interface ServiceRow {
  id: string
  slug: string
  name: string
  host: string | null
  time_zone: string
  settings: unknown
  logo: unknown
  is_demonstration: boolean
  clock_offset_seconds: number
  wording_stamp: number
}

export interface ServiceEntry {
  service: Service
  host: string | null
  clockOffsetSeconds: number
  /**
   * What this service says at a moment: the shipped content with the wording that it has a licence
   * for, and with the numbers that hold on that day.
   */
  contentAt(now: Date): Content
}

/** A service of which something stored cannot be read. It stands still; the others go on. */
export interface BrokenService {
  readonly id: string
  readonly slug: string
  readonly host: string | null
  /** Names of what cannot be read, never what stands in it. */
  readonly why: string
}

type Found = { entry: ServiceEntry } | { broken: BrokenService }

/** The shipped content and how a service's own wording goes into it. */
export interface ContentSource {
  readonly shipped: Content
  /** `unused`: wording that does not fit, by the id of its instrument. */
  withWording(wording: ServiceWording): { content: Content; unused: readonly string[] }
  withProrating(content: Content): Content
  /** With the numbers that hold today, of those that the service has verified. */
  asToday(content: Content, now: Date, timeZone: string): Content
}

const keptForMilliseconds = 2000
const repeatWarningMilliseconds = 60_000

/**
 * The services of this installation, what each of them says, and the time it is in each. Read at
 * most every two seconds; a service's wording only when its stamp has moved.
 */
export class ServiceDirectory {
  private found: readonly Found[] = []
  private readAt = 0
  private reading: Promise<void> | null = null
  /** Moves with forget(): what was asked before that is not an answer any more. */
  private turn = 0
  private readonly contents = new Map<string, { stamp: number; content: Content }>()
  private readonly warnedAt = new Map<string, number>()

  constructor(
    private readonly pool: Pool,
    private readonly log: Log,
    private readonly contentSource: ContentSource,
  ) {}

  /** Those that can be used. */
  async all(): Promise<ServiceEntry[]> {
    return (await this.current()).flatMap((one) => ('entry' in one ? [one.entry] : []))
  }

  /** Those that stand still until somebody has mended their row. */
  async broken(): Promise<BrokenService[]> {
    return (await this.current()).flatMap((one) => ('broken' in one ? [one.broken] : []))
  }

  /**
   * The service whose host this is; with one service, that one. Throws when that service is
   * broken: no other may answer in its place.
   */
  async forHost(host: string | null): Promise<ServiceEntry | null> {
    const found = await this.current()
    return usable(
      found.find((one) => host !== null && hostOf(one) === host) ??
        (found.length === 1 ? found[0] : found.find((one) => hostOf(one) === null)),
    )
  }

  /** Null when there is no such service; throws when there is, and it is broken. */
  async byId(id: string): Promise<ServiceEntry | null> {
    return usable((await this.current()).find((one) => serviceIdOf(one) === id))
  }

  /** After a change of settings, of wording or of the demonstration's clock. */
  forget(): void {
    this.turn += 1
    this.readAt = 0
    this.reading = null
  }

  private async current(): Promise<readonly Found[]> {
    while (Date.now() - this.readAt > keptForMilliseconds) {
      this.reading ??= this.read()
      await this.reading
    }
    return this.found
  }

  private async read(): Promise<void> {
    const { turn } = this
    try {
      const { rows } = await this.pool.query<ServiceRow>(
        'select * from service order by created_at, id',
      )
      const found = await Promise.all(rows.map((row) => this.tryEntry(row)))
      if (turn !== this.turn) return
      this.found = found
      this.readAt = Date.now()
    } finally {
      if (turn === this.turn) this.reading = null
    }
  }

  private async tryEntry(row: ServiceRow): Promise<Found> {
    try {
      const entry = await this.entryOf(row)
      this.warnedAt.delete(row.id)
      return { entry }
    } catch (error) {
      const why = reasonOf(error)
      this.warn(row.id, why, error)
      return { broken: { id: row.id, slug: row.slug, host: row.host, why } }
    }
  }

  private async entryOf(row: ServiceRow): Promise<ServiceEntry> {
    const settings = parseServiceSettings(row.settings)
    const own = await this.contentOf(row)
    const content = settings.prorateMissingAnswers ? this.contentSource.withProrating(own) : own
    return {
      host: row.host,
      clockOffsetSeconds: row.clock_offset_seconds,
      contentAt: (now) => this.contentSource.asToday(content, now, row.time_zone),
      service: {
        id: row.id,
        slug: row.slug,
        name: row.name,
        timeZone: row.time_zone,
        isDemonstration: row.is_demonstration,
        settings,
        logo: serviceLogoSchema.nullable().parse(row.logo),
      },
    }
  }

  /** A service that never had wording of its own costs no query. */
  private async contentOf({ id, wording_stamp: stamp }: ServiceRow): Promise<Content> {
    if (stamp === 0) return this.contentSource.shipped
    const kept = this.contents.get(id)
    if (kept?.stamp === stamp) return kept.content
    const wording = await readWording(this.pool, id)
    const { content, unused } = this.contentSource.withWording(wording)
    for (const instrument of unused) {
      this.log.warn('wording does not fit its instrument and is not used', {
        serviceId: id,
        step: instrument,
      })
    }
    this.contents.set(id, { stamp, content })
    return content
  }

  /** At once and then every minute: its safety clocks stand still with it. */
  private warn(serviceId: string, why: string, error: unknown): void {
    const last = this.warnedAt.get(serviceId) ?? 0
    if (Date.now() - last < repeatWarningMilliseconds) return
    this.warnedAt.set(serviceId, Date.now())
    this.log.error('a service stands still: its row cannot be read', {
      ...errorFields(error),
      serviceId,
      step: why,
    })
  }
}

/** The time in a service: real, unless it is a demonstration whose clock was moved. */
export function nowIn(entry: ServiceEntry, wallClock: number): Date {
  return new Date(wallClock + entry.clockOffsetSeconds * 1000)
}

function usable(found: Found | undefined): ServiceEntry | null {
  if (found === undefined) return null
  if ('broken' in found) throw serviceBroken()
  return found.entry
}

function hostOf(found: Found): string | null {
  return 'entry' in found ? found.entry.host : found.broken.host
}

function serviceIdOf(found: Found): string {
  return 'entry' in found ? found.entry.service.id : found.broken.id
}

/** Names of settings, not their values, which are the service's own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ZodError)) return 'wording'
  const names = error.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
  )
  return `settings: ${[...new Set(names)].join(', ')}`
}
