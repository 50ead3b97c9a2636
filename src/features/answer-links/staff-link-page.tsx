import type { Instrument } from '#clinical/instrument.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay, Time } from '#ui/time.tsx'
import type { SentLink } from './repository.ts'

export interface StaffLinkPageProps {
  course: VisibleCourse
  /** The forms that the link would ask now. */
  due: readonly Instrument[]
  opensNextAt: Date | null
  /** Null when there is no working account to write to. */
  mailbox: string | null
  links: readonly SentLink[]
  now: Date
  validDays: number
  sendKey: string
  isSent: boolean
}

/** Where a therapist sends somebody a link, and sees what became of the earlier ones. */
export function StaffLinkPage(props: StaffLinkPageProps) {
  const { course, isSent } = props
  return (
    <div className="hr-reading">
      <a className="nhsuk-back-link" href={`/people/${course.id}`}>
        The record
      </a>
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{course.patientName}</bdi>
        </span>
        Send a link to answer without signing in
      </h1>
      {isSent && (
        <p className="hr-card hr-card--calm" role="status">
          The link is on its way by e-mail.
        </p>
      )}
      <p>
        For somebody who can’t sign in just now. The mail is neutral. The link shows the forms that
        are due and nothing else of the record, works once, and for {props.validDays} days.
      </p>
      <p>
        Whoever opens it can read the questions and answer them. Send it only to a mailbox that
        nobody else reads. The answers are marked as given by a link.
      </p>
      <SendForm {...props} />
      <Links {...props} />
    </div>
  )
}

function SendForm(props: StaffLinkPageProps) {
  const { course, due, opensNextAt, mailbox, links, now, sendKey } = props
  if (mailbox === null) {
    return (
      <p className="nhsuk-inset-text">
        There is no working account to write to. Invite them first, or{' '}
        <a href={`/people/${course.id}/measures/new`}>take the form by phone</a>.
      </p>
    )
  }
  if (due.length === 0) {
    return (
      <p className="nhsuk-inset-text">
        No form is due now, so a link would have nothing to ask.
        {opensNextAt && (
          <>
            {' '}
            The next ones open <NearDay at={opensNextAt} />.
          </>
        )}
      </p>
    )
  }
  const hasOpen = links.some(
    (link) => link.used_at === null && link.replaced_at === null && link.expires_at > now,
  )
  return (
    <PostForm action={`/people/${course.id}/answer-link`} sendKey={sendKey}>
      <p>
        It would ask {due.map(({ shortName }) => shortName).join(' · ')}, and goes to{' '}
        <strong dir="auto">{mailbox}</strong>.{hasOpen && ' The link sent before stops working.'}
      </p>
      <button
        className={hasOpen ? 'nhsuk-button nhsuk-button--secondary' : 'nhsuk-button'}
        type="submit"
      >
        {hasOpen ? 'Send a new link' : 'Send the link'}
      </button>
    </PostForm>
  )
}

function Links({ links, now }: StaffLinkPageProps) {
  if (links.length === 0) return null
  return (
    <section>
      <h2 className="nhsuk-heading-m">Links sent</h2>
      <ul className="hr-plain-list">
        {links.map((link) => (
          <li key={link.id}>
            <Time at={link.created_at} style="day-time" />,{' '}
            {link.created_by_name ?? 'with a reminder'}: <Outcome link={link} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcome({ link, now }: { link: SentLink; now: Date }) {
  if (link.used_at) {
    return (
      <>
        answered <Time at={link.used_at} style="day-time" />
      </>
    )
  }
  if (link.replaced_at) return <>replaced by a newer one</>
  const words = link.expires_at <= now ? 'ran out' : 'not answered yet, works until'
  return (
    <>
      {words} <Time at={link.expires_at} style="day-time" />
    </>
  )
}
