import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '#platform/log.ts'
import {
  addressOf,
  type ClusterSettings,
  createCluster,
  readPassword,
  startServer,
  stopServer,
} from './embedded-database-cluster.ts'
import { type DatabaseHome, findDatabaseHome, keepDatabaseHome } from './embedded-database-home.ts'

export interface EmbeddedDatabase {
  /** The superuser's address of the database "handrail": for migrations, not for requests. */
  ownerUrl: string
  stop(): Promise<void>
}

interface Options {
  dataDir: string
  log: Log
  /** For test servers, whose data may be lost. Whoever keeps a record leaves this out. */
  settings?: ClusterSettings
}

const databaseName = 'handrail'
const lockKey = 4_274_724

/**
 * Starts the PostgreSQL that comes with Handrail, its data under dataDir. The server outlives a
 * killed process; the next start finds it and takes it over.
 */
export async function startEmbeddedDatabase(options: Options): Promise<EmbeddedDatabase> {
  const home = await findDatabaseHome(options.dataDir, options.log)
  await createCluster(home)
  await keepDatabaseHome(options.dataDir, home.directory)
  const password = await readPassword(home)
  const started = await startServer(home, { settings: options.settings ?? {} })
  const urlOf = (database: string) => addressOf(started, password, database)
  if (started.wasRunning) options.log.info('Found the database of an earlier process running')

  const owner = await takeServer({ ...options, home, urlOf, wasRunning: started.wasRunning })
  const keeper = keepRunning(owner, { ...options, home, urlOf, port: started.port })
  return {
    ownerUrl: urlOf(databaseName),
    async stop() {
      await keeper.stopWatching()
      // The lock goes with the server, not before it: nobody can take over one that is ending.
      await stopServer(home)
    },
  }
}

/** Another Handrail serves from the embedded database: said in a sentence, without a stack. */
export class DatabaseInUse extends Error {
  // Private, so that whoever prints the error does not print the password in it.
  readonly #ownerUrl: string

  constructor(message: string, ownerUrl: string) {
    super(message)
    this.#ownerUrl = ownerUrl
  }

  /** The address at which the database can be borrowed while the other runs. */
  get ownerUrl(): string {
    return this.#ownerUrl
  }
}

interface Server {
  home: DatabaseHome
  urlOf(database: string): string
}

/**
 * Makes the server ours and the database in it. One that was started or taken over for nothing is
 * stopped again, since nobody would stop it later; another's is left alone.
 */
async function takeServer(server: Server & { wasRunning: boolean; log: Log }): Promise<pg.Client> {
  let owner: pg.Client | null = null
  try {
    owner = await ownServer(server)
    await createDatabase(owner)
    return owner
  } catch (error) {
    const isOurs = owner !== null || !(server.wasRunning || error instanceof DatabaseInUse)
    const cannotStop = () => server.log.error('The embedded database does not stop')
    if (isOurs) await stopServer(server.home).catch(cannotStop)
    throw error
  }
}

/**
 * Takes the lock that says whose server this is. It is held by a connection, so it ends with its
 * process however that dies, and no file can tell a lie about it.
 */
async function ownServer({ home, urlOf }: Server): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf('postgres'), keepAlive: true })
  client.on('error', () => {
    // Always followed by "end", which is acted on; without a listener the process would stop.
  })
  await client.connect()
  const take = 'select pg_try_advisory_lock($1) as taken'
  // A process that was killed a moment ago can hold it for as long as the server needs to notice.
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>(take, [lockKey])
    if (rows[0]?.taken) return client
    await pause(150)
  }
  await client.end()
  throw new DatabaseInUse(
    `Handrail is already running with the database in ${home.directory}. ` +
      `Stop it first, or give this one another DATA_DIR.`,
    urlOf(databaseName),
  )
}

async function createDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [databaseName])
  if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
}

/** Brings the server back, on the same port, when something other than stop() ended it. */
function keepRunning(
  first: pg.Client,
  watch: Options & Server & { port: number },
): { stopWatching(): Promise<void> } {
  const { home, port, log } = watch
  let isEnding = false
  let restart: Promise<void> = Promise.resolve()

  const onLost = () => {
    if (isEnding) return
    log.error('The connection to the embedded database was lost; starting it again')
    restart = bringBack().catch(() => log.error('The embedded database does not start again'))
  }
  const bringBack = async () => {
    await pause(100)
    await startServer(home, { port, settings: watch.settings ?? {} })
    const owner = await ownServer(watch)
    owner.once('end', onLost)
    log.info('The embedded database is back')
  }
  first.once('end', onLost)
  return {
    async stopWatching() {
      isEnding = true
      await restart
    },
  }
}
