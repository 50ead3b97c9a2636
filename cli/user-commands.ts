import { addressOf, type Config } from '#app/config.ts'
import {
  createAccount,
  findAccountByEmail,
  type Invitation,
  resetAccess,
  sendInvitation,
} from '#features/accounts/index.ts'
import { type Role, roles } from '#platform/permissions.ts'
import { asSystem } from '#platform/runtime.ts'
import { transact } from '#platform/transact.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withRuntime } from './open-runtime.ts'

const staffRoles = roles.filter((role) => role !== 'patient')

export const userCreateCommand: Command = {
  usage: 'user create --email <address> --name <name> --roles <role>[,…] [--service <slug>]',
  does: 'Adds a member of staff and prints their single-use link, which works for 3 days.',
  help: `
  Roles: ${staffRoles.join(', ')}.
  Patients are invited from the pages of the service, with their record.
`,
  async run(args) {
    const { text } = readArgs(args, textOptions('email', 'name', 'roles', 'service'), 0)
    const email = required(text('email'), 'email').trim().toLowerCase()
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageFault('--email is not an e-mail address.')
    const displayName = required(text('name'), 'name')
    const held = readRoles(required(text('roles'), 'roles'))
    await withRuntime(async (runtime, _, config) => {
      const entry = await chooseService(runtime, text('service'))
      const invitation = await asSystem(runtime, entry, (ctx) =>
        transact(ctx, async (ctx) => {
          if (await findAccountByEmail(ctx, email)) {
            throw new CommandFault(
              'Somebody already has this address. To send a new link: handrail user reset',
            )
          }
          return sendInvitation(
            ctx,
            await createAccount(ctx, { email, displayName, roles: held }),
            'invite',
          )
        }),
      )
      say(`Added ${displayName} to ${entry.service.name}. Their link, for 3 days and for one use:`)
      process.stdout.write(`${linkOf(config, entry.host, invitation)}\n`)
    })
  },
}

export const userResetCommand: Command = {
  usage: 'user reset --email <address> [--second-factor] [--service <slug>]',
  does: 'Prints a new single-use link for somebody who cannot sign in.',
  help: `
  With --second-factor it also takes away their password and the code of their phone and signs
  them out everywhere: for a lost phone. Speak to the person first.
`,
  async run(args) {
    const options = {
      ...textOptions('email', 'service'),
      'second-factor': { type: 'boolean' as const },
    }
    const { text, isSet } = readArgs(args, options, 0)
    const email = required(text('email'), 'email').trim().toLowerCase()
    await withRuntime(async (runtime, _, config) => {
      const entry = await chooseService(runtime, text('service'))
      const invitation = await asSystem(runtime, entry, (ctx) =>
        transact(ctx, async (ctx) => {
          const account = await findAccountByEmail(ctx, email)
          if (!account) throw new CommandFault('Nobody here has this address.')
          if (account.disabledAt)
            throw new CommandFault('This account is disabled. Open it again on the staff page.')
          return isSet('second-factor')
            ? resetAccess(ctx, account)
            : sendInvitation(ctx, account, 'reset')
        }),
      )
      say('Earlier links no longer work. The new one, for one use:')
      process.stdout.write(`${linkOf(config, entry.host, invitation)}\n`)
    })
  },
}

function readRoles(text: string): Role[] {
  const asked = text.split(',').map((role) => role.trim())
  const unknown = asked.find((role) => !staffRoles.some((known) => known === role))
  if (unknown !== undefined)
    throw new UsageFault(`There is no role "${unknown}". Roles: ${staffRoles.join(', ')}`)
  return staffRoles.filter((role) => asked.includes(role))
}

function textOptions(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
}

/** Whole, so that it can be opened: at the host of the service, where there are several. */
function linkOf(config: Config, host: string | null, { link }: Invitation): string {
  const address = addressOf(config)
  return `${host === null ? address : `${new URL(address).protocol}//${host}`}${link}`
}
