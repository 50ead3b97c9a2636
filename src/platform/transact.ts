import type { CompiledQuery } from 'kysely'
import type { ScopedTransaction } from '#platform/database/database.ts'
import type {
  Actor,
  AuditAbout,
  AuditAction,
  Context,
  PendingJob,
  WriteContext,
} from './context.ts'
import { invariant } from './invariant.ts'

interface AuditRow {
  action: AuditAction
  subjectId: string | null
  about: AuditAbout
}

/**
 * Runs an act in one transaction: rows, audit and jobs are saved together, or none of them.
 * A transaction that audited nothing does not commit. Called inside another, it joins it.
 */
export async function transact<T>(
  ctx: Context,
  act: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  if (isWriteContext(ctx)) return act(ctx)
  // The reading connection goes back first: one request never holds two, so the pool cannot
  // deadlock.
  await ctx.platform.transaction.commit()

  const transaction = ctx.platform.beginWrite()
  const last: CompiledQuery[] = []
  const audits: AuditRow[] = []
  const jobs: PendingJob[] = []
  const inner: WriteContext = {
    ...ctx,
    db: transaction.database,
    tx: transaction.database,
    rows: async (query) => (await query.execute(transaction.database)).rows,
    saveLast: (query) => {
      last.push(query.compile())
    },
    audit: (action, subjectId, about = {}) => {
      audits.push({ action, subjectId, about })
    },
    enqueue: (name, payload, options = {}) => {
      jobs.push({ name, payload, ...options })
    },
  }
  try {
    const result = await act(inner)
    invariant(audits.length > 0, 'a transaction that audited nothing does not commit')
    const sent: Promise<unknown>[] = [
      ...last.map(({ sql, parameters }) => transaction.query(sql, parameters)),
      insertAudits(transaction, ctx, audits),
    ]
    for (const each of sent) each.catch(() => {})
    if (jobs.length > 0) await Promise.all([...sent, ctx.platform.insertJobs(transaction, jobs)])
    // Sent together: should one fail, PostgreSQL turns this commit into a rollback. All are waited
    // for, and the first error is the one told: it is the cause of the others.
    const outcomes = await Promise.allSettled([...sent, transaction.commit()])
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    return result
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

/**
 * Makes what needs no database, such as a page, while what was begun is being saved; what was made
 * counts only once it is saved.
 */
export async function whileSaving<Made>(saving: Promise<unknown>, make: () => Made): Promise<Made> {
  saving.catch(() => {})
  // Its statements leave at the end of the next turn, with the end of the reading before them.
  await nextTurn()
  await nextTurn()
  const made = make()
  await saving
  return made
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Puts the reading of a person's record into the audit; committed before the page is sent. */
export async function auditView(
  ctx: Context,
  action: AuditAction,
  subjectId: string | null,
  patientId: string | null,
): Promise<void> {
  if (isWriteContext(ctx)) return ctx.audit(action, subjectId, { patientId })
  await transact(ctx, async (ctx) => ctx.audit(action, subjectId, { patientId }))
}

function isWriteContext(ctx: Context): ctx is WriteContext {
  return 'tx' in ctx
}

async function insertAudits(
  transaction: ScopedTransaction,
  ctx: Context,
  audits: readonly AuditRow[],
): Promise<void> {
  const actorId = ctx.actor.kind === 'stranger' ? null : ctx.actor.id
  await transaction.query(
    `insert into audit_event
       (service_id, at, actor_id, actor_role, action, subject_id, patient_id, request_id, detail)
     select $1, $2, $3, $4, a.action, a.subject_id, a.patient_id, $5, a.detail
     from jsonb_to_recordset($6::jsonb)
       as a(action text, subject_id text, patient_id uuid, detail jsonb)`,
    [
      ctx.service.id,
      ctx.now,
      actorId,
      roleName(ctx.actor),
      ctx.requestId,
      JSON.stringify(
        audits.map(({ action, subjectId, about }) => ({
          action,
          subject_id: subjectId,
          patient_id: about.patientId ?? null,
          detail: about.detail ?? {},
        })),
      ),
    ],
  )
}

function roleName(actor: Actor): string {
  if (actor.kind === 'patient' && actor.isByLink) return 'patient-by-link'
  return actor.kind === 'staff' ? [...actor.roles].sort().join('+') || 'staff' : actor.kind
}
