import type { Compilable, RawBuilder } from 'kysely'
import type { Content } from '#content/types.ts'
import type { ReadDatabase, ScopedTransaction, WriteDatabase } from '#platform/database/database.ts'
import type { Keys } from './crypto.ts'
import type { JobName, JobPayloads } from './jobs.ts'
import type { Log } from './log.ts'
import type { Role } from './permissions.ts'
import type { ServiceLogo } from './service-logo.ts'
import type { ServiceSettings } from './service-settings.ts'

/** Who asks. A stranger has not signed in; the system acts for a clock or a job. */
export type Actor =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'system'; readonly id: null; readonly name: 'Handrail' }
  | PatientActor
  | StaffActor

export interface PatientActor {
  readonly kind: 'patient'
  readonly id: string
  readonly patientId: string
  readonly name: string
  readonly roles: ReadonlySet<Role>
  /** Has not signed in: holds a single-use link, and may do only what that is for. */
  readonly isByLink?: true
}

export interface StaffActor {
  readonly kind: 'staff'
  readonly id: string
  readonly name: string
  readonly jobTitle: string | null
  readonly roles: ReadonlySet<Role>
}

export interface Service {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly settings: ServiceSettings
  readonly logo: ServiceLogo | null
}

/** Who asks, what time it is, what the service says, and a database that can only be read. */
export interface Context {
  readonly service: Service
  readonly actor: Actor
  /** The time in this service: the only clock of everything clinical. */
  readonly now: Date
  /** The time outside, for sessions and invitations: it differs only in a demonstration. */
  readonly realNow: Date
  readonly content: Content
  readonly db: ReadDatabase
  /** A read written as SQL. The transaction is read only, so that it can be nothing else. */
  readonly rows: <Row>(query: RawBuilder<Row>) => Promise<Row[]>
  readonly requestId: string
  readonly log: Log
  readonly keys: Keys
  /** After a change of the service's own row: settings, or the demonstration's clock. */
  readonly forgetService: () => void
  /** What transact() needs; features do not touch it. */
  readonly platform: PlatformHandle
}

/** Exists only inside transact(): it alone writes, audits and enqueues. */
export interface WriteContext extends Context {
  readonly tx: WriteDatabase
  /**
   * Writes what nothing in the act waits for, in one trip with the audit and the commit. Should it
   * fail, nothing is saved, and its error is the one told.
   */
  readonly saveLast: (query: Compilable) => void
  readonly audit: Audit
  readonly enqueue: <Name extends JobName>(
    name: Name,
    payload: JobPayloads[Name],
    options?: { startAfter?: Date; onceKey?: string; isUrgent?: boolean },
  ) => void
}

/** `action` is `thing.done`: the same stem as the act that did it. */
export type Audit = (action: AuditAction, subjectId: string | null, about?: AuditAbout) => void

export type AuditAction = `${string}.${string}`

export interface AuditAbout {
  readonly patientId?: string | null
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export interface PlatformHandle {
  readonly transaction: ScopedTransaction
  /** Stands for this process on its database: what is remembered of it is kept under this. */
  readonly process: object
  readonly beginWrite: () => ScopedTransaction
  readonly insertJobs: (
    transaction: ScopedTransaction,
    jobs: readonly PendingJob[],
  ) => Promise<void>
}

export interface PendingJob {
  readonly name: JobName
  readonly payload: object
  readonly startAfter?: Date | undefined
  readonly onceKey?: string | undefined
  /** Taken before all that is not, by a worker that takes nothing else. */
  readonly isUrgent?: boolean | undefined
}

/** A moment outside as the clock of this service shows it: another only in a demonstration. */
export function onOwnClock(ctx: Pick<Context, 'now' | 'realNow'>, outside: Date): Date {
  return new Date(outside.getTime() + ctx.now.getTime() - ctx.realNow.getTime())
}
