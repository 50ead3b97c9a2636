import type { SafetyProtocol } from '#content/types.ts'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay } from '#ui/time.tsx'

interface StartPageProps {
  forms: number
  minutes: number
  expiresAt: Date
  isBegun: boolean
  href: string
  protocol: SafetyProtocol
}

/** Where the link leads: neutral, and the questions come only after a press. */
export function StartPage(props: StartPageProps) {
  const { forms, minutes, expiresAt, isBegun, href, protocol } = props
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">A few questions for you</h1>
      <p>
        {forms === 1 ? 'One short form' : `${forms} short forms`}, about {minutes}{' '}
        {minutes === 1 ? 'minute' : 'minutes'}. You do not need to sign in.
      </p>
      <p>
        The link works once, until <NearDay at={expiresAt} />. It shows these questions and nothing
        else. The person who sent it reads your answers.
      </p>
      <p>{protocol.notWatched}</p>
      <p>
        <a className="nhsuk-button" href={href}>
          {isBegun ? 'Carry on' : 'Start'}
        </a>
      </p>
      <p className="hr-quiet">
        If other people use this phone or computer, close the page when you have finished. If this
        was not meant for you, close it now. Nothing happens.
      </p>
    </div>
  )
}

/** All is answered and not sent yet: somebody stopped at the very last press. */
export function ReadyPage({ action, sendKey }: { action: string; sendKey: string }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Everything is answered</h1>
      <p>Your answers are kept and have not been sent yet.</p>
      <PostForm action={action} sendKey={sendKey}>
        <button className="nhsuk-button" type="submit" name="send" value="1">
          Send
        </button>
      </PostForm>
    </div>
  )
}

export function SentByLinkPage({ servicePhone }: { servicePhone: string | null }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Thank you, that is sent</h1>
      <p>Your therapist reads your answers before you next speak or write.</p>
      <p>
        The link has done its work and cannot be used again. You can close this page. To see how
        your answers have moved over the weeks, <a href="/sign-in">sign in</a>.
      </p>
      <p>
        If things are hard right now, you do not have to wait:{' '}
        <a href="/help">here are numbers to ring at any hour</a>.
      </p>
      {servicePhone && <p>The service’s own number is {servicePhone}.</p>}
    </div>
  )
}

/** One page for a link that was used, ran out, was replaced or never was. */
export function LinkOverPage({ servicePhone, openingHours }: OverPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">This link cannot be used any more</h1>
      <p>
        Each link works once and for a short time. If you have sent your answers, they have arrived
        and there is nothing more to do.
      </p>
      <p>
        If you were sent a newer link, use that one. Or <a href="/sign-in">sign in</a> and answer
        there.
      </p>
      <p>
        {servicePhone
          ? `You can also ring and ask for a new link: ${servicePhone}. ${openingHours}.`
          : 'You can also ask your therapist for a new link.'}
      </p>
      <p>
        If you need help now, <a href="/help">here are numbers to ring at any hour</a>.
      </p>
    </div>
  )
}

interface OverPageProps {
  servicePhone: string | null
  openingHours: string
}
