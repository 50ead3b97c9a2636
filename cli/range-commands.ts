import type { Content } from '#content/types.ts'
import { listStaff, type StaffMember } from '#features/accounts/index.ts'
import {
  acceptedModels,
  decideModel,
  decideShippedModel,
  estimateModel,
  fairnessWords,
  hasTotal,
  overallLine,
  type StoredModel,
  smallNumberWords,
  storedModels,
  type TrialLine,
  trialParts,
} from '#features/expected-range/index.ts'
import { finishedReferrals } from '#features/reporting/index.ts'
import { isId, newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { asSystem, createContext, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withRuntime } from './open-runtime.ts'

export const rangeEstimateCommand: Command = {
  usage: 'range estimate [--service <slug>] [--instrument <id>]',
  does: 'Estimates where scores usually are from the service’s own ended courses: a proposal.',
  help: `
  Of PHQ-9 and GAD-7, or of any one instrument that has a total. At least 300 finished courses
  with two scores or more are needed: ended, with two treatment contacts or more by the outcome
  rules. Forms count from the first, which may be of before the start, to the end. Half make a
  model that is tried on the other half, overall and by programme, first score, age, gender
  identity and ethnic category; the proposal itself is made from all. It knows the first score
  and the week of a person, and nothing of who they are. Nothing uses it until a service lead or
  content lead approves it, on the page /expected-range or with: handrail range approve
`,
  async run(args) {
    const { text } = readArgs(args, textOptions('service', 'instrument'), 0)
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, text('service'))
      const known = [...runtime.content.expectedRanges.keys()]
      const asked = text('instrument')
      const instrument = asked === null ? null : runtime.content.instruments.get(asked)
      if (asked !== null && !(instrument && hasTotal(instrument))) {
        const withTotal = [...runtime.content.instruments.values()].filter(hasTotal)
        const ids = withTotal.map(({ id }) => id).join(', ')
        throw new UsageFault(`"${asked}" has no total to make a model of. There are: ${ids}`)
      }
      let made = 0
      for (const id of asked === null ? known : [asked]) {
        say(`Reading the ended courses with ${id} …`)
        const estimate = await asSystem(runtime, entry, async (ctx) =>
          estimateModel(ctx, id, await finishedReferrals(ctx)),
        )
        if (!estimate.ok) say(estimate.why)
        else {
          made += 1
          say(`${id}: a proposal from ${estimate.courseCount} courses. Its id:`)
          process.stdout.write(`${estimate.id}\n`)
          for (const line of trialLines(runtime.content, estimate)) say(line)
        }
      }
      if (made === 0) throw new CommandFault('No proposal was made; nothing has changed.')
    })
  },
}

export const rangeListCommand: Command = {
  usage: 'range list [--service <slug>]',
  does: 'Lists the service’s own models of where scores usually are, and who decided on them.',
  async run(args) {
    const { text } = readArgs(args, textOptions('service'), 0)
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, text('service'))
      const models = await asSystem(runtime, entry, storedModels)
      if (models.length === 0) say('There is none yet: handrail range estimate')
      for (const model of models) {
        process.stdout.write(`${model.id}  ${model.instrumentId}  ${stateWords(model)}\n`)
      }
    })
  },
}

export const rangeApproveCommand = decideCommand('approve', 'approved', 'Takes a model into use')
export const rangeWithdrawCommand = decideCommand('withdraw', 'withdrawn', 'Takes it out of use')

