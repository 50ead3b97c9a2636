import type { OutcomeReport } from './outcome-report.ts'

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
]

/** The figures as a file for a spreadsheet, without anybody's name, a therapist's included. */
export function outcomesCsv(report: OutcomeReport): string {
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
  ])
  return `${[header, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
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
