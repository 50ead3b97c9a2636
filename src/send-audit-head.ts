import { appendFile, readFile } from 'node:fs/promises'
import { sendNotice } from '#features/notices/index.ts'
import { type AuditHead, auditHead, headLine, headsIn } from '#platform/audit-head.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { transact } from '#platform/transact.ts'
import type { Config } from './config.ts'

type Destinations = Pick<Config, 'auditHeadFile' | 'auditHeadMail'>

/**
 * Lets the head of a service's audit chain leave this machine, once a day: as a line of a file that
 * another machine keeps, as a mail, or both. Safe to run as often as one likes.
 */
export async function sendAuditHead(
  runtime: Runtime,
  entry: ServiceEntry,
  to: Destinations,
): Promise<void> {
  if (to.auditHeadFile === null && to.auditHeadMail === null) return
  const head = await auditHead(runtime, entry)
  if (!head) return
  // The mail first: a file that cannot be written must not keep it here.
  if (to.auditHeadMail !== null) await mailHead(runtime, entry, head, to.auditHeadMail)
  if (to.auditHeadFile !== null) await appendHead(head, to.auditHeadFile)
}

async function mailHead(
  runtime: Runtime,
  entry: ServiceEntry,
  head: AuditHead,
  email: string,
): Promise<void> {
  const dedupeKey = `audit-head:${head.day}`
  await asSystem(runtime, entry, async (ctx) => {
    const sent = await ctx.db
      .selectFrom('outbox_mail')
      .select('id')
      .where('service_id', '=', ctx.service.id)
      .where('dedupe_key', '=', dedupeKey)
      .executeTakeFirst()
    if (sent) return
    await transact(ctx, async (ctx) => {
      await sendNotice(ctx, { kind: 'audit_head', to: { email }, dedupeKey, head: headLine(head) })
      ctx.audit('audit-head.sent', null, { detail: { toId: head.toId } })
    })
  })
}

async function appendHead(head: AuditHead, file: string): Promise<void> {
  const isThere = headsIn(await textOf(file)).some(
    ({ day, serviceId }) => day === head.day && serviceId === head.serviceId,
  )
  if (!isThere) await appendFile(file, `${headLine(head)}\n`, { mode: 0o600 })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
