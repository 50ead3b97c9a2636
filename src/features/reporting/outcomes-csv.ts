import type { Context } from '#platform/context.ts'
import type { OutcomeReport } from './outcome-report.ts'
import type { Summary } from './outcome-spreads.ts'

const header = [
  'measure',
  'count_id',
  'percentage_id',
  'count',
  'of',
  'percentage',
  'hidden',
  'from',
  'to',
  'people',
  'programme',
  'problem',
  'numbers',
  'rules',
  'rules_verified_by',
  'explanation',
  'source',
  'value',
]

/** The figures as a file for a spreadsheet, without anybody's name, a therapist's included. */
export function outcomesCsv(ctx: Context, report: OutcomeReport): string {
  const { filter, rules } = report
  const asked = [
    filter.from,
    filter.to,
    peopleWords(filter.therapistIds),
    filter.programmeId ?? 'all',
    filter.problem ?? 'all',
    report.numbers,
    rules.map(({ id }) => id).join(' '),
    rules.map(({ verifiedBy }) => verifiedBy || 'nobody').join(' '),
  ]
  const lines = report.figures.map(({ measure, count, of, percentage, isHidden }) => [
    measure.label,
    measure.countId ?? '',
    measure.rateId ?? '',
    count ?? '',
    of ?? '',
    percentage ?? '',
    isHidden ? 'yes' : 'no',
    ...asked,
    measure.explains,
    measure.source,
    '',
  ])
  const values = valuesOf(ctx, report).map(({ measure, id, summary, value }) => [
    measure,
    id,
    '',
    summary.count ?? '',
    '',
    '',
    summary.count === null ? 'yes' : 'no',
    ...asked,
    '',
    ctx.content.outcomes.measuresSource,
    value ?? '',
  ])
  return `${[header, ...lines, ...values].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

interface Value {
  readonly measure: string
  readonly id: string
  /** What the value is of: how many people, and whether they are too few to show it. */
  readonly summary: Summary
  readonly value: number | null
}

/** Means, medians and deviations, one a line. */
function valuesOf(ctx: Context, { contacts, functioning, effects }: OutcomeReport): Value[] {
  const { contacts: named, effect } = ctx.content.outcomes
  const treatment = 'Treatment contacts'
  return [
    value(`${treatment}: mean`, named.meanId, contacts, contacts.mean),
    value(`${treatment}: median`, named.medianId, contacts, contacts.median),
    ...functioning.flatMap(({ item, first, last }) => [
      value(`${item.label}: mean first`, item.firstId, first, first.mean),
      value(`${item.label}: median first`, item.firstMedianId, first, first.median),
      value(`${item.label}: mean last`, item.lastId, last, last.mean),
      value(`${item.label}: median last`, item.lastMedianId, last, last.median),
    ]),
    ...effects.flatMap(({ measure, first, last, ...moved }) => [
      value(`${measure}: mean first`, effect.firstId, first, first.mean),
      value(`${measure}: deviation first`, effect.firstSdId, first, first.deviation),
      value(`${measure}: mean last`, effect.lastId, last, last.mean),
      value(`${measure}: deviation last`, effect.lastSdId, last, last.deviation),
      moved.isByEngland
        ? value(`${measure}: effect size`, effect.effectId, last, moved.effect)
        : value(`${measure}: change by own deviation`, '', last, moved.effect),
    ]),
  ]
}

function value(measure: string, id: string, summary: Summary, given: number | null): Value {
  return { measure, id, summary, value: given }
}

function peopleWords(therapistIds: readonly string[] | null): string {
  if (therapistIds === null) return 'the whole service'
  return therapistIds.length === 1 ? 'one therapist' : `${therapistIds.length} therapists`
}

/** A text that begins like a formula is kept from being one. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""').replace(/\s+/g, ' ')}"`
}
