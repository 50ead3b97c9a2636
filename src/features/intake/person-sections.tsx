import type { ReactNode } from 'react'
import { wordsFor } from '#clinical/characteristic.ts'
import { genderWords } from '#features/characteristics/index.ts'
import { BookedCall, mechanisms, mechanismWords } from '#features/contacts/index.ts'
import { ChoiceField, DayField, emptyForm, TextField } from '#features/form-fields/index.ts'
import { DetailsFields, detailsTyped } from '#features/person-details/index.ts'
import { isGettingStarted, sourceWords } from '#features/referrals/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import { type PersonPart, type PersonView, stateOf } from './person-view.ts'
import { usualContact } from './plan-form.ts'

export function Section(props: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="hr-card" aria-labelledby={props.id}>
      <h2 className="nhsuk-heading-m" id={props.id} tabIndex={-1}>
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}

/** A form that stays folded until it is wanted, or was refused. */
export function Folded(props: {
  view: PersonView
  part: PersonPart
  label: string
  children: ReactNode
}) {
  return (
    <details className="nhsuk-details hr-no-print" open={props.view.refused?.part === props.part}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{props.label}</span>
      </summary>
      <div className="nhsuk-details__text">{props.children}</div>
    </details>
  )
}

export function Facts(props: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="hr-facts__list">
      {props.facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value || <span className="hr-quiet">not given</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

export function DetailsSection({ view }: { view: PersonView }) {
  const { person, may, characteristics } = view
  const { details, referral } = person
  const phones = [details.phone, details.secondPhone].filter(Boolean).join(', ')
  const voicemail = details.mayLeaveVoicemail ? 'a voicemail may be left' : 'no voicemail'
  return (
    <Section id="details" title="Referral and person">
      <Facts
        facts={[
          [
            'Referred',
            `${formatDay(referral.receivedOn, 'date')}, by ${sourceWords[referral.source]
              .toLowerCase()
              .replace('gp', 'GP')}`,
          ],
          ['Asks for', referral.presentingProblem],
          ['Full name', `${details.givenName} ${details.familyName}`],
          ['Born', details.dateOfBirth && formatDay(details.dateOfBirth, 'date')],
          [characteristics.genderIdentity.title, genderWords(characteristics, details)],
          [
            characteristics.ethnicCategory.title,
            wordsFor(characteristics.ethnicCategory, details.ethnicCategory),
          ],
          ['E-mail', details.email],
          ['Phone', phones && `${phones} (${voicemail})`],
          ['About ringing', details.contactNotes],
          ['Usually is', details.locationNote],
          ['GP practice', withNumber(details.gpPractice, details.gpPhone)],
          [
            'Emergency contact',
            withNumber(
              [details.emergencyContactName, details.emergencyContactRelation]
                .filter(Boolean)
                .join(', '),
              details.emergencyContactPhone,
            ),
          ],
        ]}
      />
      {may.change && (
        <Folded view={view} part="details" label="Change details">
          <PostForm action={`/intake/${person.id}/details`}>
            <DetailsFields
              state={stateOf(view, 'details', detailsTyped(details))}
              lists={characteristics}
            />
            <button className="nhsuk-button" type="submit">
              Save details
            </button>
          </PostForm>
        </Folded>
      )}
    </Section>
  )
}

function withNumber(name: string | null, phone: string | null): string {
  return [name, phone].filter(Boolean).join(', ')
}

export const weekdayName = (weekday: number) => formatDay(`2024-01-0${weekday}`, 'weekday')

export function PlanSection({ view }: { view: PersonView }) {
  const { person, decision, programmes, may } = view
  const { course } = person
  const offered = programmes.get(decision?.programmeId ?? '')
  if (course) {
    const programme = programmes.get(course.programmeId)
    return (
      <Section id="plan" title="Plan">
        <Facts
          facts={[
            ['Programme', programme?.staffTitle ?? course.programmeId],
            ['Way through', programme?.tracks.get(course.track)?.title ?? course.track],
            ['Contact', programme?.profiles.get(course.profile ?? '')?.title ?? 'As usual'],
            ['Therapist', course.therapistName],
            [
              'Review day',
              course.reviewWeekday &&
                course.reviewTime &&
                `${weekdayName(course.reviewWeekday)}s by ${course.reviewTime}`,
            ],
          ]}
        />
      </Section>
    )
  }
  if (!offered || decision?.decision !== 'offer_programme') {
    return (
      <Section id="plan" title="Plan">
        <p>A plan can be made once an assessment offers a programme.</p>
      </Section>
    )
  }
  return (
    <Section id="plan" title="Plan">
      <p>{offered.staffTitle}, as the assessment offers.</p>
      {may.change ? <PlanForm view={view} /> : <p>Nobody has been chosen to guide yet.</p>}
    </Section>
  )
}

function PlanForm({ view }: { view: PersonView }) {
  const offered = view.programmes.get(view.decision?.programmeId ?? '')
  const [track] = offered?.tracks.keys() ?? []
  const profiles = [...(offered?.profiles.values() ?? [])]
  const state = stateOf(view, 'plan', {
    typed: { track: track ?? '', profile: usualContact, time: '17:00' },
    errors: {},
  })
  return (
    <PostForm action={`/intake/${view.person.id}/course`}>
      <ChoiceField
        state={state}
        name="therapist_id"
        label="Who will guide"
        choices={view.therapists.map(({ id, displayName }) => ({ value: id, label: displayName }))}
      />
      <ChoiceField
        state={state}
        name="track"
        label="Way through"
        choices={[...(offered?.tracks.values() ?? [])].map((one) => ({
          value: one.id,
          label: one.title,
          hint: one.for ?? undefined,
        }))}
      />
      {profiles.length > 0 && (
        <ChoiceField
          state={state}
          name="profile"
          label="How much contact"
          choices={[
            {
              value: usualContact,
              label: 'As usual',
              hint: 'One review a week, written or by call',
            },
            ...profiles.map((one) => ({
              value: one.id,
              label: one.title,
              hint: `${one.for}. ${one.means.join('. ')}`,
            })),
          ]}
        />
      )}
      <ChoiceField
        state={state}
        name="weekday"
        label="Review day, agreed with the person"
        isInline
        hint="The therapist writes or rings by this day each week"
        choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
          value: String(day),
          label: weekdayName(day),
        }))}
      />
      <TextField state={state} name="time" label="By what time" type="time" width={10} />
      <button className="nhsuk-button" type="submit">
        Save the plan
      </button>
    </PostForm>
  )
}

