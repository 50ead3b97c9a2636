import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '#platform/runtime.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aService, type Person } from '#test/support/people.ts'
import { deliverMail, type MailSettings } from './deliver-mail.ts'
import { linksOf, withoutSecrets } from './render-notice.ts'
import { sendNotice } from './send-notice.ts'

let app: TestApp
let serviceId: string
let person: Person
let mailServer: Server
let settings: MailSettings
const received: string[] = []
let isRefusing = false

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
  person = await aMemberOfStaff(app, serviceId, ['therapist'])
  mailServer = createServer(speakSmtp)
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve))
  const address = mailServer.address()
  const port = typeof address === 'object' && address ? address.port : 0
  settings = {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: 'Messages <no-reply@example.org>',
    baseUrl: 'https://handrail.example',
    port: 3000,
  }
})
afterAll(async () => {
  mailServer.close()
  await app.close()
})

/** As much of a mail server as one mail needs. */
function speakSmtp(socket: Socket): void {
  let inData = false
  let text = ''
  socket.write('220 ready\r\n')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    const said = chunk.toString()
    if (inData) {
      text += said
      if (!text.endsWith('\r\n.\r\n')) return
      received.push(text)
      text = ''
      inData = false
      socket.write('250 kept\r\n')
    } else if (said.startsWith('DATA')) {
      inData = true
      socket.write('354 go on\r\n')
    } else if (said.startsWith('RCPT') && isRefusing) socket.write('550 no such person\r\n')
    else if (said.startsWith('QUIT')) socket.end('221 bye\r\n')
    else socket.write('250 ok\r\n')
  })
}

async function notice(dedupeKey: string, link = '/messages'): Promise<string | null> {
  const entry = await app.runtime.services.byId(serviceId)
  if (!entry) throw new Error('no service')
  await asSystem(app.runtime, entry, (ctx) =>
    transact(ctx, async (ctx) => {
      ctx.audit('test.done', null)
      await sendNotice(ctx, {
        kind: 'new_message',
        to: { accountId: person.accountId },
        dedupeKey,
        link,
      })
    }),
  )
  const { rows } = await app.owner.query('select id from outbox_mail where dedupe_key = $1', [
    dedupeKey,
  ])
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]?.id ?? null
}

const deliver = (mailId: string | null) =>
  deliverMail(app.runtime, settings, { serviceId, mailId: mailId ?? '' })

describe('a notice', () => {
  test('about one event is one notice, however often it is asked for', async () => {
    const [first, second] = [await notice('one'), await notice('one')]
    expect(first).toBe(second)
    const { rows } = await app.owner.query(
      `select data->>'mailId' as id from pgboss.job where name = 'mail.send'`,
    )
    expect(rows.filter(({ id }) => id === first)).toHaveLength(1)
  })

  test('is sent once, also when two workers and a retry have it', async () => {
    received.length = 0
    const mailId = await notice('two')
    await Promise.all([deliver(mailId), deliver(mailId)])
    await deliver(mailId)
    expect(received).toHaveLength(1)
    expect(received[0]).toContain('https://handrail.example/messages')
    expect(received[0]).toContain(`Message-ID: <${mailId}@handrail.example>`)
  })

  test('that the mail server refuses is marked with a code and tried again', async () => {
    const mailId = await notice('three')
    isRefusing = true
    await expect(deliver(mailId)).rejects.toThrow('did not take')
    const {
      rows: [failed],
    } = await app.owner.query('select failed_at, failure, sent_at from outbox_mail where id = $1', [
      mailId,
    ])
    expect(failed.failed_at).not.toBe(null)
    expect(failed.failure).toMatch(/^[A-Z]+$/)
    isRefusing = false
    await deliver(mailId)
    const {
      rows: [sent],
    } = await app.owner.query('select sent_at, failure from outbox_mail where id = $1', [mailId])
    expect(sent).toEqual({ sent_at: app.clock.now(), failure: null })
  })

  test('does not leave a demonstration', async () => {
    received.length = 0
    const mailId = await notice('four')
    await app.owner.query('update service set is_demonstration = true where id = $1', [serviceId])
    app.runtime.services.forget()
    await deliver(mailId)
    expect(received).toHaveLength(0)
  })

  test('to a disabled account is not written', async () => {
    await app.owner.query('update account set disabled_at = now() where id = $1', [
      person.accountId,
    ])
    expect(await notice('five')).toBe(null)
  })

  test('keeps no single-use link once it is sent', () => {
    const body = 'Use {origin}/invitation/abc_DEF-123. This mailbox is not read.'
    expect(linksOf(body)).toEqual(['/invitation/abc_DEF-123'])
    expect(withoutSecrets(body)).toBe('Use {origin}/invitation/(hidden). This mailbox is not read.')
    const answer = 'A form is ready:\n{origin}/answer/abc_DEF-123\n'
    expect(withoutSecrets(answer)).toBe('A form is ready:\n{origin}/answer/(hidden)\n')
  })
})
