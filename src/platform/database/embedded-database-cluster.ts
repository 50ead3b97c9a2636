import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DatabaseHome, ServiceUser } from './embedded-database-home.ts'

const superuser = 'postgres'

const startSeconds = 120
const logLimitBytes = 5_000_000
/** The least of what Linux (107) and macOS (103) allow. */
const longestSocketPath = 103

// Small, because the same machine runs the application. What is not named keeps PostgreSQL's own
// default: above all fsync, full_page_writes and synchronous_commit, which are on.
const settings = {
  listen_addresses: '127.0.0.1',
  max_connections: '60',
  shared_buffers: '64MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '512MB',
  autovacuum_max_workers: '2',
  jit: 'off',
  // What it costs to find one row among many on a disk without moving parts; the default is for
  // one with them, and reads every row of a small service instead.
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Statements and the DETAIL of an error can hold what somebody typed: neither enters a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

export type ClusterSettings = Record<string, string>

/** How to reach a server: by its socket where it has one, a third quicker for each trip. */
export interface ServerAddress {
  readonly port: number
  /** The folder of its socket; null for by the port alone. */
  readonly socketFolder: string | null
}

/** Makes the cluster if there is none; two first starts at once end with one cluster. */
export async function createCluster(home: DatabaseHome): Promise<void> {
  if (existsSync(path.join(home.directory, 'cluster', 'PG_VERSION'))) return
  await removeUnfinished(home.directory)

  const unfinished = `${home.directory}.new-${process.pid}`
  const password = randomBytes(24).toString('base64url')
  await mkdir(path.join(unfinished, 'cluster'), { recursive: true })
  await chmod(unfinished, 0o711)
  await give(path.join(unfinished, 'cluster'), home.user, 0o700)

  const passwordFile = path.join(unfinished, 'password')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  await give(passwordFile, home.user, 0o600)
  await run(home, 'initdb', [
    `--pgdata=${path.join(unfinished, 'cluster')}`,
    ...[`--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // The locale that is built in: the same order of words on every system, whatever it has.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ])
  if (home.user.uid !== undefined) await chown(passwordFile, 0, 0)

  await rename(unfinished, home.directory).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(path.join(home.directory, 'cluster', 'PG_VERSION'))) throw error
  })
}

async function removeUnfinished(directory: string): Promise<void> {
  const parent = path.dirname(directory)
  const prefix = `${path.basename(directory)}.new-`
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue
    await rm(path.join(parent, name), { recursive: true, force: true })
  }
}

export async function readPassword(home: DatabaseHome): Promise<string> {
  return (await readFile(path.join(home.directory, 'password'), 'utf8')).trim()
}

/** The superuser's address of one database. */
export function addressOf(server: ServerAddress, password: string, database: string): string {
  const { port, socketFolder } = server
  const url = new URL(`postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`)
  if (socketFolder !== null) url.searchParams.set('host', socketFolder)
  return url.href
}

/** Starts the server, or finds the one that a killed process left behind, and says where it is. */
export async function startServer(
  home: DatabaseHome,
  options: { port?: number; settings?: ClusterSettings } = {},
): Promise<ServerAddress & { wasRunning: boolean }> {
  await refuseOtherVersion(home)
  for (let attempt = 1; ; attempt += 1) {
    const logStart = logSize(home)
    try {
      return await findOrLaunch(home, options)
    } catch (error) {
      const said = await logSince(home, logStart)
      // Passing troubles: an earlier server is still ending, another start was quicker, or someone
      // took the port in between.
      const passes = /shutting down|shut down|still in use|lock file|already in use/i.test(said)
      if (!passes || attempt === 40) {
        throw new Error(`PostgreSQL did not start. It said:\n${said.trim()}`, { cause: error })
      }
      await pause(250)
    }
  }
}

async function findOrLaunch(
  home: DatabaseHome,
  options: { port?: number; settings?: ClusterSettings },
): Promise<ServerAddress & { wasRunning: boolean }> {
  const running = await findServer(home)
  if (running) return { ...(await waitUntilReady(home, running, null)), wasRunning: true }
  const child = launch(home, options.port ?? (await freePort()), options.settings ?? {})
  try {
    return { ...(await waitUntilReady(home, child.pid ?? 0, child)), wasRunning: false }
  } catch (error) {
    // A slow one would come up after all, with nobody to stop it.
    child.kill('SIGINT')
    throw error
  }
}

export async function stopServer(home: DatabaseHome): Promise<void> {
  if ((await findServer(home)) === null) return
  const cluster = path.join(home.directory, 'cluster')
  await run(home, 'pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60', '-s'])
}

async function refuseOtherVersion(home: DatabaseHome): Promise<void> {
  const cluster = path.join(home.directory, 'cluster')
  const made = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const offered = await run(home, 'postgres', ['--version'])
  const major = /(\d+)/.exec(offered)?.[1]
  if (made === major) return
  throw new Error(
    `The database in ${home.directory} was made by PostgreSQL ${made}; this release brings ` +
      `PostgreSQL ${major}. Take a backup with the earlier release and restore it with this one.`,
  )
}

interface PidFile extends ServerAddress {
  pid: number
  isReady: boolean
}

/** The lines of postmaster.pid: 1 process, 2 directory, 4 port, 5 socket folder, 8 status. */
async function readPidFile(home: DatabaseHome): Promise<PidFile | null> {
  const file = path.join(home.directory, 'cluster', 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return {
    pid,
    port: Number(lines[3]),
    socketFolder: (lines[4] ?? '').trim() || null,
    isReady: (lines[7] ?? '').trim() === 'ready',
  }
}

async function findServer(home: DatabaseHome): Promise<number | null> {
  const found = await readPidFile(home)
  if (!found || !isAlive(found.pid)) return null
  if (await isServerOf(home, found.pid)) return found.pid
  // After a restart of the machine the number belongs to another program, and PostgreSQL would
  // refuse to start for its sake. Shared memory still keeps two servers from one cluster.
  await rm(path.join(home.directory, 'cluster', 'postmaster.pid'), { force: true })
  return null
}

async function isServerOf(home: DatabaseHome, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.split('\0').includes(path.join(home.directory, 'cluster'))
}

function launch(home: DatabaseHome, port: number, extra: ClusterSettings): ChildProcess {
  const logFile = openSync(path.join(home.directory, 'server.log'), logMode(home), 0o600)
  const unix_socket_directories = socketFolder(path.join(home.directory, 'cluster'))
  const own = { ...settings, port: String(port), unix_socket_directories, ...extra }
  const child = spawn(
    path.join(home.binaries, 'postgres'),
    [
      '-D',
      path.join(home.directory, 'cluster'),
      ...Object.entries(own).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // Its own session: Ctrl-C reaches the application, which ends its work and then stops this.
    { ...home.user, cwd: home.directory, detached: true, stdio: ['ignore', logFile, logFile] },
  )
  closeSync(logFile)
  child.on('error', () => {
    // The exit code tells the same to the one that waits.
  })
  child.unref()
  return child
}

/**
 * The cluster's own folder, which nobody but its user (and root) may enter; empty for none, where a
 * system has no such sockets, or its path is longer than theirs may be or would read as several.
 */
export function socketFolder(folder: string): string {
  const longest = Buffer.byteLength(path.join(folder, '.s.PGSQL.65535'))
  const isOne = !/[",]/.test(folder) && longest <= longestSocketPath
  return process.platform !== 'win32' && isOne ? folder : ''
}

async function waitUntilReady(
  home: DatabaseHome,
  pid: number,
  child: ChildProcess | null,
): Promise<ServerAddress> {
  const end = Date.now() + startSeconds * 1000
  while (Date.now() < end) {
    const found = await readPidFile(home)
    if (found?.pid === pid && found.isReady) return found
    const hasEnded = child
      ? child.exitCode !== null || child.signalCode !== null || child.pid === undefined
      : !isAlive(pid)
    if (hasEnded) throw new Error('PostgreSQL ended while it was starting')
    await pause(20)
  }
  throw new Error(`PostgreSQL was not ready within ${startSeconds} seconds`)
}

function logMode(home: DatabaseHome): 'a' | 'w' {
  return logSize(home) > logLimitBytes ? 'w' : 'a'
}

function logSize(home: DatabaseHome): number {
  return statSync(path.join(home.directory, 'server.log'), { throwIfNoEntry: false })?.size ?? 0
}

async function logSince(home: DatabaseHome, start: number): Promise<string> {
  const log = await readFile(path.join(home.directory, 'server.log')).catch(() => Buffer.alloc(0))
  return log.subarray(start <= log.length ? start : 0).toString('utf8')
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function give(file: string, user: ServiceUser, mode: number): Promise<void> {
  await chmod(file, mode)
  if (user.uid !== undefined && user.gid !== undefined) await chown(file, user.uid, user.gid)
}

function run(home: DatabaseHome, program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const child = spawn(path.join(home.binaries, program), args, {
      ...home.user,
      // initdb and pg_ctl look at where they are, and root's home would stop them.
      cwd: path.parse(home.directory).root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(said)
      else reject(new Error(`${program} failed (${code}). It said:\n${said.trim()}`))
    })
  })
}
