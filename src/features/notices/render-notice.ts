import type { NotificationsProtocol } from '#content/types.ts'
import { invariant } from '#platform/invariant.ts'

/**
 * Stands in a kept text for the address of this installation, which is known when the mail is
 * sent.
 */
const originMark = '{origin}'

export interface NoticeText {
  readonly isUrgent: boolean
  readonly subject: string
  readonly body: string
}

/** The words of one notice. The sender's name is neutral, because it shows on a locked screen. */
export function renderNotice(
  protocol: NotificationsProtocol,
  kind: string,
  values: { sender: string; link: string; stop?: string | undefined; head?: string | undefined },
): NoticeText {
  const notice = protocol.notifications.get(kind)
  invariant(notice, `the protocol has a notice "${kind}"`)
  const fill = (text: string) =>
    text
      .replaceAll('{service}', () => values.sender)
      .replaceAll('{link}', () => originMark + values.link)
      .replaceAll('{head}', () => values.head ?? '')
      .replaceAll('{stop}', () => (values.stop ? originMark + values.stop : ''))
  return { isUrgent: notice.urgent, subject: fill(notice.subject), body: fill(notice.body) }
}

export function withOrigin(body: string, origin: string): string {
  return body.replaceAll(originMark, () => origin)
}

/** The links of a kept notice, as paths. */
export function linksOf(body: string): string[] {
  return [...body.matchAll(/\{origin\}(\/[^\s{}]*?)(?=[.,]?(?:\s|$))/g)].map(
    ([, path = '']) => path,
  )
}

const secretLink = /(\{origin\}\/(?:invitation|answer|stop)\/)[A-Za-z0-9_-]+/g

/**
 * A link that needs no sign-in does not stay in the record of what was sent: whoever reads that
 * could use it.
 */
export function withoutSecrets(body: string): string {
  return body.replace(secretLink, '$1(hidden)')
}
