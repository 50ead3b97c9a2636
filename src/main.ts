import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createServer, type Server } from 'node:http'
import { loadContent } from '#content/load-content.ts'
import { Assets } from '#platform/http/assets.ts'
import { Keys } from '#platform/crypto.ts'
import { createPool } from '#platform/database.ts'
import { JobQueue } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { createApp } from './app.ts'
import { connectDatabases } from './connect-databases.ts'
import { type Config, ConfigurationFault, readConfig } from './config.ts'
import { prepareDemonstration } from './prepare-demonstration.ts'
import { startWorker } from './worker.ts'

try {
  await start(readConfig(process.env))
} catch (error) {
  const isExpected = error instanceof ConfigurationFault || (error instanceof Error && error.name === 'ContentFaults')
  console.error(isExpected && error instanceof Error ? error.message : error)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  const root = repositoryRoot()
  const [content, databases] = await Promise.all([
    loadContent(path.join(root, 'content')), connectDatabases(config, log),
  ])
  const pool = createPool(databases.appUrl, config.poolSize)
  const jobs = await JobQueue.start(databases.appUrl, log, { works: config.run !== 'web' })
  const runtime: Runtime = {
    pool, jobs, content, log, keys: new Keys(config.secretKey), services: new ServiceDirectory(pool), wallClock: Date.now,
  }
  if (config.isDemonstration) await prepareDemonstration(runtime)
  const worker = config.run === 'web' ? null : await startWorker(runtime, config)
  const watchdog = config.run === 'web' ? null : startWatchdog(config, databases.appUrl, databases.ownerUrl)
  const server = config.run === 'worker' ? null : await listen(runtime, config, root)

  const stop = once(async () => {
    server?.close()
    server?.closeAllConnections()
    watchdog?.kill('SIGTERM')
    await worker?.stop()
    await jobs.stop()
    await pool.end()
    await databases.stop()
    process.exit(0)
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function listen(runtime: Runtime, config: Config, root: string): Promise<Server> {
  const app = createApp(runtime, {
    assets: Assets.load(path.join(root, 'dist', 'public')),
    isSecure: config.baseUrl?.startsWith('https:') ?? false,
    trustsProxy: config.trustsProxy,
  })
  const listener = getRequestListener(app.fetch)
  const server = createServer((incoming, outgoing) => {
    // The socket's address, for throttling; a client cannot set it, because it is overwritten here.
    incoming.headers['x-handrail-socket'] = incoming.socket.remoteAddress ?? 'unknown'
    incoming.rawHeaders.push('x-handrail-socket', incoming.socket.remoteAddress ?? 'unknown')
    void listener(incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, config)))
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  announce(config, port)
  return server
}

function explained(error: NodeJS.ErrnoException, config: Config): Error {
  if (error.code !== 'EADDRINUSE') return error
  return new ConfigurationFault([
    `PORT: something else is already listening on port ${config.port}. Stop it, or choose another: PORT=3001 npm start`,
  ])
}

function announce(config: Config, port: number): void {
  const address = config.baseUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`
  console.log(`\nHandrail is ready: ${address}`)
  if (config.isDemonstration) {
    console.log([
      '', 'This is a demonstration: nobody in it is real, and no mail leaves it.',
      `Choose whom to be at ${address}/demonstration. No password is needed.`, '',
    ].join('\n'))
  }
}

/** The watchdog of the safety clocks is a process of its own: it goes on when this one hangs. */
function startWatchdog(config: Config, appUrl: string, ownerUrl: string) {
  const here = fileURLToPath(import.meta.url)
  const script = path.join(path.dirname(here), `watchdog${path.extname(here)}`)
  return spawn(process.execPath, [...process.execArgv, script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: ownerUrl,
      DATABASE_APP_URL: appUrl,
      DATA_DIR: config.dataDir,
      WATCHDOG_PARENT: String(process.pid),
    },
  })
}

function once(work: () => Promise<void>): () => void {
  let started = false
  return () => {
    if (started) return
    started = true
    void work()
  }
}

