import path from 'node:path'
import { type Config, readConfig } from '#app/config.ts'
import { connectDatabases, type Databases } from '#app/connect-databases.ts'
import { Opened } from '#app/opened.ts'
import { contentSource } from '#app/service-content.ts'
import { loadContent } from '#content/load-content.ts'
import { Keys } from '#platform/crypto.ts'
import { createPool } from '#platform/database/database.ts'
import { DatabaseInUse } from '#platform/database/embedded-database.ts'
import { JobQueue } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { ServiceDirectory, type ServiceEntry } from '#platform/services.ts'
import { CommandFault } from './command.ts'

// A command speaks in its own words; only trouble is logged.
const log = createLog('error')

const ownStopMilliseconds = 60_000

export function contentFolder(): string {
  return path.join(repositoryRoot(), 'content')
}

let opened = new Opened(log)

/** Ends a command half way. PostgreSQL would outlive it: what the command started is stopped. */
export async function endWith(code: number): Promise<void> {
  await opened.close()
  process.exit(code)
}

/** Lends the database to a command and gives it back, also when the server is running on it. */
export async function withDatabases<T>(
  work: (databases: Databases, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  opened = new Opened(log)
  try {
    return await work(await connect(config), config)
  } finally {
    await opened.close()
  }
}

/** The same, with everything that an act of the service needs. */
export async function withRuntime<T>(
  work: (runtime: Runtime, databases: Databases, config: Config) => Promise<T>,
): Promise<T> {
  return withDatabases(async (databases, config) => {
    const content = await loadContent(contentFolder())
    const pool = createPool(databases.appUrl, 4)
    const jobs = await JobQueue.start(databases.appUrl, log, { works: false })
    const runtime: Runtime = {
      pool,
      jobs,
      content,
      log,
      keys: new Keys(config.secretKey),
      services: new ServiceDirectory(pool, log, contentSource(content)),
      wallClock: Date.now,
    }
    try {
      return await work(runtime, databases, config)
    } finally {
      await jobs.stop()
      await pool.end()
    }
  })
}

/** The service named, or the only one there is. */
export async function chooseService(runtime: Runtime, slug: string | null): Promise<ServiceEntry> {
  const entries = await runtime.services.all()
  const broken = (await runtime.services.broken()).find((one) => slug === null || one.slug === slug)
  if (broken)
    throw new CommandFault(
      `The service ${broken.slug} stands still: in its row (table service) this cannot be read: ` +
        `${broken.why}.`,
    )
  if (entries.length === 0)
    throw new CommandFault('There is no service yet: handrail service create')
  const named = slug === null ? entries : entries.filter(({ service }) => service.slug === slug)
  const [entry] = named
  if (entry && named.length === 1) return entry
  const slugs = entries.map(({ service }) => service.slug).join(', ')
  throw new CommandFault(`Say which service with --service. There are: ${slugs}`)
}

/**
 * The embedded database of a running server is borrowed, not taken over: it goes on when the
 * command ends.
 */
async function connect(config: Config): Promise<Databases> {
  try {
    return await connectAndKeep(config)
  } catch (error) {
    if (!(error instanceof DatabaseInUse)) throw error
    return connectAndKeep({ ...config, databaseUrl: error.ownerUrl })
  }
}

/** Our own is stopped however far it has come: one that is still starting is waited for. */
function connectAndKeep(config: Config): Promise<Databases> {
  const connecting = connectDatabases(config, log)
  const stop = async () => (await connecting.catch(() => null))?.stop()
  opened.keep('databases', stop, config.databaseUrl === null ? ownStopMilliseconds : undefined)
  return connecting
}
