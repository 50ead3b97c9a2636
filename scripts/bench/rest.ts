import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const secondsOfRest = 3
const mostSeconds = 900

/**
 * Waits until the server has done what was due when it started: everybody of a made-up service has
 * forms due at once, and some thousand reminders beside the pages would be measured with them.
 */
export async function untilAtRest(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const started = performance.now()
  let written = await countOf(client)
  for (let rest = 0; rest < secondsOfRest; ) {
    await wait(1000)
    const now = await countOf(client)
    rest = now.audits === written.audits && now.jobs === 0 ? rest + 1 : 0
    written = now
    if (performance.now() - started > mostSeconds * 1000) throw new Error('it never came to rest')
  }
  await client.end()
  const seconds = (performance.now() - started) / 1000
  console.log(`did what was due at its start, and was at rest after ${seconds.toFixed(0)} s\n`)
}

async function countOf(client: pg.Client): Promise<{ audits: number; jobs: number }> {
  const { rows } = await client.query<{ audits: number; jobs: number }>(
    `select (select count(*) from audit_event) as audits,
       (select count(*) from pgboss.job where name = 'mail.send'
          and state in ('created', 'active', 'retry')) as jobs`,
  )
  return { audits: Number(rows[0]?.audits), jobs: Number(rows[0]?.jobs) }
}
