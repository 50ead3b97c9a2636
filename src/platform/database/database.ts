import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { isId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { outcomeUnknown } from '#platform/refusals.ts'
import type { DB } from './database-types.ts'
import { parseMoment } from './parse-moment.ts'

/** A database that can only be read: nothing on this type changes a row. */
export type ReadDatabase = Pick<Kysely<DB>, 'selectFrom' | 'fn' | 'selectNoFrom'>
export type WriteDatabase = Kysely<DB>

export type Pool = pg.Pool

// A bigint of ours (an audit id, a count) always fits a JavaScript number.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
// A date is a calendar day, not an instant: it stays text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))
// A list of a hundred people holds a thousand moments.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, parseMoment)

export function createPool(url: string, size: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    // Statements go out without waiting for the answers to those before them.
    pipeline: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  })
  // An idle connection that dies (a database restart) is dropped by the pool; the next query
  // takes a new one.
  pool.on('error', () => {})
  // One that dies in use fails all that was asked of it, which is told there. Without a listener of
  // its own, its error would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

type Mode = 'read' | 'write'

/**
 * One transaction for one service, begun at its first query. PostgreSQL itself holds it to that
 * service
 * (row-level security) and, for reading, refuses any write. Statements are sent without waiting
 * for those before
 * them, the first together with "begin": the connection answers them in order.
 */
export class ScopedTransaction {
  private client: Promise<pg.PoolClient> | null = null
  private started: Promise<unknown> = Promise.resolve()
  private isOver = false
  /** Its connection ended, which the connection itself may be told only a moment later. */
  private isLost = false
  readonly database: Kysely<DB>

  constructor(
    private readonly pool: Pool,
    private readonly serviceId: string,
    private readonly mode: Mode,
  ) {
    invariant(isId(serviceId), 'a transaction names its service')
    this.database = scopedKysely(this)
  }

  async query<Row>(
    text: string,
    values: readonly unknown[],
  ): Promise<pg.QueryResult<Row & pg.QueryResultRow>> {
    // A reading transaction may begin again; what is written late must never begin one of its own.
    invariant(!this.isOver, 'nothing is written after its transaction has ended')
    this.client ??= this.begin()
    const client = await this.client
    holdBack(client)
    const asked = client.query<Row & pg.QueryResultRow>({
      ...statementName(text),
      text,
      values: [...values],
    })
    try {
      // An answer counts only within the transaction that was begun for it.
      const [result] = await Promise.all([asked, this.started])
      return result
    } catch (error) {
      this.isLost ||= isConnectionLoss(error)
      throw error
    }
  }

  /**
   * What was only read needs no answer to its end: the next user of the connection comes after
   * it.
   */
  async commit(): Promise<void> {
    if (this.mode === 'read') return this.endReading()
    const client = await this.taken()
    if (!client) return
    try {
      const { command } = await client.query('commit')
      // After a failed statement PostgreSQL answers a commit by rolling back.
      invariant(command === 'COMMIT', 'what is committed has not failed')
    } catch (error) {
      client.release(true)
      throw isConnectionLoss(error) ? outcomeUnknown() : error
    }
    client.release()
  }

  async rollback(): Promise<void> {
    if (this.mode === 'read') return this.endReading()
    const client = await this.taken()?.catch(() => null)
    if (!client) return
    try {
      await client.query('rollback')
      client.release()
    } catch {
      client.release(true)
    }
  }

  private async endReading(): Promise<void> {
    const client = await this.taken()?.catch(() => null)
    if (!client) return
    if (this.isLost) return client.release(true)
    holdBack(client, setImmediate)
    // A connection that is lost meanwhile is dropped by the pool.
    client.query('rollback').catch(() => {})
    client.release()
  }

  private taken(): Promise<pg.PoolClient> | null {
    const client = this.client
    this.client = null
    this.isOver = this.mode === 'write'
    return client
  }

  private async begin(): Promise<pg.PoolClient> {
    const client = await this.pool.connect()
    holdBack(client)
    const access = this.mode === 'read' ? 'read only' : 'read write'
    // One message. The id was checked to be a UUID, so it cannot be anything else.
    this.started = client.query(
      `begin transaction ${access}; set local handrail.service_id = '${this.serviceId}'`,
    )
    this.started.catch(() => {})
    return client
  }
}

/**
 * What is asked in one turn of the event loop leaves in one packet: each costs as much as a small
 * query. The end of a reading waits until the turn is over, and leaves with what is asked next, or
 * after the answer to whoever waits.
 */
function holdBack(client: pg.PoolClient, until = process.nextTick as (go: () => void) => void) {
  const { stream } = client.connection
  stream.cork()
  until(() => stream.uncork())
}

const statementNames = new Map<string, string>()
const mostStatementNames = 600

/**
 * A name for a statement lets each connection plan it once; planning costs more than most of our
 * reads. Statements
 * whose text varies without end would fill the server's memory, so there is an end to names.
 */
function statementName(text: string): { name?: string } {
  const known = statementNames.get(text)
  if (known !== undefined) return { name: known }
  if (statementNames.size >= mostStatementNames) return {}
  const name = `handrail_${statementNames.size}`
  statementNames.set(text, name)
  return { name }
}

export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(08|57P0)/.test(code) ||
    ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'].includes(code) ||
    // The socket of a database that is being started again.
    ('syscall' in error && error.syscall === 'connect') ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}

function scopedKysely(transaction: ScopedTransaction): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ScopedDriver(transaction),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class ScopedDriver implements Driver {
  private readonly connection: DatabaseConnection

  constructor(transaction: ScopedTransaction) {
    this.connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await transaction.query<R>(query.sql, query.parameters)
        const affected =
          result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }
        return { rows: result.rows, ...affected }
      },
      streamQuery() {
        throw new Error('streaming is not part of a scoped transaction')
      },
    }
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('a transaction is begun by transact() alone')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
