import type { OpenSession } from '#features/sessions/index.ts'
import { FaultSummary, type Faults, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { passwordHint } from './invitation-page.tsx'
import type { OwnDetails } from './own-details.ts'
import type { Reader } from './record-readers.ts'

export interface AccountPageProps {
  name: string
  email: string
  isStaff: boolean
  hasPassword: boolean
  sharedDevice: boolean
  thisSession: string
  /** Sessions run on real time, whatever the clock of a demonstration says. */
  isDemonstration: boolean
  sessions: readonly (OpenSession & { hash: string })[]
  /** Null for staff, who have no record here. */
  readers: readonly Reader[] | null
  details: OwnDetails | null
  saved: string | null
  faults: Faults
}

const savedWords: Readonly<Record<string, string>> = {
  password: 'Your password is changed. You are signed out everywhere else.',
  everywhere: 'You are signed out everywhere else.',
  shared: 'This device now counts as shared: you are signed out after 10 minutes without activity.',
  own: 'This phone or computer now counts as your own.',
}

/** How somebody signs in, where they are signed in, and who has opened their record. */
export function AccountPage(props: AccountPageProps) {
  const said = props.saved === null ? undefined : savedWords[props.saved]
  return (
    <div className="hr-reading">
      <FaultSummary faults={props.faults} />
      <h1 className="nhsuk-heading-l">Your account</h1>
      {said && (
        <p className="hr-card hr-card--calm" role="status">
          {said}
        </p>
      )}
      <p>
        You sign in as {props.name}, with {props.email}.
      </p>
      {props.details && <Details details={props.details} />}
      {props.readers && <AboutYou />}
      {props.readers && <Readers readers={props.readers} />}
      <Device {...props} />
      <Sessions {...props} />
      {props.hasPassword && <ChangePassword {...props} />}
    </div>
  )
}

/** The number can be changed here; the rest is said to somebody, who asks what else it changes. */
function Details({ details }: { details: OwnDetails }) {
  const voicemail = details.mayLeaveVoicemail ? 'a short message may be left' : 'no message is left'
  const emergency = [details.emergencyName, details.emergencyPhone].filter(Boolean).join(', ')
  const rows: [string, string | null][] = [
    ['We ring you on', details.phone && `${details.phone}, ${voicemail}`],
    ['Second number', details.secondPhone],
    ['If we can’t reach you', emergency || null],
    ['GP practice', details.gpPractice],
  ]
  return (
    <section className="hr-section" id="details">
      <h2 className="nhsuk-heading-m">How your team reaches you</h2>
      <dl className="nhsuk-summary-list">
        {rows.map(([what, value]) => (
          <div className="nhsuk-summary-list__row" key={what}>
            <dt className="nhsuk-summary-list__key">{what}</dt>
            <dd className="nhsuk-summary-list__value" dir="auto">
              {value ?? 'Not given'}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a href="/number?back=%2Faccount">My number has changed</a>. If anything else has, tell your
        therapist.
      </p>
    </section>
  )
}

function AboutYou() {
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">About you</h2>
      <p>
        Two questions that you can answer or leave alone, about your gender and your ethnic
        background. <a href="/about-you">Answer them or change what you said</a>
      </p>
    </section>
  )
}

function Readers({ readers }: { readers: readonly Reader[] }) {
  return (
    <section className="hr-section" id="readers">
      <h2 className="nhsuk-heading-m">Who has read my record</h2>
      {readers.length === 0 ? (
        <p>No member of staff has opened it yet.</p>
      ) : (
        <ul className="hr-plain-list">
          {readers.map((reader) => (
            <li key={`${reader.name} ${reader.at.toISOString()}`}>
              <strong>{reader.name}</strong>, {reader.role.toLowerCase()},{' '}
              <Time at={reader.at} style="day" />
            </li>
          ))}
        </ul>
      )}
      <p>
        {readers.length > 0 && 'These are the members of staff who opened it, day by day. '}
        <a href="/privacy">Who can see what</a>
      </p>
    </section>
  )
}

function Device({ sharedDevice }: AccountPageProps) {
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">This phone or computer</h2>
      <p>
        {sharedDevice
          ? 'You said that others use it, so you are signed out after 10 minutes without activity.'
          : 'If other people use it too, say so here, and you will be signed out sooner.'}
      </p>
      <PostForm action="/account/shared-device">
        <input type="hidden" name="shared" value={sharedDevice ? 'no' : 'yes'} />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {sharedDevice ? 'Only I use it' : 'Other people use it too'}
        </button>
      </PostForm>
    </section>
  )
}

function Sessions({ sessions, thisSession, isDemonstration }: AccountPageProps) {
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Where you are signed in</h2>
      <ul className="hr-plain-list">
        {sessions.map((session) => (
          <li key={session.hash}>
            <strong>{session.hash === thisSession ? 'Here' : 'Somewhere else'}</strong>
            {', signed in '}
            <Time at={session.signed_in_at} />, last used <Time at={session.last_seen_at} />
            {session.shared_device ? ', shared device' : ''}
          </li>
        ))}
      </ul>
      {isDemonstration && (
        <p className="hr-quiet">
          These are real times: the clock of this demonstration does not move them.
        </p>
      )}
      <PostForm action="/account/sign-out-everywhere">
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Sign out everywhere else
        </button>
      </PostForm>
    </section>
  )
}

function ChangePassword({ isStaff, faults }: AccountPageProps) {
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Change your password</h2>
      <PostForm action="/account/password">
        <TextField
          name="current-password"
          type="password"
          label="Password you have now"
          autoComplete="current-password"
          error={faults['current-password']}
        />
        <TextField
          name="password"
          type="password"
          label="New password"
          autoComplete="new-password"
          hint={passwordHint(isStaff)}
          error={faults.password}
        />
        <button className="nhsuk-button" type="submit">
          Change password
        </button>
      </PostForm>
    </section>
  )
}
