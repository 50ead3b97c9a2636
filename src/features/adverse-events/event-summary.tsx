import type { AdverseEventsProtocol } from '#content/types.ts'
import {
  type AdverseEvent,
  isSerious,
  labelOf,
  latestOf,
  stateOf,
  stateWords,
} from './adverse-event.ts'

/** An event in one line: what it is, how bad, and what it waits for. */
export function EventSummary(props: {
  protocol: AdverseEventsProtocol
  event: AdverseEvent
  href: string
}) {
  const { protocol, event, href } = props
  const state = stateOf(event)
  return (
    <>
      <a href={href}>{titleOf(protocol, event)}</a>{' '}
      {isSerious(event) && <strong className="hr-tag hr-tag--alert">serious</strong>}{' '}
      <span className={state === 'reviewed' ? 'hr-tag' : 'hr-tag hr-tag--warm'}>
        {stateWords[state]}
      </span>
    </>
  )
}

/** "What they came with got worse (moderate)". */
export function titleOf(protocol: AdverseEventsProtocol, event: AdverseEvent): string {
  const latest = latestOf(event)
  if (!latest) return 'They say that something made things worse'
  const severity = labelOf(protocol, 'severities', latest.severity).toLowerCase()
  return `${labelOf(protocol, 'kinds', latest.kind)} (${severity})`
}
