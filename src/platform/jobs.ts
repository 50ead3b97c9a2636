import { type JobResult, PgBoss } from 'pg-boss'
import type { ScopedTransaction } from '#platform/database/database.ts'
import type { PendingJob } from './context.ts'
import { errorFields, type Log } from './log.ts'

/** What leaves the process, by name. Payloads hold ids only; every job may run twice. */
export interface JobPayloads {
  'mail.send': { serviceId: string; mailId: string }
}

export type JobName = keyof JobPayloads

export type JobWorkers = { [Name in JobName]: (payload: JobPayloads[Name]) => Promise<void> }

const jobNames: readonly JobName[] = ['mail.send']

const retry = { retryLimit: 8, retryDelay: 15, retryBackoff: true, expireInSeconds: 60 } as const

const urgent = 1

/**
 * So few at a time that all of them are over before the first is taken for lost: one that a mail
 * server leaves hanging lasts twelve seconds.
 */
const working = {
  batchSize: 4,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
} as const

/**
 * The job queue: rows in the same database, inserted in the same transaction as what they follow.
 */
export class JobQueue {
  private constructor(
    private readonly boss: PgBoss,
    private readonly log: Log,
  ) {}

  /** Creates or upgrades the queue's own schema; run by `migrate`, as the owner of the database. */
  static async migrate(ownerUrl: string): Promise<void> {
    const boss = new PgBoss({
      connectionString: ownerUrl,
      max: 2,
      supervise: false,
      schedule: false,
    })
    boss.on('error', () => {})
    await boss.start()
    for (const name of jobNames) {
      if (!(await boss.getQueue(name))) await boss.createQueue(name, retry)
    }
    await boss.stop({ graceful: false })
  }

  static async start(appUrl: string, log: Log, options: { works: boolean }): Promise<JobQueue> {
    const boss = new PgBoss({
      connectionString: appUrl,
      max: 3,
      migrate: false,
      createSchema: false,
      supervise: options.works,
      schedule: false,
    })
    boss.on('error', (error) => log.warn('job queue', errorFields(error)))
    await boss.start()
    return new JobQueue(boss, log)
  }

  async insert(transaction: ScopedTransaction, jobs: readonly PendingJob[]): Promise<void> {
    const db = {
      executeSql: async (text: string, values?: unknown[]) =>
        transaction.query<Record<string, unknown>>(text, values ?? []),
    }
    for (const { name, payload, startAfter, onceKey, isUrgent } of jobs) {
      await this.boss.send(name, payload, {
        db,
        ...(startAfter ? { startAfter } : {}),
        ...(onceKey ? { singletonKey: onceKey } : {}),
        ...(isUrgent ? { priority: urgent } : {}),
      })
    }
  }

  /**
   * Two that take one after the other, without a pause while more waits: one for everything, and
   * one for what is urgent alone, which never stands behind a morning's reminders or a slow mail
   * server. More at a time would take the web server's connections.
   */
  async work(workers: JobWorkers): Promise<void> {
    for (const only of [{}, { minPriority: urgent }]) {
      await this.boss.work<JobPayloads['mail.send'], void, typeof working>(
        'mail.send',
        { ...working, ...only },
        async (jobs) => {
          const results: JobResult[] = []
          for (const { id, data } of jobs) {
            const isDone = await this.isDone('mail.send', () => workers['mail.send'](data))
            results.push({ id, status: isDone ? 'completed' : 'failed' })
          }
          return results
        },
      )
    }
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 1500 })
  }

  private async isDone(name: JobName, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.log.warn('job failed and will be tried again', { job: name, ...errorFields(error) })
      return false
    }
  }
}
