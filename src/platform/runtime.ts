import { randomUUID } from 'node:crypto'
import type { Content } from '#content/types.ts'
import { type Pool, ScopedTransaction } from '#platform/database/database.ts'
import type { Actor, Context, PlatformHandle } from './context.ts'
import type { Keys } from './crypto.ts'
import type { JobQueue } from './jobs.ts'
import type { Log } from './log.ts'
import { nowIn, type ServiceDirectory, type ServiceEntry } from './services.ts'

/** What lives as long as the process, and from which every context is made. */
export interface Runtime {
  readonly pool: Pool
  readonly services: ServiceDirectory
  /** As it is shipped; what a service says is in its entry. */
  readonly content: Content
  readonly keys: Keys
  readonly log: Log
  readonly jobs: JobQueue | null
  /** Real time in milliseconds: Date.now, or a test's own. */
  readonly wallClock: () => number
}

export function createContext(
  runtime: Runtime,
  entry: ServiceEntry,
  actor: Actor,
  options: { requestId?: string; now?: Date } = {},
): Context {
  const transaction = new ScopedTransaction(runtime.pool, entry.service.id, 'read')
  const platform: PlatformHandle = {
    transaction,
    process: runtime.pool,
    beginWrite: () => new ScopedTransaction(runtime.pool, entry.service.id, 'write'),
    insertJobs: async (inside, jobs) => {
      if (!runtime.jobs) throw new Error('this process has no job queue')
      await runtime.jobs.insert(inside, jobs)
    },
  }
  const now = options.now ?? nowIn(entry, runtime.wallClock())
  return {
    service: entry.service,
    actor,
    now,
    realNow: new Date(runtime.wallClock()),
    content: entry.contentAt(now),
    db: transaction.database,
    rows: async (query) => (await query.execute(transaction.database)).rows,
    requestId: options.requestId ?? randomUUID(),
    log: runtime.log,
    keys: runtime.keys,
    forgetService: () => runtime.services.forget(),
    platform,
  }
}

export const systemActor: Actor = { kind: 'system', id: null, name: 'Handrail' }

/** Runs work of the system's own (a clock, a job) in one service, and gives the connection back. */
export async function asSystem<T>(
  runtime: Runtime,
  entry: ServiceEntry,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return asActor(runtime, entry, systemActor, work)
}

/** The same for somebody who is not at a browser: an operator's command names who does it. */
export async function asActor<T>(
  runtime: Runtime,
  entry: ServiceEntry,
  actor: Actor,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const ctx = createContext(runtime, entry, actor)
  try {
    return await work(ctx)
  } finally {
    await ctx.platform.transaction.commit()
  }
}
