import { Button } from 'nhsuk-react-components'
import { FaultSummary } from '#ui/fields.tsx'
import { FreeText } from '#ui/free-text.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { WhoReads } from '#ui/who-reads.tsx'
import { fitAnswers, type ThreadMessage } from './message.ts'
import type { MessageTyped } from './message-form.ts'
import { fitWords, Thread } from './thread.tsx'

export interface MessagesPageProps {
  threadId: string
  therapistName: string
  promise: readonly string[]
  notWatched: string
  messages: readonly ThreadMessage[]
  moduleTitle: (moduleId: string) => string | null
  /** By when an own message is answered; null when nothing waits. */
  answerWords: (message: ThreadMessage) => string | null
  typed: MessageTyped
  /** When the half-written message was kept; null when there is none. */
  draftSavedAt: Date | null
  fault: string | null
  /** What is written here reaches somebody; not long after an ending. */
  isOpen: boolean
  wasSent: boolean
}

/** A patient's page: what was written, when it is read, and a box to write in. */
export function MessagesPage(props: MessagesPageProps) {
  return (
    <div className="hr-reading">
      {props.fault && <FaultSummary faults={{ body: props.fault }} />}
      <h1 className="nhsuk-heading-l">Messages</h1>
      <div className="hr-card hr-card--calm">
        {props.promise.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {props.isOpen && props.messages.length > 3 && (
        <p>
          <a href="#write">Write a message</a>
        </p>
      )}
      <Thread
        messages={props.messages}
        showLast={latestShown(props.messages)}
        headingLevel={2}
        moduleTitle={props.moduleTitle}
        actions={(message) => (
          <>
            <AnswerPromise words={props.answerWords(message)} />
            <FitQuestion message={message} />
          </>
        )}
        empty={<EmptyThread name={props.therapistName} />}
      />
      {props.wasSent && (
        <div className="hr-card hr-card--now" id="sent" role="status" tabIndex={-1}>
          <p>
            <strong>Sent.</strong> {props.promise.at(-1)}
          </p>
        </div>
      )}
      {props.isOpen ? <WriteForm {...props} /> : <NotSent words={props.typed.body} />}
      {props.isOpen && (
        <p>
          <a href="/made-worse">Something about this programme made things worse</a>
        </p>
      )}
    </div>
  )
}

const shownAtLeast = 4

/** The last few, and everything from the first new one on: a new message is never folded away. */
function latestShown(messages: readonly ThreadMessage[]): number {
  const firstNew = messages.findIndex(({ isNew }) => isNew)
  return Math.max(shownAtLeast, firstNew < 0 ? 0 : messages.length - firstNew)
}

/** What was still being written when the page closed stays to be copied. */
function NotSent({ words }: { words: string }) {
  return (
    <>
      {words !== '' && (
        <div className="nhsuk-inset-text">
          <p>You had begun to write this. It was not sent, and nobody has read it.</p>
          <p dir="auto">{words}</p>
        </div>
      )}
      <p>
        If you need help now, <a href="/help">here are numbers to ring</a>.
      </p>
    </>
  )
}

function EmptyThread({ name }: { name: string }) {
  return (
    <p>
      Nothing has been written here yet. You can ask {name} a question, say what got in the way, or
      tell them something they should know before they write to you.
    </p>
  )
}

function WriteForm(props: MessagesPageProps) {
  const { typed, fault, draftSavedAt, notWatched, therapistName } = props
  return (
    <PostForm
      action="/messages"
      sendKey={typed.sendKey}
      island="message-draft"
      id="write"
      className="hr-write"
      data={{ 'data-draft-address': '/messages/draft', 'data-thread': props.threadId }}
    >
      <FreeText
        id="body"
        name="body"
        rows={6}
        defaultValue={typed.body}
        label={`Write to ${therapistName}`}
        labelProps={{ isPageHeading: false, size: 'm' }}
        error={fault ?? undefined}
        hint={
          <>
            <WhoReads therapistName={therapistName} what="it" /> It goes when you press Send.
          </>
        }
      />
      <p className="hr-status" role="status" data-draft-status>
        {draftSavedAt && (
          <>
            Not sent yet. Saved <Time at={draftSavedAt} />
          </>
        )}
      </p>
      <p className="hr-write__watch">
        {notWatched} <a href="/help">Help now</a>
      </p>
      <div className="hr-row">
        <Button type="submit">Send</Button>
        <button
          className="hr-link-button"
          type="submit"
          formAction="/messages/draft"
          data-draft-button
        >
          Save for later
        </button>
      </div>
    </PostForm>
  )
}

function AnswerPromise({ words }: { words: string | null }) {
  return words && <p className="hr-bubble__state">{words}</p>
}

/** Under a review: did it fit? One press, and it can be changed. */
function FitQuestion({ message }: { message: ThreadMessage }) {
  if (message.fromPatient || message.kind !== 'review') return null
  return (
    <PostForm action={`/messages/${message.id}/fit`} className="hr-fit">
      <fieldset className="hr-fit__choices">
        <legend>
          {message.fit ? 'Thank you. Your answer can be changed.' : 'Was this helpful?'}
        </legend>
        {fitAnswers.map((answer) => (
          <button
            key={answer}
            className="hr-fit__choice"
            type="submit"
            name="fit"
            value={answer}
            aria-pressed={message.fit === answer}
          >
            {fitWords[answer]}
          </button>
        ))}
      </fieldset>
      {message.fit === 'not_helpful' && (
        <p className="hr-small">
          If you like, <a href="#write">write what was missing</a>. It helps to know.
        </p>
      )}
    </PostForm>
  )
}

/** Before anybody has been chosen to read it, nothing can be written here. */
export function NoThreadYetPage({ servicePhone }: { servicePhone: string | undefined }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Messages</h1>
      <p>You can write here as soon as it is settled who your therapist is.</p>
      {servicePhone && <p>Until then you can ring your service on {servicePhone}.</p>}
      <p>
        If you need help now, <a href="/help">here are numbers to ring</a>.
      </p>
    </div>
  )
}
