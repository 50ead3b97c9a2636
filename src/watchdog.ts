import path from 'node:path'
import { loadContent } from '#content/load-content.ts'
import { escalateOverdue } from '#features/risk/index.ts'
import { Keys } from '#platform/crypto.ts'
import { createPool } from '#platform/database/database.ts'
import { JobQueue } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { readConfig } from './config.ts'
import { contentSource } from './service-content.ts'
import { every, forEachService } from './worker.ts'

/**
 * Watches the clocks of safety items. A process of its own: the clocks stand in the rows, so it
 * finds whatever ran
 * out while it, or everything, was down. Several may run; each item is claimed under its row's
 * lock.
 */
const config = readConfig(process.env)
const log = createLog(config.logLevel)
const appUrl = config.databaseAppUrl
if (!appUrl) throw new Error('The watchdog needs DATABASE_APP_URL.')

const pool = createPool(appUrl, 2)
const content = await loadContent(path.join(repositoryRoot(), 'content'))
const runtime: Runtime = {
  pool,
  log,
  content,
  keys: new Keys(config.secretKey),
  services: new ServiceDirectory(pool, log, contentSource(content)),
  wallClock: Date.now,
  jobs: await JobQueue.start(appUrl, log, { works: false }),
}
every(3000, async () => {
  await forEachService(runtime, 'safety', (entry) => asSystem(runtime, entry, escalateOverdue))
  if (config.watchdogParent !== null && !isAlive(config.watchdogParent)) process.exit(0)
})

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
