import { Button } from 'nhsuk-react-components'
import type { SafetyProtocol } from '#content/types.ts'
import { CrisisLines, type Line, telephoneLink } from '#features/risk/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { MyNumber } from './my-number.tsx'

export interface HelpPageProps {
  protocol: SafetyProtocol
  lines: readonly Line[]
  servicePhone: string | null
  openingHours: string
  /** Null for somebody who has no team here, or has not signed in. */
  alert: {
    sendKey: string
    ringBy: string
    isOpen: boolean
    /** The last digits of the number that would be rung. */
    numberEnding: string | null
  } | null
  /** The person has a safety plan of their own. */
  hasPlan: boolean
}

/** Public, printable, and its first line is a number to ring. */
export function HelpPage(props: HelpPageProps) {
  const { protocol, lines, servicePhone, openingHours, alert } = props
  const [first, ...others] = lines
  return (
    <div className="hr-reading hr-help">
      <h1 className="nhsuk-heading-l hr-help__first">
        <FirstLine text={protocol.helpPage.firstLine} line={first} />
      </h1>
      {props.hasPlan && <MyPlan />}
      <CrisisLines lines={others} />
      {alert && <AskMyTeam {...alert} protocol={protocol} />}
      {protocol.helpPage.sections.map((section) => (
        <section key={section.title}>
          <h2 className="nhsuk-heading-m">{section.title}</h2>
          {section.body.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </section>
      ))}
      {alert && (
        <p className="hr-no-print">
          Not urgent, and about the programme itself?{' '}
          <a href="/made-worse">Say that something made things worse</a>
        </p>
      )}
      <p>
        {servicePhone && (
          <>
            <a href={telephoneLink(servicePhone)}>{servicePhone}</a>.{' '}
          </>
        )}
        {openingHours}.
      </p>
    </div>
  )
}

/** Nothing of it stands on the page: whoever looks over a shoulder sees that there is a plan. */
export function MyPlan() {
  return (
    <p className="hr-no-print">
      <a href="/plan">
        <strong>My safety plan</strong>
      </a>
      , to read now or to print.
    </p>
  )
}

/** The number at the beginning of the line can be pressed. */
function FirstLine({ text, line }: { text: string; line: Line | undefined }) {
  if (!line || !text.startsWith(line.number)) return text
  return (
    <>
      <a href={line.href}>{line.number}</a>
      {text.slice(line.number.length)}
    </>
  )
}

function AskMyTeam(props: NonNullable<HelpPageProps['alert']> & { protocol: SafetyProtocol }) {
  const { protocol, ringBy, isOpen, sendKey, numberEnding } = props
  return (
    <section className="hr-help__ask hr-no-print">
      <h2 className="nhsuk-heading-m">Ask my team to ring me</h2>
      {!isOpen && protocol.outOfHours.map((text) => <p key={text}>{text}</p>)}
      <p>If you ask now, someone will ring you {ringBy}.</p>
      <MyNumber ending={numberEnding} back="/help" />
      <PostForm action="/help/alert" sendKey={sendKey}>
        <Button type="submit" secondary>
          Ask my team to ring me
        </Button>
      </PostForm>
    </section>
  )
}
