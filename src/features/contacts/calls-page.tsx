import { usePageSettings } from '#ui/page-settings.tsx'
import { nearDay, Time } from '#ui/time.tsx'
import type { Appointment, Contact } from './contact.ts'
import { patientOutcomeWords, patientPurposeWords } from './contact-words.ts'

interface CallsPageProps {
  therapistName: string | null
  /** Calls still to come, the soonest first. */
  ahead: readonly Appointment[]
  past: readonly Contact[]
  servicePhone: string | undefined
}

/** A patient's calls: the next one, how to change it, and those that were. */
export function CallsPage(props: CallsPageProps) {
  const { ahead, past } = props
  const [next, ...later] = ahead
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Calls</h1>
      {next ? <NextCall {...props} next={next} /> : <p>No call is booked just now.</p>}
      {later.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">After that</h2>
          <ul className="hr-plain-list">
            {later.map((call) => (
              <li key={call.id}>
                <Time at={call.startsAt} />, about {call.minutes} minutes
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
        About {next.minutes} minutes. {therapistName ?? 'Your therapist'} rings you. The number may
        be withheld, or one that you don't know.
      </p>
      <p>
        <a href={`/calls/${next.id}/calendar`}>Put it in my calendar</a> (it shows there as “Call”)
      </p>
    </div>
  )
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
