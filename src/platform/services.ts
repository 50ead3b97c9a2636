import type { Service } from './context.ts'
import type { Pool } from './database.ts'
import { parseServiceSettings } from './service-settings.ts'

interface ServiceRow {
  id: string
  slug: string
  name: string
  host: string | null
  time_zone: string
  settings: unknown
  is_demonstration: boolean
  clock_offset_seconds: number
}

export interface ServiceEntry {
  service: Service
  host: string | null
  clockOffsetSeconds: number
}

const keptForMilliseconds = 2000

/**
 * The services of this installation, and the time it is in each. Read at most every two seconds.
 */
export class ServiceDirectory {
  private entries: ServiceEntry[] = []
  private readAt = 0
  private reading: Promise<void> | null = null

  constructor(private readonly pool: Pool) {}

  async all(): Promise<ServiceEntry[]> {
    if (Date.now() - this.readAt > keptForMilliseconds) {
      this.reading ??= this.read().finally(() => {
        this.reading = null
      })
      await this.reading
    }
    return this.entries
  }

  /** The service whose host this is; with one service, that one. */
  async forHost(host: string | null): Promise<ServiceEntry | null> {
    const entries = await this.all()
    return (
      entries.find((entry) => entry.host !== null && entry.host === host) ??
      (entries.length === 1
        ? (entries[0] ?? null)
        : (entries.find((entry) => entry.host === null) ?? null))
    )
  }

  async byId(id: string): Promise<ServiceEntry | null> {
    return (await this.all()).find((entry) => entry.service.id === id) ?? null
  }

  /** After a change of settings or of the demonstration's clock. */
  forget(): void {
    this.readAt = 0
  }

  private async read(): Promise<void> {
    const { rows } = await this.pool.query<ServiceRow>(
      'select * from service order by created_at, id',
    )
    this.entries = rows.map((row) => ({
      host: row.host,
      clockOffsetSeconds: row.clock_offset_seconds,
      service: {
        id: row.id,
        slug: row.slug,
        name: row.name,
        timeZone: row.time_zone,
        isDemonstration: row.is_demonstration,
        settings: parseServiceSettings(row.settings),
      },
    }))
    this.readAt = Date.now()
  }
}

/** The time in a service: real, unless it is a demonstration whose clock was moved. */
export function nowIn(entry: ServiceEntry, wallClock: number): Date {
  return new Date(wallClock + entry.clockOffsetSeconds * 1000)
}