export function SignInSection({ view }: { view: PersonView }) {
  const { account, details } = view.person
  const state = stateOf(view, 'sign-in', emptyForm)
  return (
    <Section id="sign-in" title="Sign-in">
      {account ? (
        <p>
          Signs in as {account.email}.{' '}
          {account.hasSignedIn ? (
            'They have set their password.'
          ) : (
            <>
              Invited <Time at={account.madeAt} style="day" />, no password set yet.
            </>
          )}
        </p>
      ) : (
        <p>
          Not invited yet.{' '}
          {details.email
            ? `The link would go to ${details.email}.`
            : 'An e-mail address is needed first.'}
        </p>
      )}
      {state.errors.invite && (
        <p className="nhsuk-error-message" id="invite">
          {state.errors.invite}
        </p>
      )}
      {view.may.change && !account?.hasSignedIn && (account || details.email) && (
        <PostForm action={`/intake/${view.person.id}/invite`}>
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            {account ? 'Send a new link' : 'Send the invitation'}
          </button>
        </PostForm>
      )}
    </Section>
  )
}

/** What was asked at the assessment, for whoever will work with the answers. */
export function FormsSection({ view: { person, may } }: { view: PersonView }) {
  if (!person.course || !may.start || !isGettingStarted(person)) return null
  const path = `/people/${person.course.id}`
  return (
    <Section id="forms" title="Forms">
      <p>
        <a href={`${path}/responses`}>All forms, as they were answered</a>
      </p>
      <p>
        <a href={`${path}/measures/new`}>Enter a form taken by phone or on paper</a>
      </p>
    </Section>
  )
}

export function FirstCallSection({ view }: { view: PersonView }) {
  const { firstCall, may, person } = view
  const state = stateOf(view, 'first-call', {
    typed: { call_minutes: '30', call_how: 'telephone' },
    errors: {},
  })
  if (!person.course || !isGettingStarted(person)) return null
  return (
    <Section id="first-call" title="First call">
      {firstCall ? (
        <p>
          <BookedCall call={firstCall} />
        </p>
      ) : (
        <p>
          {may.start ? 'No call is booked yet.' : 'Only their therapist sees when the call is.'} The
          first talk together is always a call.
        </p>
      )}
      {may.start && !firstCall && (
        <Folded view={view} part="first-call" label="Book the first call">
          <PostForm action={`/intake/${person.id}/first-call`} sendKey={view.sendKey}>
            <DayField state={state} name="call_day" label="Day" />
            <TextField state={state} name="call_time" label="Time" type="time" width={10} />
            <TextField state={state} name="call_minutes" label="Minutes" width={4} />
            <ChoiceField
              state={state}
              name="call_how"
              label="How"
              isInline
              choices={mechanisms.map((how) => ({ value: how, label: mechanismWords[how] }))}
            />
            <button className="nhsuk-button" type="submit">
              Book the call
            </button>
          </PostForm>
        </Folded>
      )}
    </Section>
  )
}
