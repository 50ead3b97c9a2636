import { linksOf, type OutboxMail, withOrigin, withoutSecrets } from '#features/notices/index.ts'
import { Time } from '#ui/time.tsx'

interface OutboxPageProps {
  mails: readonly OutboxMail[]
  isDemonstration: boolean
}

/** What goes out by e-mail, word for word; in the demonstration the links can be followed here. */
export function OutboxPage({ mails, isDemonstration }: OutboxPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Outbox</h1>
      <p>
        {isDemonstration
          ? 'Nothing leaves a demonstration. These notices would have been sent; their links work.'
          : 'The newest 100 notices. They name no condition or person. One-time links are hidden.'}
      </p>
      {mails.length === 0 && <p>Nothing has been written yet.</p>}
      <ul className="hr-plain-list">
        {mails.map((mail) => (
          <Mail key={mail.id} mail={mail} isDemonstration={isDemonstration} />
        ))}
      </ul>
    </div>
  )
}

function Mail({ mail, isDemonstration }: { mail: OutboxMail; isDemonstration: boolean }) {
  const body = isDemonstration ? mail.body : withoutSecrets(mail.body)
  return (
    <li>
      <p className="hr-eyebrow">
        To {mail.recipient}, <Time at={mail.created_at} />.{' '}
        <State mail={mail} isDemonstration={isDemonstration} />
      </p>
      <p>
        <strong>{mail.subject}</strong>
      </p>
      <p>{withOrigin(body, '')}</p>
      {isDemonstration &&
        linksOf(mail.body).map((link) => (
          <p key={link}>
            <a href={link}>Follow the link in this e-mail</a>
          </p>
        ))}
    </li>
  )
}

function State({ mail, isDemonstration }: { mail: OutboxMail; isDemonstration: boolean }) {
  if (mail.sent_at)
    return (
      <>
        Sent <Time at={mail.sent_at} />
      </>
    )
  if (isDemonstration) return <>Not sent: demonstration</>
  if (mail.failed_at)
    return <strong>Not sent: the mail server did not take it ({mail.failure})</strong>
  return <>Not sent yet</>
}
