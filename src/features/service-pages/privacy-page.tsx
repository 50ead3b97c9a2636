import { readers } from './who-sees-what.ts'

/** Who can see what, in plain words. */
export function PrivacyPage({ isPatient }: { isPatient: boolean }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Who can see what</h1>
      <p>
        What you write here is part of your record at this service. The people who work with you can
        read it. Some others see a small part, or can read it in an emergency.
      </p>
      <dl className="nhsuk-summary-list hr-readers">
        {readers.map(({ who, sees, does }) => (
          <div className="nhsuk-summary-list__row" key={who}>
            <dt className="nhsuk-summary-list__key">{who}</dt>
            <dd className="nhsuk-summary-list__value">
              <p>{sees}</p>
              {does && <p>{does}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <h2 className="nhsuk-heading-m">Looking is recorded</h2>
      <p>
        Each time a member of staff opens your record, their name and the time are kept.
        {isPatient ? (
          <>
            {' '}
            You can see the list in <a href="/account#readers">your account</a>.
          </>
        ) : null}
      </p>
      <h2 className="nhsuk-heading-m">When somebody may be told</h2>
      <p>
        If your therapist believes that you or somebody else is in serious danger, they may have to
        tell others, such as your GP or the emergency services. They will talk to you first whenever
        they can.
        {isPatient ? (
          <>
            {' '}
            What your GP and NHS England are told of everybody is in{' '}
            <a href="/consent">what you agreed to</a>.
          </>
        ) : null}
      </p>
      <h2 className="nhsuk-heading-m">On your own phone or computer</h2>
      <p>
        E-mails from here never say what they are about. “Leave quickly” at the top of each page
        closes it at once. Your browser may still keep the address in its history. On a phone or
        computer that others use, say so when you sign in.
      </p>
      <p>
        On a phone or computer of your own, the page with numbers to ring is kept, so that it opens
        without a connection. What you were writing when a connection broke is kept there too, until
        it is saved. On a shared one, nothing is kept.
      </p>
      <p>
        This site uses one cookie, to keep you signed in. Nothing here is sent to an advertiser or a
        tracker.
      </p>
    </div>
  )
}
