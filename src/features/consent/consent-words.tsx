import type { ConsentProtocol } from '#content/types.ts'
import { type FormState, TickField } from '#features/form-fields/index.ts'
import { Time } from '#ui/time.tsx'
import { statementField } from './consent-form.ts'
import type { RecordedConsent } from './repository.ts'

/** The statements, each to be ticked for itself. */
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

/** What was agreed to, when and how. */
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
