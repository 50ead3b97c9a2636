import { Faults } from '#features/form-fields/index.ts'
import { isGettingStarted } from '#features/referrals/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { AssessmentSection } from './assessment-section.tsx'
import { ConsentSection } from './consent-section.tsx'
import {
  DetailsSection,
  FirstCallSection,
  FormsSection,
  PlanSection,
  SignInSection,
} from './person-sections.tsx'
import type { PersonPart, PersonView } from './person-view.ts'
import { conditionsToShow, conditionWords } from './start-words.ts'

/** One person who is getting started: what is known, what is missing, and the start. */
export function PersonPage({ view }: { view: PersonView }) {
  const { person, refused, saved } = view
  return (
    <>
      <p className="hr-no-print">
        <a href="/intake">Getting started</a>
      </p>
      {refused && (
        <Faults
          errors={refused.state.errors}
          firstBoxOf={['date_of_birth', 'decided_on', 'call_day']}
        />
      )}
      {saved && (
        <p className="hr-card hr-card--calm" role="status">
          {savedWords[saved]}
        </p>
      )}
      <h1 className="nhsuk-heading-l" dir="auto">
        {person.name}
        {person.details.pronouns && <span className="hr-quiet"> {person.details.pronouns}</span>}
      </h1>
      <div className="hr-person">
        <aside className="hr-person__aside" aria-label="What is needed to start">
          <Checklist view={view} />
        </aside>
        <div className="hr-person__main">
          <DetailsSection view={view} />
          <AssessmentSection view={view} />
          <PlanSection view={view} />
          <SignInSection view={view} />
          <ConsentSection view={view} />
          <FormsSection view={view} />
          <FirstCallSection view={view} />
        </div>
      </div>
    </>
  )
}

const savedWords: Readonly<Record<PersonPart, string>> = {
  details: 'The details are saved.',
  assessment: 'The assessment is on record.',
  problem: 'The problem is on record. Its own measure is asked from now on, where it has one.',
  plan: 'The plan is saved.',
  'sign-in': 'A sign-in link is on its way. Earlier links no longer work.',
  consent: 'The consent is on record.',
  'first-call': 'The call is booked.',
  start: 'Treatment has started.',
}

function Checklist({ view }: { view: PersonView }) {
  const { person, may } = view
  const missing = conditionsToShow(view.missing)
  if (!isGettingStarted(person)) return <AfterStart view={view} />
  return (
    <section className="hr-card hr-card--now">
      <h2 className="nhsuk-heading-m" id="start">
        {missing.length === 0 ? 'Ready to start' : 'Before treatment can start'}
      </h2>
      {missing.length === 0 ? (
        <p>Everything that a start needs is on record.</p>
      ) : (
        <ul className="hr-plain-list">
          {missing.map((one) => (
            <li key={one}>
              <a href={`#${conditionWords[one].where}`}>{conditionWords[one].label}</a>
              <br />
              <span className="hr-quiet">{conditionWords[one].who}</span>
            </li>
          ))}
        </ul>
      )}
      {missing.length === 0 && may.start && (
        <PostForm action={`/intake/${person.id}/start`}>
          <p>
            Starting opens the first module, sets the first review and tells{' '}
            <bdi>{person.name}</bdi>.
          </p>
          <button className="nhsuk-button" type="submit">
            Start treatment
          </button>
        </PostForm>
      )}
      {missing.length === 0 && !may.start && person.course && (
        <p>
          <bdi>{person.course.therapistName}</bdi> starts it.
        </p>
      )}
    </section>
  )
}

function AfterStart({ view: { person, may } }: { view: PersonView }) {
  if (!person.course) return null
  return (
    <section className="hr-card hr-card--calm">
      <h2 className="nhsuk-heading-m" id="start">
        {person.course.state === 'ended' ? 'Treatment has ended' : 'In treatment'}
      </h2>
      <p>
        With <bdi>{person.course.therapistName}</bdi>.
      </p>
      {may.start && (
        <p>
          <a href={`/people/${person.course.id}`}>Open the record</a>
        </p>
      )}
    </section>
  )
}
