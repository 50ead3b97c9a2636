import { clockState } from '#clinical/safety-clock.ts'
import type { SafetyProtocol } from '#content/types.ts'
import {
  type Colleague,
  clockWords,
  eventWords,
  pressedAgain,
  type SafetyItem,
  triggerLabel,
  triggerText,
  urgencyPhrase,
} from '#features/risk/index.ts'
import { upperFirst } from '#ui/first-letter.ts'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatTime, Time } from '#ui/time.tsx'
import { SafetyActs } from './safety-acts.tsx'
import type { Returned } from './safety-form.ts'

export interface SafetyPanelProps {
  item: SafetyItem
  protocol: SafetyProtocol
  owners: readonly Colleague[]
  /** Forms come back here after they are saved; the item's own page by default. */
  back?: string
  returned?: Returned | null
  /** Somebody who may read and not act: an opening in an emergency. */
  isReadOnly?: boolean
  /** Another item on the page comes first: this one's button is not the primary one. */
  isReadLater?: boolean
  /** The heading's level on the page that it stands on. */
  level?: 1 | 2
}

/** One safety item: why, since when, by when, what was said and done, and what can be done now. */
export function SafetyPanel(props: SafetyPanelProps) {
  const { item, protocol, level = 2 } = props
  const Heading = level === 1 ? 'h1' : 'h2'
  const phrase = urgencyPhrase(item)
  return (
    <section className="hr-safety" aria-labelledby={`safety-${item.id}`}>
      <Heading className="nhsuk-heading-m" id={`safety-${item.id}`}>
        {level === 1 && (
          <span className="nhsuk-caption-m">
            <bdi>{item.patientName}</bdi>
          </span>
        )}
        {triggerLabel(protocol, item)}
        {phrase && <span className="hr-safety__answer"> {phrase}</span>}
      </Heading>
      <div className="hr-safety__body">
        <div>
          <SafetyFacts item={item} isReadOnly={props.isReadOnly === true} />
          {!item.closedAt && <p>{triggerText(protocol, item)}</p>}
          <SafetyHistory item={item} protocol={protocol} />
        </div>
        {!item.closedAt && !props.isReadOnly && <SafetyActs {...props} />}
      </div>
    </section>
  )
}

function SafetyFacts({ item, isReadOnly }: { item: SafetyItem; isReadOnly: boolean }) {
  return (
    <dl className="hr-safety__facts">
      <div>
        <dt>Raised</dt>
        <dd>
          <Time at={item.raisedAt} />, by <bdi>{item.raisedByName}</bdi>
        </dd>
      </div>
      <PressedAgain item={item} />
      <div>
        <dt>{item.closedAt ? 'Closed' : clockWords(item)}</dt>
        <dd>{item.closedAt ? <Time at={item.closedAt} /> : <DueTime item={item} />}</dd>
      </div>
      <div>
        <dt>Owner</dt>
        <dd>
          <bdi>{item.ownerName ?? <strong>Nobody. Take it or hand it over.</strong>}</bdi>
        </dd>
      </div>
      <div>
        <dt>Safety plan</dt>
        <dd>
          {item.hasReviewedPlan && 'Reviewed before this was raised. '}
          {item.plan ? (
            <>
              Saved <Time at={item.plan.savedAt} />.{' '}
            </>
          ) : (
            'None written yet. '
          )}
          <PlanLink item={item} isReadOnly={isReadOnly} />
        </dd>
      </div>
    </dl>
  )
}

/** Beside when it was raised: who presses again and again must not be read as one press. */
function PressedAgain({ item }: { item: SafetyItem }) {
  const pressed = pressedAgain(item)
  if (!pressed) return null
  return (
    <div>
      <dt>Since then</dt>
      <dd>
        <strong>
          {upperFirst(pressed.words)} <Time at={pressed.lastAt} />
        </strong>
      </dd>
    </div>
  )
}

function PlanLink({ item, isReadOnly }: { item: SafetyItem; isReadOnly: boolean }) {
  if (isReadOnly) {
    return (
      item.plan && <a href={`/people/${item.courseId}/entries`}>Read it among what they wrote</a>
    )
  }
  return (
    <a href={planPath(item)}>
      {item.plan ? 'Read or revise it together' : 'Write the safety plan together'}
    </a>
  )
}

/** Where the plan is written, and back to this item. */
function planPath({ id, courseId }: SafetyItem): string {
  const back = `/people/${courseId}/safety/${id}`
  return `/people/${courseId}/plan?back=${encodeURIComponent(back)}`
}

/** By when, and how long that is from now; late is a word before it is a colour. */
export function DueTime({ item }: { item: Pick<SafetyItem, 'dueAt'> }) {
  const { now, timeZone } = usePageSettings()
  const { isLate, minutesLeft, minutesLate } = clockState(now.getTime(), item.dueAt.getTime())
  const time = (
    <time dateTime={item.dueAt.toISOString()}>{formatTime(item.dueAt, 'day-time', timeZone)}</time>
  )
  if (isLate) {
    return (
      <>
        {time}, <strong className="hr-late">late by {duration(minutesLate)}</strong>
      </>
    )
  }
  return (
    <>
      {time}, in {duration(minutesLeft)}
    </>
  )
}

export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`
  return `${Math.floor(hours / 24)} days`
}

export function SafetyHistory(props: { item: SafetyItem; protocol: SafetyProtocol }) {
  return (
    <ol className="hr-safety__history">
      {props.item.history.map((event) => (
        <li key={event.id}>
          <span className="hr-quiet">
            <Time at={event.at} /> <bdi>{event.byName}</bdi>
          </span>{' '}
          <span dir="auto">
            {eventWords(props.protocol, event)}
            {typeof event.detail.dueAt === 'string' && event.kind === 'clock_set' && (
              <>
                {' to '}
                <Time at={new Date(event.detail.dueAt)} />
              </>
            )}
            {event.note && <span className="hr-safety__note">{event.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
