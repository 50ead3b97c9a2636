import { usePageSettings } from '#ui/page-settings.tsx'
import { nearDay, Time } from '#ui/time.tsx'
import type { Appointment, Contact } from './contact.ts'
import { mechanismWords, patientOutcomeWords, patientPurposeWords } from './contact-words.ts'

interface CallsPageProps {
  therapistName: string | null
  /** Calls still to come, the soonest first. */
  ahead: readonly Appointment[]
  /** Cancelled, and its time is still to come. */
  cancelled: readonly Appointment[]
  past: readonly Contact[]
  servicePhone: string | undefined
}

/** A patient's calls: the next one, how to change it, and those that were. */
export function CallsPage(props: CallsPageProps) {
  const { ahead, past, cancelled } = props
  const [next, ...later] = ahead
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Calls</h1>
      {next ? <NextCall {...props} next={next} /> : <p>No call is booked just now.</p>}
      {cancelled.map((call) => (
        <p key={call.id}>
          <strong>Cancelled:</strong> the call on <Time at={call.startsAt} style="day" /> at{' '}
          <Time at={call.startsAt} style="time" />. You don't need to keep that time free.
        </p>
      ))}
      {later.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">After that</h2>
          <ul className="hr-plain-list">
            {later.map((call) => (
              <li key={call.id}>
                <Time at={call.startsAt} />, about {call.minutes} minutes
                {call.mechanism !== 'telephone' &&
                  `, ${mechanismWords[call.mechanism].toLowerCase()}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <HowToChange {...props} hasCall={next !== undefined} />
      {past.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Earlier calls</h2>
          <ul className="hr-plain-list">
            {past.map((call) => (
              <li key={call.id}>
                <Time at={call.happenedAt} />. {patientOutcomeWords[call.outcome]}
                {call.minutes > 0 && `, ${call.minutes} minutes`}.
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function NextCall({ next, therapistName }: CallsPageProps & { next: Appointment }) {
  const { now, timeZone } = usePageSettings()
  const day = nearDay(next.startsAt, now, timeZone)
  return (
    <div className="hr-card hr-card--now">
      <p className="hr-eyebrow">{patientPurposeWords[next.purpose]}</p>
      <p>
        <strong>
          <Time at={next.startsAt} style="day" />, <Time at={next.startsAt} style="time" />
        </strong>
        {['today', 'tomorrow'].includes(day) && ` (${day})`}
      </p>
      <p>
        About {next.minutes} minutes. <HowItIsHeld call={next} name={therapistName} />
      </p>
      {next.joinLink && (
        <p>
          <a className="nhsuk-button" href={next.joinLink} rel="noreferrer">
            Join the video call
          </a>
        </p>
      )}
      <p>
        <a href={`/calls/${next.id}/calendar`}>Put it in my calendar</a> (it shows there as “Call”)
      </p>
    </div>
  )
}

function HowItIsHeld({ call, name }: { call: Appointment; name: string | null }) {
  const therapist = name ?? 'Your therapist'
  switch (call.mechanism) {
    case 'telephone':
      return `${therapist} rings you. The number may be withheld, or one that you don't know.`
    case 'video':
      return call.joinLink
        ? `You talk by video with ${therapist}. The link below opens your service's video call.`
        : `You talk by video with ${therapist}, who sends you the link in a message.`
    case 'face_to_face':
      return `You meet ${therapist} in person, where you agreed.`
  }
}

function HowToChange({
  hasCall,
  therapistName,
  servicePhone,
}: CallsPageProps & { hasCall: boolean }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">
        {hasCall ? 'If the time does not suit you' : 'If you would like one'}
      </h2>
      <p>
        <a href="/messages#write">Write to {therapistName ?? 'your therapist'}</a> with two times
        that would suit you, at different hours of the day if you can.
        {servicePhone && ` If it is today, ring your service on ${servicePhone}.`}
      </p>
    </>
  )
}
