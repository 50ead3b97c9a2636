import type { Instant } from './calendar.ts'

export type Comparison = '<' | '<=' | '==' | '!=' | '>=' | '>'

/** When a programme's line for the therapist stands; the programme says it as data. */
export type SuggestionCondition =
  | {
      readonly type: 'item'
      readonly instrument: string
      readonly item: number
      readonly op: Comparison
      readonly value: number
      /** How many of the latest responses must all hold. */
      readonly last: number
    }
  | {
      readonly type: 'total'
      readonly instrument: string
      readonly op: Comparison
      readonly value: number
      readonly last: number
    }
  /** The module has been opened for the person, or finished by them. */
  | { readonly type: 'opened'; readonly module: string }
  | { readonly type: 'submitted'; readonly module: string }
  /** The module has been open for fewer days than this. */
  | { readonly type: 'open_for'; readonly module: string; readonly fewerThanDays: number }
  /** Fewer whole entries of a worksheet than this since a module was opened. */
  | {
      readonly type: 'done'
      readonly worksheet: string
      readonly sinceOpened: string
      readonly fewerThan: number
    }
  /** Fewer calls than this were held in the last days or are booked. */
  | { readonly type: 'calls'; readonly fewerThan: number; readonly withinDays: number }
  /** No later than this week of treatment, counted from 1. */
  | { readonly type: 'weeks'; readonly atMost: number }
  | { readonly type: 'all'; readonly of: readonly SuggestionCondition[] }

/** What a condition is held to; lists are oldest first. */
export interface SuggestionFacts {
  readonly now: Instant
  readonly startedAt: Instant
  readonly forms: readonly {
    readonly instrumentId: string
    readonly at: Instant
    readonly total: number | null
    readonly answers: Readonly<Record<string, unknown>>
  }[]
  readonly modules: ReadonlyMap<
    string,
    { readonly openedAt: Instant | null; readonly submittedAt: Instant | null }
  >
  /** Entries that are whole: a plan with its result. */
  readonly done: readonly { readonly worksheetId: string; readonly at: Instant }[]
  readonly callsHeld: readonly Instant[]
  readonly callsBooked: readonly Instant[]
}

/** What somebody decided about a suggestion, and when. */
export interface SuggestionDecision {
  readonly suggestionId: string
  readonly at: Instant
}

const day = 86_400_000

/**
 * Gives the moment since which a condition holds without a break, or null when it does not hold
 * now; anything unknown does not hold (depression blueprint, sections 3 and 4; content model,
 * section 10).
 */
export function standsSince(when: SuggestionCondition, facts: SuggestionFacts): Instant | null {
  switch (when.type) {
    case 'item':
    case 'total':
      return formsSince(when, facts)
    case 'opened':
      return facts.modules.get(when.module)?.openedAt ?? null
    case 'submitted':
      return facts.modules.get(when.module)?.submittedAt ?? null
    case 'open_for': {
      const openedAt = facts.modules.get(when.module)?.openedAt ?? null
      return openedAt !== null && facts.now < openedAt + when.fewerThanDays * day ? openedAt : null
    }
    case 'done': {
      const from = facts.modules.get(when.sinceOpened)?.openedAt ?? null
      if (from === null) return null
      const count = facts.done.filter(
        ({ worksheetId, at }) => worksheetId === when.worksheet && at >= from,
      ).length
      return count < when.fewerThan ? from : null
    }
    case 'calls':
      return callsSince(when, facts)
    case 'weeks':
      return facts.now < facts.startedAt + when.atMost * 7 * day ? facts.startedAt : null
    case 'all': {
      const moments = when.of.map((each) => standsSince(each, facts))
      return moments.includes(null) ? null : Math.max(...moments.map((moment) => moment ?? 0))
    }
  }
}

/**
 * Says whether a suggestion that stands since a moment was decided on: once while it stands, and
 * anew after so many days where it is to be said again (design default, set by the programme).
 */
export function isDecided(
  suggestion: { readonly id: string; readonly againAfterDays: number | null },
  since: Instant,
  { decisions, now }: { decisions: readonly SuggestionDecision[]; now: Instant },
): boolean {
  const again = suggestion.againAfterDays
  const from = again === null ? since : Math.max(since, now - again * day)
  return decisions.some(({ suggestionId, at }) => suggestionId === suggestion.id && at >= from)
}

type FormCondition = Extract<SuggestionCondition, { type: 'item' | 'total' }>

/** The latest forms must all hold; the moment is that of the first form since which they did. */
function formsSince(when: FormCondition, { forms }: SuggestionFacts): Instant | null {
  const own = forms.filter(({ instrumentId }) => instrumentId === when.instrument)
  let since: Instant | null = null
  for (let count = own.length; count >= when.last; count--) {
    const latest = own.slice(count - when.last, count)
    if (!latest.every((form) => holds(when, form))) break
    since = latest.at(-1)?.at ?? null
  }
  return since
}

function holds(when: FormCondition, form: SuggestionFacts['forms'][number]): boolean {
  const value = when.type === 'item' ? form.answers[when.item] : form.total
  return typeof value === 'number' && compare(value, when.op, when.value)
}

function compare(value: number, op: Comparison, to: number): boolean {
  switch (op) {
    case '<':
      return value < to
    case '<=':
      return value <= to
    case '>':
      return value > to
    case '>=':
      return value >= to
    case '!=':
      return value !== to
    case '==':
      return value === to
  }
}

/** The moment at which the oldest call that was still enough fell out of the last days. */
function callsSince(
  when: Extract<SuggestionCondition, { type: 'calls' }>,
  { now, startedAt, callsHeld, callsBooked }: SuggestionFacts,
): Instant | null {
  const span = when.withinDays * day
  const ahead = callsBooked.filter((at) => at >= now).length
  const recent = callsHeld.filter((at) => at > now - span).length
  if (ahead + recent >= when.fewerThan) return null
  const needed = callsHeld.toSorted((a, b) => b - a)[when.fewerThan - 1 - ahead]
  return needed === undefined ? startedAt : Math.max(startedAt, needed + span)
}
