import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isPlainDate, localDate } from '#clinical/calendar.ts'
import { importedWording, importWording, withdrawWording } from '#features/wording/index.ts'
import { asSystem } from '#platform/runtime.ts'
import { nowIn } from '#platform/services.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withRuntime } from './open-runtime.ts'

const text = { type: 'string' as const }

export const wordingImportCommand: Command = {
  usage:
    'wording import <file> --confirmed-by <name> [--confirmed-on <yyyy-mm-dd>] ' +
    '[--scoring-not-verified] [--owner-agreed] [--service <slug>]',
  does: 'Takes in the wording of a questionnaire that the service is licensed to use.',
  help: `
  The file (YAML or JSON) is described in docs/wording-packs.md. It must fit the structure in the
  library: every item and every answer, nothing else. --confirmed-by is the person who has seen
  that the service has the licence, --confirmed-on the day (today unless you say otherwise).
  What was in use before is replaced for new forms, and kept for answers given in it.
  Where nobody has verified how a questionnaire is scored, it is imported only with
  --scoring-not-verified: its totals then say so to staff. Where its owner asks for more than a
  licence (EQ-5D), it is imported only with --owner-agreed.
`,
  async run(args) {
    const options = {
      'confirmed-by': text,
      'confirmed-on': text,
      'scoring-not-verified': { type: 'boolean' as const },
      'owner-agreed': { type: 'boolean' as const },
      service: text,
    }
    const parsed = readArgs(args, options, 1)
    const file = parsed.words[0] ?? ''
    const confirmedBy = required(parsed.text('confirmed-by'), 'confirmed-by')
    const confirmedOn = parsed.text('confirmed-on')
    if (confirmedOn !== null && !isPlainDate(confirmedOn))
      throw new UsageFault('--confirmed-on is a day such as 2026-11-22.')
    const pack = await readPack(file)
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      const today = localDate(nowIn(entry, Date.now()).getTime(), entry.service.timeZone)
      if (confirmedOn !== null && confirmedOn > today)
        throw new UsageFault('--confirmed-on has not come yet.')
      const outcome = await asSystem(runtime, entry, (ctx) =>
        importWording(ctx, {
          text: pack,
          fileName: path.basename(file),
          confirmedBy,
          confirmedOn: confirmedOn ?? today,
          knowsOfScoring: parsed.isSet('scoring-not-verified'),
          ownerAgreed: parsed.isSet('owner-agreed'),
        }),
      )
      if (outcome.kind === 'to_confirm') {
        const { shortName, scoringSource, licence } = outcome.instrument
        const why = {
          scoring: `Nobody has verified how ${shortName} is scored. ${scoringSource?.source}`,
          owner: `${licence.ownerAsks} ${licence.terms}`,
        }
        const flags = { scoring: '--scoring-not-verified', owner: '--owner-agreed' }
        for (const need of outcome.needs) say(why[need])
        const needed = outcome.needs.map((need) => flags[need]).join(' ')
        throw new CommandFault(`Nothing was imported: say ${needed} to go on.`)
      }
      if (outcome.kind === 'refused') {
        for (const { file, line, field, sentence } of outcome.faults)
          say(`${file}:${line} ${field}: ${sentence}`)
        throw new CommandFault('Nothing was imported.')
      }
      say(
        outcome.kind === 'imported'
          ? `${entry.service.name} can ask ${outcome.instrumentId} from now on.`
          : `This wording of ${outcome.instrumentId} was in use already.`,
      )
    })
  },
}

export const wordingWithdrawCommand: Command = {
  usage: 'wording withdraw <instrument> --reason <text> [--service <slug>]',
  does: 'Takes imported wording out of use: the questionnaire is not asked any more.',
  async run(args) {
    const parsed = readArgs(args, { reason: text, service: text }, 1)
    const id = parsed.words[0] ?? ''
    const reason = required(parsed.text('reason'), 'reason')
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      const wasInUse = await asSystem(runtime, entry, (ctx) => withdrawWording(ctx, id, reason))
      if (!wasInUse) throw new CommandFault(`${entry.service.name} has no wording of "${id}".`)
      say(`${entry.service.name} does not ask ${id} any more. Scores and old answers stay.`)
    })
  },
}

export const wordingListCommand: Command = {
  usage: 'wording list [--service <slug>]',
  does: 'Lists the wording that a service has imported, as JSON lines.',
  async run(args) {
    const parsed = readArgs(args, { service: text }, 0)
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, parsed.text('service'))
      const packs = await asSystem(runtime, entry, (ctx) => importedWording(ctx))
      for (const pack of packs) process.stdout.write(`${JSON.stringify(pack)}\n`)
      say(`${packs.length} imported by ${entry.service.name}, withdrawn ones included.`)
    })
  },
}

async function readPack(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new CommandFault(`There is no file ${file} that can be read.`)
  }
}
