import { ConfigurationFault } from '#app/config.ts'
import { backupCommand, restoreCommand } from './backup-commands.ts'
import { type Command, CommandFault, say, UsageFault } from './command.ts'
import { contentCheckCommand, scoreCommand } from './content-commands.ts'
import { instrumentExportCommand, instrumentImportCommand } from './instrument-commands.ts'
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

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  const asksForHelp = words.length === 0 || ['--help', '-h', 'help'].includes(words[0] ?? '')
  if (asksForHelp) return help(process.stdout)
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => commands[name])
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command) {
    say(`There is no command "${words.join(' ')}".\n`)
    help(process.stderr)
    return 2
  }
  const args = words.slice(name.split(' ').length)
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
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

function help(stream: NodeJS.WriteStream): number {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}${does}`)
  stream.write(`handrail <command>: what an operator needs.\n\n${lines.join('\n')}\n
Each has --help. Settings come from the environment, as for the server.\n`)
  return 0
}
