import { readFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import type { Instrument } from '#clinical/instrument.ts'
import { loadContent } from '#content/load-content.ts'
import { questionnaireOf, readQuestionnaire } from '#features/fhir-questionnaires/index.ts'
import { nowIn } from '#platform/services.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, contentFolder, withRuntime } from './open-runtime.ts'

const text = { type: 'string' as const }

export const instrumentExportCommand: Command = {
  usage: 'instrument export <id> [--service <slug>]',
  does: 'Prints a questionnaire as a FHIR R4 Questionnaire.',
  help: `
  Without --service it needs no database, and a questionnaire whose wording is not shipped has its
  structure and scoring only. With --service it has the wording that this service has imported.
`,
  async run(args) {
    const parsed = readArgs(args, { service: text }, 1)
    const instrument = await findInstrument(parsed.words[0] ?? '', parsed.text('service'))
    process.stdout.write(`${JSON.stringify(questionnaireOf(instrument), null, 2)}\n`)
  },
}

export const instrumentImportCommand: Command = {
  usage:
    'instrument import <file.json> --id <id> [--scoring sum|mean|none] [--verdict a|b] ' +
    '[--language en] [--pack]',
  does: 'Turns a FHIR R4 Questionnaire into an instrument file, and prints it.',
  help: `
  Prints the YAML of content/instruments/<id>.yaml. With --verdict b, which it is unless you say
  otherwise, every word is left out; --pack prints the words as a wording pack instead.
  What the file has and an instrument cannot have is refused by its name, or named as left out where
  it changes neither words nor scores. Calculated items are not read: say with --scoring how the
  total comes about. Where the file does not name its language, say it
  with --language. Thresholds, bands and safety items are for a person to add, each with its source.
`,
  async run(args) {
    const pack = { type: 'boolean' as const }
    const options = { id: text, scoring: text, verdict: text, language: text, pack }
    const parsed = readArgs(args, options, 1)
    const id = required(parsed.text('id'), 'id')
    if (!/^[a-z][a-z0-9_]*$/.test(id)) throw new UsageFault('--id is in lower case, like phq9.')
    const reading = readQuestionnaire(await readJson(parsed.words[0] ?? ''), {
      id,
      verdict: oneOf(parsed.text('verdict') ?? 'b', ['a', 'b'], 'verdict'),
      scoring: scoringOf(parsed.text('scoring')),
      language: parsed.text('language'),
    })
    if (!reading.ok) {
      for (const what of reading.refused) say(`not supported: ${what}`)
      throw new CommandFault('This Questionnaire cannot be carried over as it is.')
    }
    const isPack = parsed.isSet('pack')
    if (!isPack) process.stdout.write(heading(reading.leftOut))
    process.stdout.write(stringify(isPack ? reading.pack : reading.instrument, { lineWidth: 0 }))
  },
}

function heading(leftOut: readonly string[]): string {
  const lines = [
    'Made from a FHIR Questionnaire. Before it is used, a person must:',
    '- check the licence, and say the verdict in it;',
    '- write construct and time_frame;',
    '- add safety items, bands and thresholds, each with its source;',
    '- hold the scoring to the manual.',
    ...(leftOut.length === 0 ? [] : [`Left out: ${leftOut.join('; ')}.`]),
  ]
  // A name in the file may hold an end of a line, and what follows must stay a comment.
  return lines.map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\n`).join('')
}

async function findInstrument(id: string, slug: string | null): Promise<Instrument> {
  const instruments =
    slug === null
      ? (await loadContent(contentFolder())).instruments
      : await withRuntime(async (runtime) => {
          const entry = await chooseService(runtime, slug)
          return entry.contentAt(nowIn(entry, Date.now())).instruments
        })
  const instrument = instruments.get(id)
  if (instrument) return instrument
  throw new UsageFault(
    `There is no instrument "${id}". There are: ${[...instruments.keys()].join(', ')}`,
  )
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandFault(
      error instanceof SyntaxError ? `${file} is not JSON.` : `There is no file ${file} to read.`,
    )
  }
}

function scoringOf(value: string | null) {
  return value === null ? null : oneOf(value, ['sum', 'mean', 'none'] as const, 'scoring')
}

function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new UsageFault(`--${name} is one of: ${allowed.join(', ')}.`)
  return found
}
