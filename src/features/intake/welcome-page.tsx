import type { OnboardingProtocol } from '#content/types.ts'
import { weekdayName } from './person-sections.tsx'

interface WelcomePageProps {
  protocol: OnboardingProtocol
  hasAgreed: boolean
  /** Whether they have said anything of themselves yet, if only that they would rather not. */
  hasAnswered: boolean
  /** Who guides and when they write, once that is agreed. */
  guide: {
    readonly name: string
    readonly weekday: number | null
    readonly time: string | null
  } | null
}

/** What a week looks like, who reads and when; ends with the one next step. */
export function WelcomePage({ protocol, hasAgreed, hasAnswered, guide }: WelcomePageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">{protocol.title}</h1>
      {guide && <Guide {...guide} />}
      {protocol.sections.slice(0, -1).map((section) => (
        <Passage key={section.title} {...section} />
      ))}
      <TwoQuestions hasAnswered={hasAnswered} />
      {/* The last one says what comes next, and stays last. */}
      {protocol.sections.slice(-1).map((section) => (
        <Passage key={section.title} {...section} />
      ))}
      {hasAgreed ? (
        <p>
          <a className="nhsuk-button" href="/">
            Go to today's page
          </a>
        </p>
      ) : (
        <>
          <p>Before that, there is one page to read and agree to.</p>
          <p>
            <a className="nhsuk-button" href="/consent">
              Read it now
            </a>
          </p>
        </>
      )}
    </div>
  )
}

function Passage({ title, body }: OnboardingProtocol['sections'][number]) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">{title}</h2>
      {body.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  )
}

function TwoQuestions({ hasAnswered }: { hasAnswered: boolean }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Two questions, if you like</h2>
      {hasAnswered ? (
        <p>
          You can read and change <a href="/about-you">what you said about yourself</a>.
        </p>
      ) : (
        <p>
          One is about your gender, one about your ethnic background. They let this service check
          that it helps everybody equally well. You can leave them out.{' '}
          <a href="/about-you">Answer two questions</a>
        </p>
      )}
    </section>
  )
}

function Guide({ name, weekday, time }: NonNullable<WelcomePageProps['guide']>) {
  return (
    <p className="hr-card hr-card--calm">
      Your therapist is <strong dir="auto">{name}</strong>.
      {weekday && time && (
        <>
          {' '}
          Their day for you is <strong>{weekdayName(weekday)}</strong>, by {clockWords(time)}. If
          another day suits you better, say so in your first talk.
        </>
      )}
    </p>
  )
}

/** '17:00' as people say it: 5 pm. */
function clockWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const past = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${past} ${hour < 12 ? 'am' : 'pm'}`
}
