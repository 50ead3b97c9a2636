import path from 'node:path'
import { z } from 'zod'
import type { Answers, Instrument } from '#clinical/instrument.ts'
import { checkContent } from '#content/check-content.ts'
import { faultLine } from '#content/faults.ts'
import { versionKey } from '#content/instrument-shelf.ts'
import { loadContent } from '#content/load-content.ts'
import { withProrating } from '#content/prorating.ts'
import type { Content } from '#content/types.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { contentFolder } from './open-runtime.ts'
import { scoreAnswers } from './score-answers.ts'

export const scoreCommand: Command = {
  usage: `score <instrument> --answers '{"1":2,"2":0,…}' [--version <n>] [--prorate]`,
  does: 'Scores a questionnaire and prints one JSON object. Needs no database.',
  help: `
  Prints: instrument, version, total (or null when too much is missing or there is
  none), subscales, band, missingItems, safetySignals, classifications (never a
  diagnosis), thresholds (verified or not). Answers are by item number; "not_applicable"
  where the form allows it. --version scores by an earlier version; --prorate replaces
  missing answers as far as the questionnaire's own rule goes.

  handrail score gad7 --answers '{"1":1,"2":1,"3":2,"4":0,"5":0,"6":1,"7":2}'
`,
  async run(args) {
    const {
      words: [id = ''],
      text,
      isSet,
    } = readArgs(args, scoreOptions, 1)
    const answers = readAnswers(required(text('answers'), 'answers'))
    const content = await loadContent(contentFolder())
    const instrument = versionOf(isSet('prorate') ? withProrating(content) : content, {
      id,
      version: text('version'),
    })
    try {
      process.stdout.write(`${JSON.stringify(scoreAnswers(instrument, answers))}\n`)
    } catch (error) {
      throw error instanceof RangeError ? new UsageFault(error.message) : error
    }
  },
}

const scoreOptions = {
  answers: { type: 'string' },
  version: { type: 'string' },
  prorate: { type: 'boolean' },
} as const

function versionOf(content: Content, asked: { id: string; version: string | null }): Instrument {
  const { id, version } = asked
  const newest = content.instruments.get(id)
  if (!newest) {
    const ids = [...content.instruments.keys()].join(', ')
    throw new UsageFault(`There is no instrument "${id}". There are: ${ids}`)
  }
  if (version === null || version === String(newest.version)) return newest
  const earlier = content.earlierInstruments.get(versionKey(id, Number(version)))
  if (!earlier) throw new UsageFault(`There is no version ${version} of ${id}.`)
  return earlier
}

const answersSchema = z.record(
  z.string().regex(/^\d{1,3}$/),
  z.union([z.int(), z.literal('not_applicable')]),
)

function readAnswers(text: string): Answers {
  try {
    return answersSchema.parse(JSON.parse(text))
  } catch {
    throw new UsageFault('--answers is not a JSON object of whole numbers by item number.')
  }
}

export const contentCheckCommand: Command = {
  usage: 'content check [--folder <folder>]',
  does: 'Checks the content folder, and names file, line and field of every fault.',
  async run(args) {
    const { text } = readArgs(args, { folder: { type: 'string' } }, 0)
    const folder = text('folder')
    const { faults, warnings } = await checkContent(
      folder === null ? contentFolder() : path.resolve(folder),
    )
    for (const warning of warnings) say(`warning ${faultLine(warning)}`)
    for (const fault of faults) say(faultLine(fault))
    if (faults.length > 0)
      throw new CommandFault(`${faults.length} faults, ${warnings.length} warnings.`)
    say(`The content is sound: no fault, ${warnings.length} warnings.`)
  },
}
