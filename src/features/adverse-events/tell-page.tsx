import { Button } from 'nhsuk-react-components'
import type { AdverseEventsProtocol } from '#content/types.ts'
import type { Line } from '#features/risk/index.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { FreeText } from '#ui/free-text.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { type AdverseEvent, stateOf } from './adverse-event.ts'

export interface TellPageProps {
  protocol: AdverseEventsProtocol
  lines: readonly Line[]
  therapistName: string
  /** What this person told before, newest first. */
  told: readonly AdverseEvent[]
  typed: { told: string; sendKey: string }
  fault: string | null
  /** It reaches somebody; not long after an ending. */
  isOpen: boolean
  wasSent: boolean
}

/** A person says, in their own words, that something here made things worse. */
export function TellPage(props: TellPageProps) {
  const { fault, wasSent, isOpen } = props
  const { patient } = props.protocol
  return (
    <div className="hr-reading">
      {fault && <FaultSummary faults={{ told: fault }} />}
      <h1 className="nhsuk-heading-l">{patient.title}</h1>
      {wasSent ? <Thanks {...props} /> : patient.body.map((text) => <p key={text}>{text}</p>)}
      <WhomToRing {...props} />
      {!isOpen && (
        <p>
          Your treatment ended some time ago, and nobody reads this page any more. Please tell your
          GP, or ring one of the numbers above.
        </p>
      )}
      {isOpen && !wasSent && <TellForm {...props} />}
      <p className="nhsuk-u-margin-top-4">{patient.share}</p>
      <ToldBefore told={props.told} />
      {wasSent && (
        <p>
          <a href="/">Back to today</a> or <a href="/made-worse">say something else</a>
        </p>
      )}
    </div>
  )
}

function WhomToRing({ protocol, lines }: TellPageProps) {
  return (
    <div className="nhsuk-inset-text">
      <p>{protocol.patient.notForEmergencies}</p>
      <ul className="hr-plain-list">
        {lines.map(({ name, number, href, hours }) => (
          <li key={name}>
            {name}: <a href={href}>{number}</a> <span className="hr-quiet">{hours}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/help">More about each, and a way to be rung by your team</a>
      </p>
    </div>
  )
}

function TellForm({ protocol, typed, fault, therapistName }: TellPageProps) {
  return (
    <PostForm action="/made-worse" sendKey={typed.sendKey} className="hr-write">
      <FreeText
        id="told"
        name="told"
        rows={6}
        defaultValue={typed.told}
        label={protocol.patient.question}
        labelProps={{ isPageHeading: false, size: 'm' }}
        hint={
          <>
            {protocol.patient.hint} <bdi>{therapistName}</bdi>, their supervisor and the safety lead
            can read it. The safety lead does not see your name.
          </>
        }
        error={fault ?? undefined}
      />
      <Button type="submit">Send</Button>
    </PostForm>
  )
}

function Thanks({ protocol, therapistName }: TellPageProps) {
  return (
    <div className="hr-card hr-card--now" id="sent" role="status" tabIndex={-1}>
      <p>
        <strong>{protocol.patient.toldTitle}.</strong>
      </p>
      {protocol.patient.toldBody.map((text) => (
        <p key={text}>{text.replace('{therapist}', therapistName)}</p>
      ))}
    </div>
  )
}

function ToldBefore({ told }: { told: readonly AdverseEvent[] }) {
  if (told.length === 0) return null
  return (
    <section>
      <h2 className="nhsuk-heading-m">What you told us</h2>
      {told.map((event) => (
        <div className="hr-record__note" key={event.id}>
          <p className="hr-record__prose" dir="auto">
            {event.told}
          </p>
          <p className="hr-quiet">
            <Time at={event.recordedAt} />.{' '}
            {stateOf(event) === 'told' ? 'Sent.' : 'Your therapist has read it.'}
          </p>
        </div>
      ))}
    </section>
  )
}
