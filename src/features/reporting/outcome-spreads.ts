import type { Spreads, Tally } from '#clinical/outcome-tally.ts'
import { deviationOf, meanOf, medianOf, type Spread, sizeOf } from '#clinical/spread.ts'
import type { FunctioningItem } from '#content/types.ts'
import type { Context } from '#platform/context.ts'

/** A count as it may be shown, or null where it is hidden; what rests on it is then hidden too. */
export type Shown = (count: number) => number | null

/** Means and medians of one set of values; null where they are hidden, or of nobody. */
export interface Summary {
  /** Null where it is hidden. */
  readonly count: number | null
  readonly mean: number | null
  readonly median: number | null
  readonly deviation: number | null
}

export type ContactsLine = Summary

export interface FunctioningLine {
  readonly item: FunctioningItem
  readonly first: Summary
  readonly last: Summary
}

/** How far one score moved, against how far apart people were at the start. */
export interface EffectLine {
  readonly measure: string
  readonly first: Summary
  readonly last: Summary
  readonly effect: number | null
  /** England's deviation divides, as in the publication; otherwise the period's own. */
  readonly isByEngland: boolean
}

export function contactsLine({ contacts }: Tally, shown: Shown): ContactsLine {
  return summary(contacts, shown)
}

export function functioningLines(ctx: Context, tally: Tally, shown: Shown): FunctioningLine[] {
  return ctx.content.outcomes.functioning.flatMap((item) => {
    const spreads = tally.functioning[item.item - 1]
    if (!spreads || sizeOf(spreads.first) === 0) return []
    return { item, first: summary(spreads.first, shown), last: summary(spreads.last, shown) }
  })
}

export function effectLines(ctx: Context, tally: Tally, shown: Shown): EffectLine[] {
  const { outcomes, instruments } = ctx.content
  const rules = outcomes.rules.at(-1)
  const everybody = [
    { id: rules?.depressionMeasure ?? '', spreads: tally.depression },
    { id: rules?.anxietyMeasure ?? '', spreads: tally.anxiety },
  ].map(({ id, spreads }) => ({ id, spreads, measure: instruments.get(id)?.shortName ?? id }))
  const functioning = outcomes.functioning.flatMap(({ item, label }) => {
    const spreads = tally.functioningWhole[item - 1]
    const id = rules?.functioning.measure ?? ''
    const measure = `${instruments.get(id)?.shortName ?? id}: ${label.toLowerCase()}`
    return spreads ? [{ id: `${id}.${item}`, spreads, measure }] : []
  })
  return [...everybody, ...functioning].flatMap(({ id, spreads, measure }) =>
    sizeOf(spreads.first) === 0
      ? []
      : [{ measure, ...effectOf(spreads, outcomes.effect.englandSd.values[id] ?? null, shown) }],
  )
}

function effectOf(
  spreads: Spreads,
  england: number | null,
  shown: Shown,
): Omit<EffectLine, 'measure'> {
  const first = summary(spreads.first, shown)
  const last = summary(spreads.last, shown)
  const [start, end] = [meanOf(spreads.first), meanOf(spreads.last)]
  const deviation = england ?? deviationOf(spreads.first)
  const isShown = first.mean !== null && last.mean !== null
  const isKnown = isShown && start !== null && end !== null && deviation !== null && deviation > 0
  return {
    first,
    last,
    effect: isKnown ? rounded((start - end) / deviation, 100) : null,
    isByEngland: england !== null,
  }
}

/** One decimal, as it is published; deviations have it too. */
function summary(spread: Spread, shown: Shown): Summary {
  const size = sizeOf(spread)
  const count = shown(size)
  if (count === null) return { count, mean: null, median: null, deviation: null }
  return {
    count,
    mean: rounded(meanOf(spread)),
    median: rounded(medianOf(spread)),
    deviation: rounded(deviationOf(spread)),
  }
}

function rounded(value: number, parts?: number): number
function rounded(value: number | null, parts?: number): number | null
function rounded(value: number | null, parts = 10): number | null {
  return value === null ? null : Math.round(value * parts) / parts
}
