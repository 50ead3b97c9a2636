import { constants } from 'node:os'
import { ConfigurationFault } from '#app/config.ts'
import { backupCommand, restoreCommand } from './backup-commands.ts'
import { type Command, CommandFault, say, UsageFault } from './command.ts'
import { contentCheckCommand, scoreCommand } from './content-commands.ts'
import { instrumentExportCommand, instrumentImportCommand } from './instrument-commands.ts'
import { endWith } from './open-runtime.ts'
import { outcomesCommand } from './outcome-commands.ts'
import {
  rangeApproveCommand,
  rangeEstimateCommand,
  rangeListCommand,
  rangeWithdrawCommand,
} from './range-commands.ts'
import {
  auditVerifyCommand,
  demoAdvanceCommand,
  migrateCommand,
  seedCommand,
  serviceCreateCommand,
} from './service-commands.ts'
import { userCreateCommand, userResetCommand } from './user-commands.ts'
import {
  verificationListCommand,
  verificationRecordCommand,
  verificationWithdrawCommand,
} from './verification-commands.ts'
import {
  wordingImportCommand,
  wordingListCommand,
  wordingWithdrawCommand,
} from './wording-commands.ts'

const commands: Readonly<Record<string, Command>> = {
  migrate: migrateCommand,
  seed: seedCommand,
  'demo advance': demoAdvanceCommand,
  'content check': contentCheckCommand,
  score: scoreCommand,
  'instrument export': instrumentExportCommand,
  'instrument import': instrumentImportCommand,
  'wording import': wordingImportCommand,
  'wording withdraw': wordingWithdrawCommand,
  'wording list': wordingListCommand,
  'verification record': verificationRecordCommand,
  'verification withdraw': verificationWithdrawCommand,
  'verification list': verificationListCommand,
  'service create': serviceCreateCommand,
  'user create': userCreateCommand,
  'user reset': userResetCommand,
  'range estimate': rangeEstimateCommand,
  'range list': rangeListCommand,
  'range approve': rangeApproveCommand,
  'range withdraw': rangeWithdrawCommand,
  outcomes: outcomesCommand,
  backup: backupCommand,
  restore: restoreCommand,
  'audit verify': auditVerifyCommand,
}

let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endBy(signal))
for (const stream of [process.stdout, process.stderr]) {
  // Whoever reads may stop reading, as "head" does.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    endBy('SIGPIPE')()
  })
}
process.on('uncaughtException', (error) => {
  // What breaks because the database is being stopped is nothing to tell.
  if (!isEnding) say(error.stack ?? error.message)
  void endWith(1)
})
process.exitCode = await main(process.argv.slice(2))

/** Ends as other programs do, without a word, and with what it began. */
function endBy(signal: keyof typeof constants.signals): () => void {
  return () => {
    isEnding = true
    void endWith(128 + constants.signals[signal])
  }
}

async function main(words: string[]): Promise<number> {
  if (words.length === 0 || words[0] === 'help' || isHelp(words[0] ?? ''))
    return help(process.stdout)
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => commands[name])
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command) {
    const group = groupOf(words[0] ?? '')
    if (group.length > 0 && words.some(isHelp)) return help(process.stdout, group)
    say(`There is no command "${words.join(' ')}".\n`)
    help(process.stderr, group.length > 0 ? group : undefined)
    return 2
  }
  const args = words.slice(name.split(' ').length)
  if (args.some(isHelp)) {
    process.stdout.write(`${command.does}\n\n  handrail ${command.usage}\n${command.help ?? ''}`)
    return 0
  }
  return attempt(command, args)
}

async function attempt(command: Command, args: string[]): Promise<number> {
  try {
    await command.run(args)
    return 0
  } catch (error) {
    if (error instanceof UsageFault) {
      say(`${error.message}\n\n  handrail ${command.usage}`)
      return 2
    }
    const isExpected =
      error instanceof CommandFault ||
      error instanceof ConfigurationFault ||
      (error instanceof Error && error.name === 'ContentFaults')
    say(
      error instanceof Error
        ? isExpected
          ? error.message
          : (error.stack ?? error.message)
        : String(error),
    )
    return 1
  }
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}

/** The commands that begin with a word: "wording" is wording import, withdraw and list. */
function groupOf(word: string): string[] {
  return Object.keys(commands).filter((name) => name.startsWith(`${word} `))
}

function help(stream: NodeJS.WriteStream, names = Object.keys(commands)): number {
  const width = Math.max(...names.map((name) => name.length)) + 2
  const lines = names.map((name) => `  ${name.padEnd(width)}${commands[name]?.does}`)
  stream.write(`handrail <command>: what an operator needs.\n\n${lines.join('\n')}\n
Each has --help. Settings come from the environment, as for the server.\n`)
  return 0
}
