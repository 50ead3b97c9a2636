import type { ReactNode } from 'react'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatTime, Time } from '#ui/time.tsx'
import type { FitAnswer, MessageKind, ThreadMessage } from './message.ts'

interface ThreadProps {
  messages: readonly ThreadMessage[]
  /** The heading of a day: one below the heading that stands above the thread. */
  headingLevel: 2 | 3 | 4
  /** What may be done with a message: raise a worry, say whether it fitted. */
  actions?: (message: ThreadMessage) => ReactNode
  /** The title of a module that a message is about. */
  moduleTitle?: (moduleId: string) => string | null
  empty: ReactNode
  /** Messages before these stand folded away; all are on the page. */
  showLast?: number
}

/** Who wrote what and when, newest last, and whether it was read: the same for both sides. */
export function Thread(props: ThreadProps) {
  const { messages, showLast = 20, empty } = props
  if (messages.length === 0) return <div className="hr-thread hr-thread--empty">{empty}</div>
  const earlier = messages.slice(0, -showLast)
  const latest = messages.slice(-showLast)
  return (
    <div className="hr-thread">
      {earlier.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              {earlier.length === 1 ? '1 earlier message' : `${earlier.length} earlier messages`}
            </span>
          </summary>
          <Days {...props} messages={earlier} />
        </details>
      )}
      <Days {...props} messages={latest} />
    </div>
  )
}

function Days(props: ThreadProps) {
  const { timeZone } = usePageSettings()
  const days = Map.groupBy(props.messages, ({ sentAt }) => formatTime(sentAt, 'date', timeZone))
  return [...days].map(([day, messages]) => <Day key={day} {...props} messages={messages} />)
}

function Day(props: ThreadProps) {
  const Heading = `h${props.headingLevel}` as const
  const [first] = props.messages
  return (
    <>
      {first && (
        <Heading className="hr-thread__day">
          <Time at={first.sentAt} style="day" />
        </Heading>
      )}
      <ol className="hr-thread__messages">
        {props.messages.map((message) => (
          <Bubble key={message.id} {...props} message={message} />
        ))}
      </ol>
    </>
  )
}

function Bubble({ message, actions, moduleTitle }: ThreadProps & { message: ThreadMessage }) {
  const about = message.context.moduleId ? moduleTitle?.(message.context.moduleId) : null
  return (
    <li
      className={`hr-bubble ${message.isMine ? 'hr-bubble--mine' : 'hr-bubble--theirs'}`}
      id={`message-${message.id}`}
    >
      <p className="hr-bubble__who">
        <strong dir="auto">{message.isMine ? 'You' : message.authorName}</strong>{' '}
        <Time at={message.sentAt} style="time" />
        {kindWords[message.kind] && <span className="hr-tag">{kindWords[message.kind]}</span>}
        {message.isNew && <span className="hr-tag hr-tag--warm">New</span>}
      </p>
      {about && (
        <p className="hr-bubble__about hr-quiet">
          About: <span dir="auto">{about}</span>
        </p>
      )}
      {/* Each paragraph finds its own direction: one in Arabic, one in English. */}
      {paragraphs(message.body).map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a sent message never move
        <p className="hr-bubble__text" dir="auto" key={index}>
          {text}
        </p>
      ))}
      <MessageState message={message} />
      {actions?.(message)}
    </li>
  )
}

function MessageState({ message }: { message: ThreadMessage }) {
  return (
    <>
      {message.isMine && (
        <p className="hr-bubble__state">
          {message.readAt ? <ReadAt message={message} /> : 'Not read yet'}
        </p>
      )}
      {message.handling && (
        <p className="hr-bubble__state">
          {handlingWords[message.handling.how]} by <bdi>{message.handling.byName}</bdi>,{' '}
          <Time at={message.handling.at} />
          {message.handling.reason && (
            <>
              : <span dir="auto">{message.handling.reason}</span>
            </>
          )}
        </p>
      )}
      {message.fit && message.isMine && (
        <p className="hr-bubble__state">They answered: {fitWords[message.fit].toLowerCase()}</p>
      )}
    </>
  )
}

/** "Read 14:02" on the day it was sent; later days are named. */
function ReadAt({ message }: { message: ThreadMessage }) {
  const { timeZone } = usePageSettings()
  if (!message.readAt) return null
  const day = (at: Date) => formatTime(at, 'date', timeZone)
  const isSameDay = day(message.readAt) === day(message.sentAt)
  return (
    <>
      Read <Time at={message.readAt} style={isSameDay ? 'time' : 'day-time'} />
    </>
  )
}

function paragraphs(body: string): string[] {
  return body
    .split(/\n{2,}/)
    .map((text) => text.replace(/^\n+|\n+$/g, ''))
    .filter(Boolean)
}

const kindWords: Readonly<Record<MessageKind, string | null>> = {
  message: null,
  review: 'Review',
  module_end: 'End of a module',
  welcome: 'Welcome',
}

const handlingWords = {
  answered: 'Answered',
  by_phone: 'Answered by phone',
  no_answer_needed: 'No answer needed, decided',
} as const

export const fitWords: Readonly<Record<FitAnswer, string>> = {
  helpful: 'Helpful',
  not_sure: 'Not sure',
  not_helpful: 'Not helpful',
}
