import type { HomeView } from './home-view.ts'
import { greeting } from './near-words.ts'
import { NowCard } from './now-card.tsx'
import { CardsCard, SafetyPlanCard, ScoreCard, TherapistCard } from './side-cards.tsx'
import { WeekCard } from './week-card.tsx'

/** Today: what now, how long, and when somebody will answer, in five seconds. */
export function HomePage({ view }: { view: HomeView }) {
  const isFirst = view.isFirstTime && view.state === 'active'
  return (
    <div className="hr-home">
      <div className="hr-home__top">
        <h1 className="nhsuk-heading-l" dir="auto">
          {isFirst ? 'Welcome' : greeting(view.at, view.timeZone)}, {view.name}
        </h1>
        {view.weekLine && <p className="hr-quiet">{view.weekLine}</p>}
      </div>
      {view.saved && (
        <p className="hr-home__saved" role="status">
          Saved. {view.therapist.name} can see it too.
        </p>
      )}
      <div className="hr-home__grid">
        <NowCard view={view} />
        <TherapistCard view={view} />
        <WeekCard view={view} />
        <div className="hr-home__side">
          <SafetyPlanCard view={view} />
          <ScoreCard score={view.score} />
          <CardsCard cards={view.cards} />
        </div>
      </div>
    </div>
  )
}

/** For somebody whose place is not arranged yet: says so, and who to ask. */
export function WaitingPage(props: {
  name: string
  at: Date
  timeZone: string
  phone: string | null
  hasConsent: boolean
}) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l" dir="auto">
        {greeting(props.at, props.timeZone)}, {props.name}
      </h1>
      <div className="hr-card hr-card--now">
        <h2 className="hr-eyebrow">Now</h2>
        <p className="hr-home__what">Your service is getting things ready</p>
        <p>
          {props.hasConsent
            ? 'There is nothing for you to do yet.'
            : 'There is one page to read and agree to before you start. It can wait.'}{' '}
          Somebody from the service will tell you what happens next
          {props.phone ? `; to ask, ring ${props.phone}` : ''}.
        </p>
        {!props.hasConsent && (
          <p>
            <a href="/welcome">Read it now</a>
          </p>
        )}
        <p>
          If you can’t wait, <a href="/help">here are numbers to ring at any hour</a>.
        </p>
      </div>
    </div>
  )
}
