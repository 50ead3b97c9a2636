import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendAuditHead } from '#app/send-audit-head.ts'
import { headsIn, headsNotHeld } from '#platform/audit-head.ts'
import { findBrokenSeal, sealAudit } from '#platform/audit-seal.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aService } from '#test/support/people.ts'

let app: TestApp
let entry: ServiceEntry
let folder: string
let file: string

beforeAll(async () => {
  app = await createTestApp()
  const found = await app.runtime.services.byId(await aService(app))
  if (!found) throw new Error('no service')
  entry = found
  folder = await mkdtemp(path.join(tmpdir(), 'handrail-heads-'))
  file = path.join(folder, 'heads')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await app.close()
})

const to = () => ({ auditHeadFile: file, auditHeadMail: 'keeper@example.org' })

async function somethingHappensAndIsSealed(): Promise<void> {
  const ctx = await app.context(entry.service.id)
  await transact(ctx, async (ctx) => ctx.audit('test.done', null))
  await app.owner.query(`update audit_event set recorded_at = now() - interval '1 minute'`)
  await sealAudit(app.runtime, entry)
}

async function kept() {
  return headsIn(await readFile(file, 'utf8'))
}

async function mails(): Promise<{ subject: string; body: string }[]> {
  const { rows } = await app.owner.query(
    `select subject, body from outbox_mail where kind = 'audit_head' order by created_at`,
  )
  return rows
}

test('nothing leaves before anything was sealed', async () => {
  await sendAuditHead(app.runtime, entry, to())
  expect(await mails()).toEqual([])
  await expect(readFile(file)).rejects.toThrow()
})

test('the head of the chain leaves once a day, as a line and as a mail that says nothing', async () => {
  await somethingHappensAndIsSealed()
  await sendAuditHead(app.runtime, entry, to())
  await sendAuditHead(app.runtime, entry, to())
  expect(await kept()).toHaveLength(1)
  expect(await mails()).toHaveLength(1)
  app.clock.advance({ days: 1 })
  await somethingHappensAndIsSealed()
  await sendAuditHead(app.runtime, entry, to())
  const heads = await kept()
  expect(heads.map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-03'])
  expect(await headsNotHeld(app.runtime, entry, heads)).toEqual([])
  const sent = await mails()
  expect(headsIn(sent.map(({ body }) => body).join('\n'))).toEqual(heads)
  expect(JSON.stringify(sent)).not.toMatch(/patient|record of a|therap|Riverside/)
})

test('a file that cannot be written is a failure that shows, and the mail leaves all the same', async () => {
  app.clock.advance({ days: 1 })
  const nowhere = { ...to(), auditHeadFile: path.join(folder, 'gone', 'heads') }
  await expect(sendAuditHead(app.runtime, entry, nowhere)).rejects.toThrow('ENOENT')
  expect(await mails()).toHaveLength(3)
})

test('a chain that was made anew, whole in itself, no longer holds the heads that left', async () => {
  const heads = await kept()
  await app.owner.query(`update audit_event set action = 'test.undone' where action = 'test.done'`)
  await app.owner.query('delete from audit_seal')
  await sealAudit(app.runtime, entry)
  expect(await findBrokenSeal(app.runtime, entry)).toBeNull()
  expect(await headsNotHeld(app.runtime, entry, heads)).not.toEqual([])
})

test('the file is for whoever runs the server alone', async () => {
  const { mode } = await stat(file)
  expect(mode & 0o077).toBe(0)
})
