import type { ConsentProtocol } from '#content/types.ts'
import { Faults, type FormState } from '#features/form-fields/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { GivenConsent, Statements } from './consent-words.tsx'
import type { RecordedConsent } from './repository.ts'

/** What a person says when they take consent back; it goes to their therapist as a message. */
export const withdrawalMessage = 'I have taken back my agreement to treatment. Please contact me.'

interface ConsentPageProps {
  protocol: ConsentProtocol
  consent: RecordedConsent | null
  state: FormState
  sendKey: string
  hasStarted: boolean
  therapistName: string | null
}

/** Reads like a letter, asks at the end, and can be read again and taken back at any time. */
export function ConsentPage(props: ConsentPageProps) {
  const { protocol, consent, state, sendKey } = props
  const isGiven = consent !== null && consent.withdrawnAt === null
  return (
    <div className="hr-reading">
      <Faults errors={state.errors} />
      <h1 className="nhsuk-heading-l">{protocol.title}</h1>
      {isGiven && <Next {...props} />}
      {isGiven && <Since {...props} consent={consent} />}
      {consent?.withdrawnAt && (
        <p className="hr-card hr-card--calm" role="status">
          You took back your agreement. Your therapist has been told and will be in touch. Messages
          and <a href="/help">help now</a> stay open. If you would like to go on, you can agree
          again below.
        </p>
      )}
      {protocol.sections.map((section) => (
        <section key={section.title}>
          <h2 className="nhsuk-heading-m">{section.title}</h2>
          {section.body.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </section>
      ))}
      {isGiven ? (
        <>
          <section className="hr-card">
            <h2 className="nhsuk-heading-m">What you said</h2>
            <GivenConsent consent={consent} protocol={protocol} />
          </section>
          <Withdraw sendKey={sendKey} therapistName={props.therapistName} />
        </>
      ) : (
        <PostForm action="/consent" sendKey={sendKey}>
          <h2 className="nhsuk-heading-m">If you agree, tick each line</h2>
          <p>Take your time. You can stop here and come back, or ask your service first.</p>
          <Statements state={state} protocol={protocol} />
          <button className="nhsuk-button" type="submit">
            Save what I ticked
          </button>
        </PostForm>
      )}
    </div>
  )
}

function Next({ hasStarted, therapistName }: ConsentPageProps) {
  const who = therapistName ?? 'Your therapist'
  return (
    <div className="hr-card hr-card--now">
      <p>You have agreed, and you can read it again here whenever you like.</p>
      {hasStarted ? (
        <p>
          <a className="nhsuk-button" href="/">
            Go to today's page
          </a>
        </p>
      ) : (
        <p>
          What happens next: {who} rings you for a first talk and opens the first part. There is
          nothing more to do until then.
        </p>
      )}
    </div>
  )
}

/** Words that came after somebody agreed: said, and not asked again. */
function Since(props: ConsentPageProps & { consent: RecordedConsent }) {
  const { protocol, consent, therapistName } = props
  const later = protocol.changes.filter(({ version }) => version > consent.version)
  if (later.length === 0) return null
  return (
    <section className="hr-card hr-card--calm">
      <h2 className="nhsuk-heading-m">These words have changed since you agreed</h2>
      {later.map(({ version, says }) => (
        <p key={version}>{says}</p>
      ))}
      <p>
        What you agreed to stands, and you don't have to do anything. If you want to talk about it,
        tell <bdi>{therapistName ?? 'your service'}</bdi>.
      </p>
    </section>
  )
}

function Withdraw(props: { sendKey: string; therapistName: string | null }) {
  return (
    <details className="nhsuk-details hr-no-print">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">I have changed my mind</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>
          You can take your agreement back without saying why. It won't stop you getting other help.
          Nothing that you wrote is lost.
        </p>
        <p>
          {props.therapistName
            ? `${props.therapistName} gets this message from you: “${withdrawalMessage}”`
            : 'Your service will see it on your record.'}
        </p>
        <PostForm action="/consent/withdrawal" sendKey={props.sendKey}>
          {props.therapistName && (
            <div className="nhsuk-form-group">
              <label className="nhsuk-label" htmlFor="said">
                Anything you want to add (you don't have to)
              </label>
              <textarea
                className="nhsuk-textarea"
                id="said"
                name="said"
                rows={3}
                dir="auto"
                maxLength={4000}
              />
            </div>
          )}
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Take back my agreement
          </button>
        </PostForm>
      </div>
    </details>
  )
}
