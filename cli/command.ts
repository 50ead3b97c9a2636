import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What an operator can ask for. */
export interface Command {
  readonly usage: string
  readonly does: string
  /** More than the first line, for --help. */
  readonly help?: string
  readonly run: (args: string[]) => Promise<void>
}

/** Asked for in a way that cannot be understood: exit 2, and how to ask. */
export class UsageFault extends Error {}
/** Understood and not done: exit 1, with a sentence for the operator. */
export class CommandFault extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** The options and words of a command, or a UsageFault that says what is wrong with them. */
export function readArgs(args: string[], options: Options, words: number) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
    if (parsed.positionals.length !== words)
      throw new UsageFault('Some words are missing, or too many.')
    const text = (name: string) => {
      const value = parsed.values[name]
      return typeof value === 'string' && value !== '' ? value : null
    }
    return {
      words: parsed.positionals,
      text,
      isSet: (name: string) => parsed.values[name] === true,
    }
  } catch (error) {
    throw error instanceof Error ? new UsageFault(error.message) : error
  }
}

export function required(value: string | null, name: string): string {
  if (value === null) throw new UsageFault(`--${name} is missing.`)
  return value
}

/** What a command did, for people; standard output stays for what a program may read. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
