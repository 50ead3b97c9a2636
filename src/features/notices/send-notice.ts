import type { WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { renderNotice } from './render-notice.ts'
import { addressOf, insertMail } from './repository.ts'

export interface Notice {
  /** An id of protocols/notifications. */
  readonly kind: string
  readonly to: { readonly accountId: string } | { readonly email: string }
  /** One event, one notice: a second call with the same key does nothing. */
  readonly dedupeKey: string
  /** A path of our own; nothing in it may say what it is about. */
  readonly link?: string
  /** A path that ends notices like this one without signing in. */
  readonly stop?: string
  /** The head of the audit chain: numbers about nobody. */
  readonly head?: string
}

/** Puts a neutral notice on its way, in the transaction of what it is about. */
export async function sendNotice(ctx: WriteContext, notice: Notice): Promise<void> {
  const recipient =
    'email' in notice.to ? notice.to.email : await addressOf(ctx, notice.to.accountId)
  if (recipient === null) return
  const { subject, body, isUrgent } = renderNotice(
    ctx.content.protocols.notifications,
    notice.kind,
    {
      sender: ctx.service.settings.shortName ?? 'Messages',
      link: notice.link ?? '/sign-in',
      stop: notice.stop,
      head: notice.head,
    },
  )
  const id = newId()
  const isNew = await insertMail(ctx, {
    id,
    kind: notice.kind,
    recipient,
    subject,
    body,
    dedupeKey: notice.dedupeKey,
  })
  if (!isNew) return
  ctx.enqueue('mail.send', { serviceId: ctx.service.id, mailId: id }, { isUrgent })
  ctx.audit('notice.queued', id, { detail: { kind: notice.kind } })
}
