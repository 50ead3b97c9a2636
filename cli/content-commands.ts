import path from 'node:path'
import { z } from 'zod'
import type { Answers } from '#clinical/instrument.ts'
import { checkContent } from '#content/check-content.ts'
import { loadContent } from '#content/load-content.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { contentFolder } from './open-runtime.ts'
import { scoreAnswers } from './score-answers.ts'

export const scoreCommand: Command = {
  usage: `score <instrument> --answers '{"1":2,"2":0,…}'`,
  does: 'Scores a questionnaire and prints one JSON object. Needs no database.',
  help: `
  Prints: instrument, version, total (or null when too much is missing), band,
  missingItems, safetySignals. Answers are by item number.

  handrail score gad7 --answers '{"1":1,"2":1,"3":2,"4":0,"5":0,"6":1,"7":2}'
`,
  async run(args) {
    const {
      words: [id = ''],
      text,
    } = readArgs(args, { answers: { type: 'string' } }, 1)
    const answers = readAnswers(required(text('answers'), 'answers'))
    const { instruments } = await loadContent(contentFolder())
    const instrument = instruments.get(id)
    if (!instrument) {
      throw new UsageFault(
        `There is no instrument "${id}". There are: ${[...instruments.keys()].join(', ')}`,
      )
    }
    try {
      process.stdout.write(`${JSON.stringify(scoreAnswers(instrument, answers))}\n`)
    } catch (error) {
      throw error instanceof RangeError ? new UsageFault(error.message) : error
    }
  },
}

const answersSchema = z.record(z.string().regex(/^\d{1,3}$/), z.int())

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
    for (const { file, line, field, sentence } of warnings)
      say(`warning ${file}:${line} ${field}: ${sentence}`)
    for (const { file, line, field, sentence } of faults)
      say(`${file}:${line} ${field}: ${sentence}`)
    if (faults.length > 0)
      throw new CommandFault(`${faults.length} faults, ${warnings.length} warnings.`)
    say(`The content is sound: no fault, ${warnings.length} warnings.`)
  },
}
