import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { createService, longestServiceName } from '#features/admin/index.ts'
import { headsIn, headsNotHeld } from '#platform/audit-head.ts'
import { findBrokenSeal } from '#platform/audit-seal.ts'
import { asSystem } from '#platform/runtime.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withDatabases, withRuntime } from './open-runtime.ts'

export const migrateCommand: Command = {
  usage: 'migrate',
  does: 'Brings the database to this version of Handrail. Safe to run again.',
  async run(args) {
    readArgs(args, {}, 0)
    const names = await withDatabases(async ({ ownerUrl }) => {
      const client = new pg.Client({ connectionString: ownerUrl })
      await client.connect()
      const { rows } = await client.query<{ name: string }>(
        'select name from handrail_migration order by name',
      )
      await client.end()
      return rows.map(({ name }) => name)
    })
    say(`The database is up to date: ${names.length} steps, the last ${names.at(-1) ?? 'none'}.`)
  },
}

export const seedCommand: Command = {
  usage: 'seed',
  does: 'Makes the demonstration service with its example people, in a database without a service.',
  async run(args) {
    readArgs(args, {}, 0)
    const { seedDemonstration } = await import('#features/example-people/index.ts')
    await withRuntime(async (runtime) => {
      const { services } = runtime
      if ((await services.all()).length + (await services.broken()).length > 0) {
        throw new CommandFault(
          'There is a service already; example people are put into an empty database only.',
        )
      }
      await seedDemonstration(runtime)
      say('The demonstration service is ready. Choose whom to be at /demonstration.')
    })
  },
}

export const demoAdvanceCommand: Command = {
  usage: 'demo advance <time> [--service <slug>]',
  does: 'Moves the clock of a demonstration on, by days (1d, 7d) or hours (6h), up to 400d.',
  async run(args) {
    const {
      words: [by = ''],
      text,
    } = readArgs(args, { service: { type: 'string' } }, 1)
    const { advanceClock, secondsIn } = await import('#features/demonstration/index.ts')
    const seconds = secondsIn(by)
    if (seconds === null) throw new UsageFault('Say how far: 1d to 400d, or hours as 6h.')
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, text('service'))
      if (!entry.service.isDemonstration)
        throw new CommandFault('Only a demonstration has a clock that moves.')
      await asSystem(runtime, entry, (ctx) => advanceClock(ctx, seconds))
      say(`The clock of ${entry.service.name} was moved on by ${by}.`)
    })
  },
}

export const serviceCreateCommand: Command = {
  usage: 'service create --slug <short-name> --name <name> [--host <host>] [--time-zone <zone>]',
  does: 'Makes an empty service. Add its first administrator with: handrail user create',
  help: `
  --host is needed when one installation holds several services: each is found by its host name.
  --time-zone is Europe/London unless you say otherwise.
`,
  async run(args) {
    const options = Object.fromEntries(
      ['slug', 'name', 'host', 'time-zone'].map((name) => [name, { type: 'string' as const }]),
    )
    const { text } = readArgs(args, options, 0)
    const slug = required(text('slug'), 'slug')
    if (!/^[a-z0-9-]{2,40}$/.test(slug))
      throw new UsageFault('--slug has 2 to 40 of a-z, 0-9 and -.')
    const timeZone = text('time-zone') ?? 'Europe/London'
    if (!isTimeZone(timeZone)) throw new UsageFault(`There is no time zone "${timeZone}".`)
    const name = required(text('name'), 'name').trim()
    if (name.length < 1 || name.length > longestServiceName)
      throw new UsageFault(`--name has 1 to ${longestServiceName} characters.`)
    await withRuntime(async (runtime) => {
      const slugs = [
        ...(await runtime.services.all()).map(({ service }) => service.slug),
        ...(await runtime.services.broken()).map((service) => service.slug),
      ]
      const taken = slugs.includes(slug)
      if (taken) throw new CommandFault(`There is a service "${slug}" already.`)
      await createService(runtime, {
        slug,
        name,
        host: text('host')?.toLowerCase() ?? null,
        timeZone,
      })
      say(`Made the service ${name}. Now add its first administrator: handrail user create`)
    })
  },
}

export const auditVerifyCommand: Command = {
  usage: 'audit verify [--heads <file>]',
  does: 'Checks that no sealed audit entry was altered or removed.',
  help: `  --heads names a file of heads that left this machine (AUDIT_HEAD_FILE, or mails copied
  below each other): each must still be a link of the chain. Only this shows a chain that was
  made anew whole. After a restore, heads that are younger than the backup are missing.`,
  async run(args) {
    const file = readArgs(args, { heads: { type: 'string' } }, 0).text('heads')
    const heads = file === null ? [] : headsIn(await readFile(file, 'utf8'))
    if (file !== null && heads.length === 0) throw new CommandFault(`There is no head in ${file}.`)
    await withRuntime(async (runtime) => {
      let broken = 0
      for (const entry of await runtime.services.all()) {
        const at = await findBrokenSeal(runtime, entry)
        say(
          at === null
            ? `${entry.service.name}: the chain is whole.`
            : `${entry.service.name}: ALTERED at or before audit entry ${at}.`,
        )
        const lost = await headsNotHeld(runtime, entry, heads)
        for (const { day, toId } of lost) {
          say(`${entry.service.name}: REWRITTEN. The head of ${day} (entry ${toId}) is not in it.`)
        }
        if (at !== null || lost.length > 0) broken += 1
      }
      if (broken > 0)
        throw new CommandFault(
          'The audit was altered. Keep this database as it is and investigate.',
        )
    })
  },
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}
