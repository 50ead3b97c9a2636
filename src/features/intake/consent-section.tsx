import { GivenConsent, Statements } from '#features/consent/index.ts'
import { emptyForm } from '#features/form-fields/index.ts'
import { PostForm } from '#ui/post-form.tsx'
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
