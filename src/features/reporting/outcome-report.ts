import type { Instrument } from '#clinical/instrument.ts'
import {
  type Figure,
  figureOf,
  type PublishedFigure,
  publishedCount,
  publishedFigure,
} from '#clinical/outcome-rates.ts'
import type { SourcedRules } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { type AfterSignal, afterSignals } from './after-signals.ts'
import type { OutcomeFilter } from './outcome-filter.ts'
import {
  type ContactsLine,
  contactsLine,
  type EffectLine,
  effectLines,
  type FunctioningLine,
  functioningLines,
  type Shown,
} from './outcome-spreads.ts'
import { countOutcomes, type OutcomeCounts, type OwnMeasureCounts } from './work-out-outcomes.ts'

/** As counted, for use inside the service; or with small numbers hidden, as for publication. */
export type Numbers = 'exact' | 'published'

export interface OutcomeReport {
  readonly filter: OutcomeFilter
  readonly numbers: Numbers
  readonly isEmpty: boolean
  readonly figures: readonly PublishedFigure[]
  readonly own: readonly OwnMeasureLine[]
  readonly contacts: ContactsLine
  readonly functioning: readonly FunctioningLine[]
  readonly effects: readonly EffectLine[]
  readonly signals: readonly AfterSignal[]
  readonly rules: readonly SourcedRules[]
  /** Every measure whose thresholds the figures rest on, or would. */
  readonly measures: readonly Instrument[]
  readonly leftOut: number | null
  readonly smallNumbers: SourcedRules['smallNumbers'] | null
}

/** A problem's own measure: how often it was used, and why not. Null counts are hidden. */
export interface OwnMeasureLine {
  readonly measureId: string
  readonly measure: string
  readonly problems: readonly string[]
  readonly counts: Readonly<Record<keyof OwnMeasureCounts, number | null>>
}

/** Everything the page, the file and the command show for a period. */
export async function readOutcomeReport(
  ctx: Context,
  filter: OutcomeFilter,
  numbers: Numbers,
): Promise<OutcomeReport> {
  const counted = await countOutcomes(ctx, filter)
  const rules = counted.rules.length > 0 ? counted.rules : ctx.content.outcomes.rules.slice(-1)
  const smallNumbers = rules.at(-1)?.smallNumbers ?? null
  const shownCount = (count: number) =>
    numbers === 'exact' || smallNumbers === null ? count : publishedCount(count, smallNumbers)
  const shownFigure = (figure: Figure): PublishedFigure =>
    numbers === 'exact' || smallNumbers === null
      ? { ...figure, isHidden: false }
      : publishedFigure(figure, smallNumbers)
  return {
    filter,
    numbers,
    isEmpty: counted.tally.counts.ended === 0,
    figures: ctx.content.outcomes.measures.map((measure) =>
      shownFigure(figureOf(measure, counted.tally.counts)),
    ),
    own: ownLines(ctx, counted, shownCount),
    contacts: contactsLine(counted.tally, shownCount),
    functioning: functioningLines(ctx, counted.tally, shownCount),
    effects: effectLines(ctx, counted.tally, shownCount),
    signals: await afterSignals(ctx, filter, shownCount),
    rules,
    measures: measuresUsed(ctx, rules, counted),
    leftOut: shownCount(counted.leftOut),
    smallNumbers,
  }
}

function ownLines(ctx: Context, counted: OutcomeCounts, shown: Shown): OwnMeasureLine[] {
  return [...counted.own].map(([measureId, counts]) => ({
    measureId,
    measure: ctx.content.instruments.get(measureId)?.shortName ?? measureId,
    problems: ctx.content.outcomes.problemMeasures
      .filter(({ measure }) => measure === measureId)
      .map(({ problem }) => problem),
    counts: {
      due: shown(counts.due),
      used: shown(counts.used),
      not_paired: shown(counts.not_paired),
      not_verified: shown(counts.not_verified),
      no_threshold: shown(counts.no_threshold),
    },
  }))
}

function measuresUsed(
  ctx: Context,
  rules: readonly SourcedRules[],
  counted: OutcomeCounts,
): Instrument[] {
  const always = rules.flatMap((one) => [one.depressionMeasure, one.anxietyMeasure])
  return [...new Set([...always, ...counted.own.keys()])].flatMap(
    (id) => ctx.content.instruments.get(id) ?? [],
  )
}
