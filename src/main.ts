import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import { Keys } from '#platform/crypto.ts'
import { createPool } from '#platform/database/database.ts'
import { DatabaseInUse } from '#platform/database/embedded-database.ts'
import { Assets } from '#platform/http/assets.ts'
import { setSocketAddress } from '#platform/http/socket-address.ts'
import { JobQueue } from '#platform/jobs.ts'
import { createLog, type Log } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { createApp } from './app.ts'
import { addressOf, type Config, ConfigurationFault, readConfig } from './config.ts'
import { connectDatabases, type Databases } from './connect-databases.ts'
import { Opened } from './opened.ts'
import { prepareDemonstration, whomToBe } from './prepare-demonstration.ts'
import { contentSource } from './service-content.ts'
import { startWorker } from './worker.ts'

try {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const opened = new Opened(log)
  stopOnSignal(opened)
  await start(config, log, opened)
} catch (error) {
  const isExpected =
    error instanceof ConfigurationFault ||
    error instanceof DatabaseInUse ||
    (error instanceof Error && error.name === 'ContentFaults')
  process.stderr.write(`${isExpected && error instanceof Error ? error.message : inspect(error)}\n`)
  process.exit(1)
}

async function start(config: Config, log: Log, opened: Opened): Promise<void> {
  try {
    // Said before a database is made and filled for nothing.
    if (config.run !== 'worker') await checkPortIsFree(config)
    const connecting = connectDatabases(config, log)
    keepWhileConnecting(opened, connecting, config)
    const content = loadContent(path.join(repositoryRoot(), 'content'))
    const [said, databases] = await Promise.all([content, connecting])
    await serve(config, { log, content: said, databases }, opened)
  } catch (error) {
    // What fails because everything is being closed is nothing to tell.
    const wasStopped = opened.isClosing
    await opened.close()
    if (!wasStopped) throw error
  }
}

/**
 * PostgreSQL outlives a process that ends, so it is closed however far it has come: one that is
 * still starting is waited for.
 */
function keepWhileConnecting(opened: Opened, connecting: Promise<Databases>, config: Config): void {
  const stop = async () => {
    const databases = await connecting.catch(() => null)
    await databases?.stop()
  }
  // Another's server is not ours to wait for.
  opened.keep('databases', stop, config.databaseUrl === null ? 60_000 : undefined)
}

interface Ground {
  log: Log
  content: Content
  databases: Databases
}

async function serve(
  config: Config,
  { log, content, databases }: Ground,
  opened: Opened,
): Promise<void> {
  const pool = createPool(databases.appUrl, config.poolSize)
  opened.keep('pool', () => pool.end())
  const jobs = await JobQueue.start(databases.appUrl, log, { works: config.run !== 'web' })
  opened.keep('jobs', () => jobs.stop())
  const runtime: Runtime = {
    pool,
    jobs,
    content,
    log,
    keys: new Keys(config.secretKey),
    services: new ServiceDirectory(pool, log, contentSource(content)),
    wallClock: Date.now,
  }
  if (config.isDemonstration) await prepareDemonstration(runtime)
  if (config.run !== 'web') {
    const worker = await startWorker(runtime, config)
    const watchdog = keepWatchdog(config, databases, log)
    opened.keep('worker', () => worker.stop())
    opened.keep('watchdog', () => watchdog.stop())
  }
  if (config.run === 'worker') return
  const server = await listen(runtime, config)
  opened.keep('server', () => {
    server.close()
    server.closeAllConnections()
  })
}

/** From the beginning: whoever stops a start half way leaves nothing running either. */
function stopOnSignal(opened: Opened): void {
  const stop = () => void opened.close().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
}

async function listen(runtime: Runtime, config: Config): Promise<Server> {
  const app = createApp(runtime, {
    assets: Assets.load(path.join(repositoryRoot(), 'dist', 'public')),
    isSecure: config.baseUrl?.startsWith('https:') ?? false,
    trustsProxy: config.trustsProxy,
  })
  const listener = getRequestListener(app.fetch)
  const server = createServer((incoming, outgoing) => {
    setSocketAddress(incoming)
    void listener(incoming, outgoing)
  })
  await listening(server, config)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  announce(config, port, config.isDemonstration ? await whomToBe(runtime) : [])
  return server
}

async function checkPortIsFree(config: Config): Promise<void> {
  const probe = createServer()
  await listening(probe, config)
  await new Promise((resolve) => probe.close(resolve))
}

async function listening(server: Server, config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, config)))
    server.listen(config.port, config.host, resolve)
  })
}

function explained(error: NodeJS.ErrnoException, config: Config): Error {
  if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL') {
    return new ConfigurationFault([
      `HOST: this machine has no name or address “${config.host}”. Leave it out for 127.0.0.1, ` +
        'or use 0.0.0.0 for all that it has',
    ])
  }
  if (error.code !== 'EADDRINUSE') return error
  return new ConfigurationFault([
    `PORT: something else is already listening on port ${config.port}. Stop it, or choose ` +
      `another: PORT=3001 npm start`,
  ])
}

function announce(config: Config, port: number, people: readonly string[]): void {
  const address = addressOf({ ...config, port })
  process.stdout.write(`\nHandrail is ready: ${address}\n`)
  if (config.isDemonstration) {
    process.stdout.write(
      '\nThis is a demonstration: nobody in it is real, and no mail leaves it.\n' +
        `Choose whom to be at ${address}/demonstration. No password is needed:\n\n` +
        `${people.map((person) => `  ${person}\n`).join('')}\n`,
    )
  }
}

/**
 * The watchdog of the safety clocks is a process of its own: it goes on when this one hangs, and
 * is never missing long.
 */
function keepWatchdog(config: Config, databases: Databases, log: Log): { stop(): void } {
  const here = fileURLToPath(import.meta.url)
  const script = path.join(path.dirname(here), `watchdog${path.extname(here)}`)
  let child: ChildProcess | null = null
  let isStopped = false
  const begin = () => {
    if (isStopped) return
    // It holds the content and one query: what the server may use would only hide a leak.
    const flags = [...process.execArgv, '--max-old-space-size=192', '--optimize-for-size']
    child = spawn(process.execPath, [...flags, script], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databases.ownerUrl,
        DATABASE_APP_URL: databases.appUrl,
        DATA_DIR: config.dataDir,
        WATCHDOG_PARENT: String(process.pid),
      },
    })
    child.on('exit', (code) => {
      if (isStopped) return
      log.error('the watchdog ended and is started again', { code: String(code) })
      setTimeout(begin, 1000)
    })
  }
  begin()
  return {
    stop: () => {
      isStopped = true
      child?.kill('SIGTERM')
    },
  }
}
