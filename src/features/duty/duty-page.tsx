import type { ReactNode } from 'react'
import { clockState } from '#clinical/safety-clock.ts'
import type { SafetyProtocol } from '#content/types.ts'
import {
  clockWords,
  eventWords,
  pressedAgain,
  type SafetyItem,
  triggerLabel,
  urgencyPhrase,
  type WatchdogState,
} from '#features/risk/index.ts'
import { DueTime } from '#features/safety-items/index.ts'
import { Time } from '#ui/time.tsx'

export interface DutyPageProps {
  protocol: SafetyProtocol
  now: Date
  /** In the order of their clocks, late ones first. */
  open: readonly SafetyItem[]
  closed: readonly SafetyItem[]
  watchdog: WatchdogState
  watchdogAge: string
  /** The whole service, or the people of a supervisor's therapists and what was given to them. */
  isWholeService: boolean
}

/** Every open safety item, so that none is unowned, late or lost unseen. */
export function DutyPage(props: DutyPageProps) {
  const { open, closed, protocol, isWholeService } = props
  return (
    <>
      <h1 className="nhsuk-heading-l">Safety</h1>
      <p className="hr-duty__line">
        <strong>{countLine(props)}</strong>{' '}
        <span className="hr-quiet">
          {isWholeService
            ? 'The whole service.'
            : "Your therapists' people, and what you own or were told of."}
        </span>
      </p>
      <Watchdog {...props} />
      {open.length === 0 ? (
        <p>No safety item is open.</p>
      ) : (
        <Items caption="Open, in the order of their clocks" items={open} protocol={protocol} />
      )}
      <h2 className="nhsuk-heading-m">Closed in the last 7 days</h2>
      {closed.length === 0 ? <p>None.</p> : <Closed items={closed} protocol={protocol} />}
      <p className="hr-small">
        <a href="/record-openings/new">Open another record in an emergency</a>
      </p>
    </>
  )
}

function countLine({ open, now }: DutyPageProps): string {
  const late = open.filter((item) => clockState(now.getTime(), item.dueAt.getTime()).isLate).length
  const unowned = open.filter((item) => item.ownerName === null).length
  return `${open.length} open, ${late} late, ${unowned} without an owner.`
}

function Watchdog({ watchdog, watchdogAge }: DutyPageProps) {
  if (watchdog.isAwake) {
    return <p className="hr-quiet">The clocks were last checked {watchdogAge} ago.</p>
  }
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">The clocks are not being watched</h2>
      <p>
        {watchdog.lastBeatAt
          ? `They were last checked ${watchdogAge} ago.`
          : 'They have never been checked.'}{' '}
        Nobody is told when an item runs late: look at this list yourself every half hour, and ring
        whoever runs the server.
      </p>
    </div>
  )
}

interface ListProps {
  items: readonly SafetyItem[]
  protocol: SafetyProtocol
}

function Items({ items, protocol, caption }: ListProps & { caption: string }) {
  return (
    <table className="nhsuk-table-responsive hr-duty">
      <caption className="nhsuk-table__caption nhsuk-table__caption--m">{caption}</caption>
      <thead className="nhsuk-table__head">
        <tr>
          {['Person', 'Why', 'Since', 'Owner', 'Clock'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body">
        {items.map((item) => (
          <tr key={item.id} className="nhsuk-table__row">
            <Cell title="Person">
              <a href={`/people/${item.courseId}/safety/${item.id}`}>
                <bdi>{item.patientName}</bdi>
              </a>
              <span className="hr-quiet">
                {' '}
                with <bdi>{item.therapistName}</bdi>
              </span>
            </Cell>
            <Cell title="Why">
              {triggerLabel(protocol, item)}
              {urgencyPhrase(item) && `: ${urgencyPhrase(item)}`}
              <PressedAgain item={item} />
            </Cell>
            <Cell title="Since">
              <Time at={item.raisedAt} />
            </Cell>
            <Cell title="Owner">
              <bdi>{item.ownerName ?? <strong>Nobody</strong>}</bdi>
            </Cell>
            <Cell title="Clock">
              {clockWords(item)} <DueTime item={item} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PressedAgain({ item }: { item: SafetyItem }) {
  const pressed = pressedAgain(item)
  if (!pressed) return null
  return (
    <>
      : <strong>{pressed.words}</strong> <Time at={pressed.lastAt} />
    </>
  )
}

function Cell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <td className="nhsuk-table__cell">
      <span className="nhsuk-table-responsive__heading">{title} </span>
      <span>{children}</span>
    </td>
  )
}

function Closed({ items, protocol }: ListProps) {
  return (
    <ul className="hr-duty__closed">
      {items.map((item) => {
        const closing = item.history.findLast((event) => event.kind === 'closed')
        return (
          <li key={item.id}>
            <a href={`/people/${item.courseId}/safety/${item.id}`}>
              <bdi>{item.patientName}</bdi>
            </a>
            : {triggerLabel(protocol, item)}.{' '}
            {closing && (
              <>
                {eventWords(protocol, closing)}, <Time at={closing.at} />,{' '}
                <bdi>{closing.byName}</bdi>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}
