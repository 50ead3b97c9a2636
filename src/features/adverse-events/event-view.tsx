import type { AdverseEventsProtocol } from '#content/types.ts'
import { formatDay, Time } from '#ui/time.tsx'
import {
  type AdverseEvent,
  type EventVersion,
  labelOf,
  latestOf,
  referenceOf,
  severityWords,
  stateOf,
  stateWords,
} from './adverse-event.ts'

interface EventViewProps {
  protocol: AdverseEventsProtocol
  event: AdverseEvent
  /** Where its safety item can be opened; null for somebody who may not. */
  safetyHref: ((itemId: string) => string) | null
}

/** One event: what was told, how it was judged and by whom, and every earlier judgement. */
export function EventView({ protocol, event, safetyHref }: EventViewProps) {
  const latest = latestOf(event)
  const earlier = event.versions.slice(0, -1).toReversed()
  return (
    <>
      <p>
        <span className={tagClass(event)}>{stateWords[stateOf(event)]}</span>{' '}
        <span className="hr-quiet">{referenceOf(event)}</span>
      </p>
      {event.told !== null && <Told event={event} />}
      {latest ? (
        <Facts protocol={protocol} version={latest} safetyHref={safetyHref} />
      ) : (
        <p>Nobody has written it up yet.</p>
      )}
      <Reviews event={event} />
      {earlier.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              What stood before ({earlier.length})
            </span>
          </summary>
          <div className="nhsuk-details__text">
            {earlier.map((version) => (
              <Facts
                key={version.version}
                protocol={protocol}
                version={version}
                safetyHref={null}
              />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

function tagClass(event: AdverseEvent): string {
  return stateOf(event) === 'reviewed' ? 'hr-tag' : 'hr-tag hr-tag--warm'
}

function Told({ event }: { event: AdverseEvent }) {
  return (
    <div className="hr-record__note">
      <p className="hr-record__prose" dir="auto">
        {event.told}
      </p>
      <p className="hr-quiet">
        In their own words, <Time at={event.recordedAt} />
      </p>
    </div>
  )
}

function Facts(props: {
  protocol: AdverseEventsProtocol
  version: EventVersion
  safetyHref: EventViewProps['safetyHref']
}) {
  const { protocol, version, safetyHref } = props
  const rows: readonly (readonly [string, string | null])[] = [
    ['What happened', version.what],
    ['Sort', labelOf(protocol, 'kinds', version.kind)],
    ['When', version.happenedOn ? formatDay(version.happenedOn, 'date') : 'not known'],
    [
      'Known since',
      [
        formatDay(version.learntOn, 'date'),
        `from: ${labelOf(protocol, 'learntFrom', version.learntFrom)}`,
      ].join(', '),
    ],
    ['How strong', severityWords(protocol, version)],
    ['Part of treatment in it', labelOf(protocol, 'relatedness', version.relatedness)],
    ['Done', version.actions.map((id) => labelOf(protocol, 'actions', id)).join('; ')],
    ['How it is now', labelOf(protocol, 'outcomes', version.outcome)],
    ['Why it was changed', version.changeReason],
  ]
  return (
    <dl className="hr-facts">
      {rows.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
      )}
      {version.safetyItemId && safetyHref && (
        <div>
          <dt>Safety item</dt>
          <dd>
            <a href={safetyHref(version.safetyItemId)}>Open it</a>
          </dd>
        </div>
      )}
      <div>
        <dt>Written by</dt>
        <dd>
          <bdi>{version.byName}</bdi>, <Time at={version.at} />
        </dd>
      </div>
    </dl>
  )
}

function Reviews({ event }: { event: AdverseEvent }) {
  return event.reviews.map((review) => (
    <div className="hr-record__note" key={review.id}>
      <p className="hr-record__prose" dir="auto">
        {review.note}
      </p>
      <p className="hr-quiet">
        {review.decision === 'reviewed' ? 'Reviewed' : 'More was asked for'}:{' '}
        <bdi>{review.byName}</bdi>, <Time at={review.at} />
        {event.versions.length > 1 && ` (version ${review.version})`}
      </p>
    </div>
  ))
}
