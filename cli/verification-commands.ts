import { localDate } from '#clinical/calendar.ts'
import { type NumberName, numberNames } from '#clinical/instrument.ts'
import { listStaff } from '#features/accounts/index.ts'
import {
  findVerification,
  listVerifications,
  readVerification,
  verifyNumber,
  withdrawVerification,
} from '#features/verified-numbers/index.ts'
import type { Context } from '#platform/context.ts'
import { isId, newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { asActor, asSystem, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withRuntime } from './open-runtime.ts'

const text = { type: 'string' as const }

export const verificationRecordCommand: Command = {
  usage:
    'verification record <instrument> <number> --by <e-mail> --source <text> [--value <points>] ' +
    '[--op ">="|">"] [--form-items <count>] [--verified-on <day>] [--valid-from <day>] ' +
    '[--service <slug>]',
  does: 'Records that a named clinician has held a number of a questionnaire to its source.',
  help: `
  <number> is caseness, reliable_change, bands or scoring. --by is the e-mail address of a
  supervisor or safety lead of the service, whose name and role are kept with it. A threshold
  takes --value, and --op when it is not ">=". Where national sources contradict each other on the
  form, scoring takes --form-items. Both days are today unless you say otherwise; outcomes of
  courses that ended before --valid-from use what held then.
`,
  async run(args) {
    const options = {
      by: text,
      source: text,
      value: text,
      op: text,
      'form-items': text,
      'verified-on': text,
      'valid-from': text,
      service: text,
    }
    const parsed = readArgs(args, options, 2)
    const [id = '', number = ''] = parsed.words
    const what = numberNames.find((name) => name === number)
    if (!what) throw new UsageFault(`There is no number "${number}": ${numberNames.join(', ')}.`)
    const by = required(parsed.text('by'), 'by')
    const source = required(parsed.text('source'), 'source')
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      await asClinician(runtime, entry, by, async (ctx) => {
        const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
        const typed = {
          source,
          value: parsed.text('value') ?? '',
          op: parsed.text('op') ?? '>=',
          formItems: parsed.text('form-items') ?? '',
          verifiedOn: parsed.text('verified-on') ?? today,
          validFrom: parsed.text('valid-from') ?? today,
        }
        await record(ctx, { id, what, typed, today })
      })
    })
  },
}

async function record(
  ctx: Context,
  asked: {
    id: string
    what: NumberName
    typed: Parameters<typeof readVerification>[2]['typed']
    today: string
  },
): Promise<void> {
  const { id, what, typed, today } = asked
  const instrument = ctx.content.instruments.get(id)
  if (!instrument) throw new UsageFault(`There is no instrument "${id}".`)
  const reading = readVerification(instrument, what, { typed, today })
  if (!reading.ok) {
    for (const [field, fault] of Object.entries(reading.faults)) say(`${field}: ${fault}`)
    throw new CommandFault('Nothing was recorded.')
  }
  await verifyNumber(ctx, { ...reading.value, sendKey: newId() })
  say(`Recorded for ${instrument.shortName} in ${ctx.service.name}, from ${typed.validFrom}.`)
}

export const verificationWithdrawCommand: Command = {
  usage: 'verification withdraw <id> --by <e-mail> --reason <text> [--service <slug>]',
  does: 'Takes back a verification that was a mistake: it counts for no day any more.',
  async run(args) {
    const parsed = readArgs(args, { by: text, reason: text, service: text }, 1)
    const [id = ''] = parsed.words
    if (!isId(id)) throw new UsageFault('Give the id that "handrail verification list" shows.')
    const by = required(parsed.text('by'), 'by')
    const reason = required(parsed.text('reason'), 'reason')
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      await asClinician(runtime, entry, by, async (ctx) => {
        const found = await findVerification(ctx, id)
        if (!found || found.withdrawnAt) {
          throw new CommandFault('There is no verification in use with this id in this service.')
        }
        await withdrawVerification(ctx, { id, reason })
        say(`Withdrawn: ${found.what} of ${found.instrumentId}.`)
      })
    })
  },
}

export const verificationListCommand: Command = {
  usage: 'verification list [--service <slug>]',
  does: 'Lists what clinicians of a service have verified, as JSON lines, withdrawn ones included.',
  async run(args) {
    const parsed = readArgs(args, { service: text }, 0)
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      const rows = await asSystem(runtime, entry, (ctx) => listVerifications(ctx))
      for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`)
      say(`${rows.length} recorded by ${entry.service.name}.`)
    })
  },
}

/** Acts in the name of a clinician who may: nobody verifies a number as the system. */
async function asClinician(
  runtime: Runtime,
  entry: ServiceEntry,
  email: string,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  const staff = await asSystem(runtime, entry, (ctx) => listStaff(ctx))
  const found = staff.find((member) => member.email === email.trim().toLowerCase())
  if (!found || found.disabledAt) throw new CommandFault('Nobody here has this e-mail address.')
  const { id, displayName: name, jobTitle } = found
  const roles = new Set(found.roles)
  if (!mayUse('instrument.verify', roles)) {
    throw new CommandFault(`${name} is neither supervisor nor safety lead.`)
  }
  await asActor(runtime, entry, { kind: 'staff', id, name, jobTitle, roles }, work)
}
