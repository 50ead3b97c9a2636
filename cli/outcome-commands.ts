import {
  compareOutcomes,
  countOutcomes,
  countsInSql,
  type OutcomeReport,
  parsePeriod,
  readOutcomeReport,
} from '#features/reporting/index.ts'
import type { Context } from '#platform/context.ts'
import { asSystem } from '#platform/runtime.ts'
import { type Command, CommandFault, readArgs, required, say, UsageFault } from './command.ts'
import { chooseService, withRuntime } from './open-runtime.ts'

const shownDisagreements = 10

export const outcomesCommand: Command = {
  usage: 'outcomes --from <day> --to <day> [--service <slug>] [--publish] [--check]',
  does: 'Prints how treatment that ended in a period went, as one JSON object. No names.',
  help: `
  Both days are included and written 2026-04-01. The figures are those of the page Outcomes.
  --publish hides small numbers and rounds the others, for figures that leave the service.
  --check works everything out a second time, in SQL, and ends with 1 if the two differ.

  handrail outcomes --service riverside --from 2026-04-01 --to 2026-06-30
`,
  async run(args) {
    const options = {
      service: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      publish: { type: 'boolean' },
      check: { type: 'boolean' },
    } as const
    const { text, isSet } = readArgs(args, options, 0)
    const period = parsePeriod({
      from: required(text('from'), 'from'),
      to: required(text('to'), 'to'),
    })
    if (!period.ok) throw new UsageFault(`${Object.values(period.faults).join('. ')}.`)
    const filter = { ...period.value, programmeId: null, problem: null, therapistIds: null }
    await withRuntime(async (runtime) => {
      const entry = await chooseService(runtime, text('service'))
      await asSystem(runtime, entry, async (ctx) => {
        const report = await readOutcomeReport(
          ctx,
          filter,
          isSet('publish') ? 'published' : 'exact',
        )
        process.stdout.write(`${JSON.stringify(printed(ctx, report), null, 2)}\n`)
        if (isSet('check')) await check(ctx, filter)
      })
    })
  },
}

function printed(ctx: Context, report: OutcomeReport) {
  return {
    service: ctx.service.slug,
    from: report.filter.from,
    to: report.filter.to,
    numbers: report.numbers,
    rules: report.rules.map(({ id, title, verifiedBy }) => ({ id, title, verifiedBy })),
    leftOut: report.leftOut,
    figures: report.figures.map(({ measure, count, of, percentage, isHidden }) => ({
      id: measure.id,
      label: measure.label,
      countId: measure.countId,
      percentageId: measure.rateId,
      count,
      of,
      percentage,
      isHidden,
    })),
    ownMeasures: report.own,
    functioning: report.functioning.map(({ item, ...line }) => ({ item: item.label, ...line })),
    treatmentContacts: report.contacts,
    effects: report.effects,
    afterSignals: report.signals,
    thresholds: report.measures.map(({ id, caseness, reliableChange }) => ({
      measure: id,
      caseness,
      reliableChange,
    })),
  }
}

type Filter = Parameters<typeof countOutcomes>[1]

async function check(ctx: Context, filter: Filter): Promise<void> {
  const { tally } = await countOutcomes(ctx, filter)
  const inSql = await countsInSql(ctx, filter)
  const differing = Object.entries(tally.counts).filter(([name, count]) => inSql[name] !== count)
  for (const [name, count] of differing) say(`${name}: ${count} in code, ${inSql[name]} in SQL`)
  const { compared, disagreements } = await compareOutcomes(ctx, filter)
  for (const { referralId, part, inCode, inSql } of disagreements.slice(0, shownDisagreements))
    say(`referral ${referralId}, ${part}: ${inCode} in code, ${inSql} in SQL`)
  if (differing.length + disagreements.length > 0) {
    throw new CommandFault(
      `The two ways differ in ${disagreements.length} places. ` +
        'Publish nothing until it is known why.',
    )
  }
  say(`Worked out twice, in code and in SQL: ${compared} referrals, no difference.`)
}