function decideCommand(word: string, kind: 'approved' | 'withdrawn', does: string): Command {
  return {
    usage: `range ${word} <id> --by <e-mail> --note <why> [--service <slug>]`,
    does: `${does}, in the name of a service lead or content lead.`,
    help: `
  The model that comes with Handrail is named shipped:phq9, and so on for each instrument.
`,
    async run(args) {
      const { words, text } = readArgs(args, textOptions('by', 'note', 'service'), 1)
      const [id = ''] = words
      const [by, note] = [required(text('by'), 'by'), required(text('note'), 'note')]
      if (id.startsWith(shippedPrefix))
        return decideShipped({ id, kind, by, note, slug: text('service') })
      if (!isId(id)) throw new UsageFault('Give the id that "handrail range list" shows.')
      await withRuntime(async (runtime) => {
        const entry = await chooseService(runtime, text('service'))
        const models = await asSystem(runtime, entry, storedModels)
        const model = models.find((each) => each.id === id)
        if (!model) throw new CommandFault('There is no model with this id in this service.')
        if (kind === 'withdrawn' && model.state !== 'approved') {
          throw new CommandFault('This model is not in use, so it cannot be taken out of it.')
        }
        const person = await whoAnswers(runtime, entry, by)
        const { id: accountId, displayName: name, jobTitle } = person
        const roles = new Set(person.roles)
        const actor = { kind: 'staff', id: accountId, name, jobTitle, roles } as const
        const ctx = createContext(runtime, entry, actor)
        await decideModel(ctx, { modelId: id, kind, note, sendKey: newId() })
        say(`${kind === 'approved' ? 'Approved' : 'Withdrawn'} by ${name}.`)
      })
    },
  }
}

const shippedPrefix = 'shipped:'

/** The same for the model that ships: `shipped:phq9`. */
async function decideShipped(decision: {
  id: string
  kind: 'approved' | 'withdrawn'
  by: string
  note: string
  slug: string | null
}): Promise<void> {
  const { kind, by, note, slug } = decision
  const instrumentId = decision.id.slice(shippedPrefix.length)
  await withRuntime(async (runtime) => {
    if (!runtime.content.expectedRanges.has(instrumentId)) {
      const known = [...runtime.content.expectedRanges.keys()].map((id) => shippedPrefix + id)
      throw new UsageFault(`There is no such model. There are: ${known.join(', ')}`)
    }
    const entry = await chooseService(runtime, slug)
    const { id, displayName: name, jobTitle, ...person } = await whoAnswers(runtime, entry, by)
    const actor = { kind: 'staff', id, name, jobTitle, roles: new Set(person.roles) } as const
    const ctx = createContext(runtime, entry, actor)
    const isInUse = (await asSystem(runtime, entry, acceptedModels)).has(instrumentId)
    if (kind === 'withdrawn' && !isInUse) {
      throw new CommandFault('This model is not in use, so it cannot be taken out of it.')
    }
    await decideShippedModel(ctx, { instrumentId, kind, note, sendKey: newId() })
    say(`${kind === 'approved' ? 'Accepted' : 'Withdrawn'} by ${name}.`)
  })
}

/** A named person who may decide: nobody approves a model as the system. */
async function whoAnswers(
  runtime: Runtime,
  entry: ServiceEntry,
  email: string,
): Promise<StaffMember> {
  const staff = await asSystem(runtime, entry, (ctx) => listStaff(ctx))
  const found = staff.find((member) => member.email === email.trim().toLowerCase())
  if (!found || found.disabledAt) throw new CommandFault('Nobody here has this e-mail address.')
  if (!mayUse('expected-range.decide', new Set(found.roles))) {
    throw new CommandFault(`${found.displayName} is neither service lead nor content lead.`)
  }
  return found
}

function trialLines(content: Content, estimate: Pick<StoredModel, 'trial' | 'model'>): string[] {
  const { trial } = estimate
  return [
    '  On courses it was not made from: courses, at or below the upper edge, inside, points above',
    '  (+) or below (−) the middle',
    trialLine('', overallLine(content, trial)),
    ...trialParts(content, trial).flatMap(({ by, lines }) =>
      lines.map((line) => trialLine(`${by}: `, line)),
    ),
    `  ${smallNumberWords(content)}`,
    ...fairnessWords(content, estimate).map((words) => `  ${words}`),
  ]
}

function trialLine(by: string, { group, courses, cells }: TrialLine): string {
  const name = `  ${by}${group}`.padEnd(52)
  return [name, courses.padEnd(8), ...(cells ?? ['too few to judge'])].join('  ')
}

function stateWords({ state, decidedBy, courseCount }: StoredModel): string {
  return `${state}${decidedBy ? ` by ${decidedBy}` : ''}, from ${courseCount} courses`
}

function textOptions(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
}
