import { createTransport } from 'nodemailer'
import type { Context } from '#platform/context.ts'
import type { JobPayloads } from '#platform/jobs.ts'
import { conflict, Refusal } from '#platform/refusals.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { transact } from '#platform/transact.ts'
import { withOrigin, withoutSecrets } from './render-notice.ts'
import { claimMail, markFailed, markSent, type UnsentMail } from './repository.ts'

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly baseUrl: string | null
  readonly port: number
}

// Together they stay below the 15 seconds after which the database ends a waiting transaction.
const timeouts = {
  connectionTimeout: 3000,
  greetingTimeout: 3000,
  socketTimeout: 4000,
  dnsTimeout: 2000,
}
const wholeMilliseconds = 12_000

/**
 * Sends one notice. Safe to run twice: the row is locked while it is being sent and marked in the
 * same
 * transaction. A kill between the two sends it again with the same Message-ID, which mail servers
 * take for one mail.
 */
export async function deliverMail(
  runtime: Runtime,
  settings: MailSettings,
  payload: JobPayloads['mail.send'],
): Promise<void> {
  const entry = await runtime.services.byId(payload.serviceId)
  // A demonstration keeps its mail on the outbox page; so does a service that has no mail server
  // yet.
  if (!entry || entry.service.isDemonstration || settings.smtpUrl === null) return
  const smtpUrl = settings.smtpUrl
  await asSystem(runtime, entry, async (ctx) => {
    const failure = await attempt(ctx, payload.mailId, (mail) =>
      sendBySmtp(smtpUrl, settings, originOf(entry, settings), mail),
    )
    if (failure === null) return
    await transact(ctx, async (ctx) => {
      await markFailed(ctx, payload.mailId, failure)
      ctx.audit('notice.failed', payload.mailId, { detail: { failure } })
    })
    throw new Error('the mail server did not take the notice')
  })
}

/** Null when it was sent or is somebody else's to send; else the kind of the failure. */
async function attempt(
  ctx: Context,
  mailId: string,
  send: (mail: UnsentMail) => Promise<void>,
): Promise<string | null> {
  try {
    await transact(ctx, async (ctx) => {
      const mail = await claimMail(ctx, mailId)
      if (!mail) throw conflict()
      await send(mail)
      await markSent(ctx, mailId, withoutSecrets(mail.body))
      ctx.audit('notice.sent', mailId)
    })
    return null
  } catch (error) {
    if (error instanceof Refusal && error.status === 409) return null
    return failureCode(error)
  }
}

async function sendBySmtp(
  smtpUrl: string,
  settings: MailSettings,
  origin: string,
  mail: UnsentMail,
): Promise<void> {
  const transport = createTransport({ url: smtpUrl, ...timeouts })
  const tooLate = AbortSignal.timeout(wholeMilliseconds)
  const late = new Promise<never>((_, reject) => {
    tooLate.addEventListener('abort', () => reject(new Error('too late')), { once: true })
  })
  try {
    await Promise.race([
      late,
      transport.sendMail({
        from: settings.mailFrom,
        to: mail.recipient,
        subject: mail.subject,
        text: withOrigin(mail.body, origin),
        messageId: `<${mail.id}@${new URL(origin).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
    ])
  } finally {
    transport.close()
  }
}

function originOf(entry: ServiceEntry, settings: MailSettings): string {
  const base = settings.baseUrl ?? `http://localhost:${settings.port}`
  return entry.host === null ? base : `${new URL(base).protocol}//${entry.host}`
}

/** A code such as ECONNREFUSED; never the message, in which a server may repeat the address. */
function failureCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z0-9_]{2,30}$/.test(code) ? code : 'unknown'
}
