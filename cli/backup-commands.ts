import { existsSync } from 'node:fs'
import path from 'node:path'
import { unsentMailIds } from '#features/notices/index.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import { transact } from '#platform/transact.ts'
import { type Command, CommandFault, readArgs, say } from './command.ts'
import { withDatabases, withRuntime } from './open-runtime.ts'
import { readBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

export const backupCommand: Command = {
  usage: 'backup <file>',
  does: 'Writes the whole record into one file with checksums. The server may be running.',
  help: `
  The file holds everything that people wrote: keep it as you keep the database, encrypted and
  away from this machine. The secret key (SECRET_KEY, or DATA_DIR/secret-key) is not in it and is
  needed with it.
`,
  async run(args) {
    const {
      words: [name = ''],
    } = readArgs(args, {}, 1)
    const file = path.resolve(name)
    if (existsSync(file)) throw new CommandFault(`${file} is there already. Choose another name.`)
    const { tables, rows } = await withDatabases(({ ownerUrl }) => writeBackup(ownerUrl, file, say))
    say(`Wrote ${rows} rows of ${tables} tables to ${file}`)
  },
}

export const restoreCommand: Command = {
  usage: 'restore <file>',
  does: 'Fills an empty database from a backup, and compares every table with its checksum.',
  help: `
  Point DATABASE_URL (or DATA_DIR) at a new, empty database, with the secret key of the old one.
  A fault leaves the database empty. Notices that had not gone out are put on their way again.
`,
  async run(args) {
    const {
      words: [name = ''],
    } = readArgs(args, {}, 1)
    const file = path.resolve(name)
    if (!existsSync(file)) throw new CommandFault(`There is no file ${file}`)
    await withRuntime(async (runtime, { ownerUrl }) => {
      const { tables, rows } = await readBackup(ownerUrl, file, say)
      await resumeNotices(runtime)
      say(`Restored ${rows} rows of ${tables} tables. Every checksum is equal.`)
    })
  },
}

/** The queue is not part of a backup: what had not gone out is queued anew from the outbox. */
export async function resumeNotices(runtime: Runtime): Promise<void> {
  runtime.services.forget()
  for (const entry of await runtime.services.all()) {
    const serviceId = entry.service.id
    await asSystem(runtime, entry, (ctx) =>
      transact(ctx, async (ctx) => {
        const mailIds = await unsentMailIds(ctx)
        for (const mailId of mailIds) ctx.enqueue('mail.send', { serviceId, mailId })
        ctx.audit('backup.restored', serviceId, { detail: { noticesResumed: mailIds.length } })
      }),
    )
  }
}
