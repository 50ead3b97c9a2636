import { localDate } from '#clinical/calendar.ts'
import { type AdverseEvent, isSerious, latestOf, referenceOf, stateOf } from './adverse-event.ts'

const columns: Readonly<Record<string, (event: AdverseEvent, timeZone: string) => string>> = {
  reference: (event) => referenceOf(event),
  programme: ({ programmeId }) => programmeId,
  reported_by: ({ source }) => source,
  recorded_on: ({ recordedAt }, timeZone) => day(recordedAt, timeZone),
  state: (event) => stateOf(event),
  kind: (event) => latestOf(event)?.kind ?? '',
  happened_on: (event) => latestOf(event)?.happenedOn ?? '',
  learnt_on: (event) => latestOf(event)?.learntOn ?? '',
  learnt_from: (event) => latestOf(event)?.learntFrom ?? '',
  severity: (event) => latestOf(event)?.severity ?? '',
  serious: (event) => (latestOf(event) ? String(isSerious(event)) : ''),
  serious_because: (event) => latestOf(event)?.seriousBecause.join(' ') ?? '',
  relatedness: (event) => latestOf(event)?.relatedness ?? '',
  actions: (event) => latestOf(event)?.actions.join(' ') ?? '',
  outcome: (event) => latestOf(event)?.outcome ?? '',
  has_safety_item: (event) =>
    latestOf(event) ? String(latestOf(event)?.safetyItemId != null) : '',
  versions: ({ versions }) => String(versions.length),
  reviewed_on: (event, timeZone) => reviewedOn(event, timeZone),
}

/**
 * The events as comma-separated values for the service's own governance. It holds dates and the
 * ids of lists alone: no name, and no free text, because a sentence can name somebody, and because
 * a spreadsheet would run one that begins like a formula.
 */
export function exportEvents(events: readonly AdverseEvent[], timeZone: string): string {
  const rows = events.map((event) => Object.values(columns).map((cell) => cell(event, timeZone)))
  return `${[Object.keys(columns), ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`
}

function reviewedOn(event: AdverseEvent, timeZone: string): string {
  const review = event.reviews.findLast(({ decision }) => decision === 'reviewed')
  return review && stateOf(event) === 'reviewed' ? day(review.at, timeZone) : ''
}

function day(at: Date, timeZone: string): string {
  return localDate(at.getTime(), timeZone)
}
