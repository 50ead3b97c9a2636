import pg from 'pg'
import type { Acknowledged } from './visits.ts'

interface Kept {
  readonly what: string
  readonly acknowledged: readonly string[]
  /** How often each is there, by key; what nobody acknowledged may be there as well, once. */
  readonly query: string
}

const since = 'raised_at >= $1'
const kept = (acknowledged: Acknowledged): readonly Kept[] => [
  {
    what: 'saved entries',
    acknowledged: acknowledged.entries,
    query: `select save_key as key, count(*) as times from entry_version where saved_at >= $1
      group by 1`,
  },
  {
    what: 'sent messages',
    acknowledged: acknowledged.messages,
    query: 'select send_key as key, count(*) as times from message where sent_at >= $1 group by 1',
  },
  {
    what: 'sent forms',
    acknowledged: acknowledged.forms,
    query: `select p.account_id as key, count(*) as times from instrument_response r
      join course c on c.id = r.course_id join patient p on p.id = c.patient_id
      where r.submitted_at >= $1 and r.instrument_id = 'phq9' group by 1`,
  },
  {
    what: 'safety items of answers',
    acknowledged: acknowledged.answers,
    query: `select p.account_id as key, count(*) as times from safety_item i
      join patient p on p.id = i.patient_id where ${since} and i.trigger = 'phq9_item9' group by 1`,
  },
  {
    what: 'presses of the help button',
    acknowledged: acknowledged.alerts,
    // A press is an item, or a line on the item of the press before it.
    query: `select key, count(*) as times from (
        select i.source_id as key from safety_item i where ${since} and i.trigger = 'help_button'
        union all
        select e.send_key from safety_event e join safety_item i on i.id = e.item_id
        where e.at >= $1 and i.trigger = 'help_button' and e.detail ? 'pressedAgain') pressed
      group by 1`,
  },
]

/** Looks for everything that was acknowledged, prints it, and says if all is there once. */
export async function compare(url: string, start: Date, acknowledged: Acknowledged) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let isWhole = true
  for (const { what, acknowledged: keys, query } of kept(acknowledged)) {
    const { rows } = await client.query<{ key: string; times: string }>(query, [start])
    const times = new Map(rows.map((row) => [row.key, Number(row.times)]))
    const lost = keys.filter((key) => !times.has(key)).length
    const doubled = [...times.values()].filter((count) => count > 1).length
    isWhole &&= keys.length > 0 && lost === 0 && doubled === 0
    console.log(
      `${what}: ${keys.length} acknowledged, ${lost} lost, ${doubled} doubled (fewer than ` +
        `${(300 / Math.max(1, keys.length)).toFixed(3)}% with 95% confidence)`,
    )
  }
  const {
    rows: [odd],
  } = await client.query<{ unowned: string; silent: string }>(
    `select count(*) filter (where owner_id is null) as unowned,
      count(*) filter (where not exists (select from safety_event e where e.item_id = i.id
        and e.kind = 'raised')) as silent
    from safety_item i where ${since}`,
    [start],
  )
  await client.end()
  console.log(
    `safety items without an owner: ${odd?.unowned}, without their first event: ${odd?.silent}`,
  )
  return isWhole && Number(odd?.unowned) === 0 && Number(odd?.silent) === 0
}
