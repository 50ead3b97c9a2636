import type { ConsentProtocol } from '#content/types.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { statementField } from './consent-form.ts'
import type { RecordedConsent } from './consent-repository.ts'
import { emptyForm, type FormState, TickField } from './fields.tsx'
import { Folded, Section } from './person-sections.tsx'
import { type PersonView, stateOf } from './person-view.ts'

/** Whether the person agreed, to what and how; and the same statements to read out on the phone. */
export function ConsentSection({ view }: { view: PersonView }) {
  const { consent, consentProtocol, may, person } = view
  const isGiven = consent !== null && consent.withdrawnAt === null
  return (
    <Section id="consent" title="Consent">
      {consent ? (
        <GivenConsent consent={consent} protocol={consentProtocol} />
      ) : (
        <p>Not given yet. The person is asked when they first sign in.</p>
      )}
      {may.change && !isGiven && (
        <Folded view={view} part="consent" label="Record consent given by phone">
          <PostForm action={`/intake/${person.id}/consent`} sendKey={view.sendKey}>
            <p>Read each part out. Tick only what the person says yes to.</p>
            {consentProtocol.sections.map((section) => (
              <details key={section.title}>
                <summary>{section.title}</summary>
                {section.body.map((text) => (
                  <p key={text}>{text}</p>
                ))}
              </details>
            ))}
            <Statements state={stateOf(view, 'consent', emptyForm)} protocol={consentProtocol} />
            <button className="nhsuk-button" type="submit">
              Record consent
            </button>
          </PostForm>
        </Folded>
      )}
    </Section>
  )
}

export function Statements(props: { state: FormState; protocol: ConsentProtocol }) {
  return props.protocol.statements.map(({ id, label, required }) => (
    <TickField
      key={id}
      state={props.state}
      name={statementField(id)}
      label={required ? label : `${label} (you can say no to this)`}
    />
  ))
}

export function GivenConsent(props: { consent: RecordedConsent; protocol: ConsentProtocol }) {
  const { consent, protocol } = props
  return (
    <>
      <p>
        {consent.withdrawnAt ? (
          <>
            Withdrawn <Time at={consent.withdrawnAt} style="day-time" />.{' '}
          </>
        ) : null}
        Given <Time at={consent.givenAt} style="day-time" />
        {consent.byStaff ? `, by phone, recorded by ${consent.byName}` : ', online'}. Version{' '}
        {consent.version}
        {consent.version !== protocol.version && ` (the words are now version ${protocol.version})`}
        .
      </p>
      <ul className="hr-answers">
        {protocol.statements.map(({ id, label }) => (
          <li key={id}>
            <strong>{consent.answers[id] ? 'Yes' : 'No'}</strong>: {label}
          </li>
        ))}
      </ul>
    </>
  )
}
