import { ScoreChart } from '#ui/charts/score-chart.tsx'
import { formatTime, nearDay } from '#ui/time.tsx'
import type { HomeView, ScoreView } from './home-view.ts'

/** Who reads, when, and what they wrote: the promise that the whole service keeps. */
export function TherapistCard({ view }: { view: HomeView }) {
  const { therapist, at, timeZone } = view
  const isPlanned = view.state === 'active' || view.state === 'paused'
  return (
    <section className="hr-card hr-home__therapist" aria-labelledby="therapist">
      <h2 className="hr-eyebrow" id="therapist">
        Your therapist
      </h2>
      <p>{view.state === 'preparing' ? `${therapist.name} works with you.` : therapist.whoReads}</p>
      {isPlanned && therapist.nextReviewAt && !therapist.isReviewLate && (
        <p>
          Next: <strong>{nearDay(therapist.nextReviewAt, at, timeZone)}</strong>.
        </p>
      )}
      {therapist.isReviewLate && <LateReview view={view} />}
      {therapist.lastReviewAt && (
        <p className="hr-quiet">
          Last answered: {formatTime(therapist.lastReviewAt, 'day', timeZone)}.
        </p>
      )}
      {therapist.newComments.entryId && (
        <p>
          {therapist.name} wrote beside{' '}
          {therapist.newComments.count === 1 ? 'something' : 'some things'} of yours.{' '}
          <a href={`/entries/${therapist.newComments.entryId}`}>
            Read<span className="nhsuk-u-visually-hidden"> what they wrote beside it</span>
          </a>
        </p>
      )}
      <p>
        {therapist.unread > 0 && view.today.now.kind !== 'message' ? (
          <>
            {therapist.unread === 1 ? '1 new message' : `${therapist.unread} new messages`}.{' '}
            <a href="/messages">Read</a>
          </>
        ) : (
          <a href="/messages">Write a message</a>
        )}
      </p>
    </section>
  )
}

/** Says the truth about a promise that was not kept, and whose fault it is not. */
function LateReview({ view }: { view: HomeView }) {
  const phone = view.servicePhone
  return (
    <p>
      This week’s answer is later than promised. That is not because of anything you did.
      {phone ? ` You can ring the service on ${phone}.` : ''}
    </p>
  )
}

export function ScoreCard({ score }: { score: ScoreView | null }) {
  if (!score) return null
  return (
    <section className="hr-card hr-home__score" aria-labelledby="doing">
      <h2 className="hr-eyebrow" id="doing">
        How you are doing
      </h2>
      <ScoreChart
        title={score.title}
        name={score.name}
        points={score.points}
        min={score.min}
        max={score.max}
        height={150}
        caption={score.sentence}
      />
      <p>
        <a href="/progress">More about how you are doing</a>
      </p>
    </section>
  )
}

/** Where it is, and nothing of what it says: this page is open on buses and at breakfast. */
export function SafetyPlanCard({ view }: { view: HomeView }) {
  if (!view.hasSafetyPlan) return null
  return (
    <section className="hr-card hr-card--calm" aria-labelledby="safety-plan">
      <h2 className="hr-eyebrow" id="safety-plan">
        For a hard hour
      </h2>
      <p>
        <a href="/plan">My safety plan</a>
      </p>
    </section>
  )
}

export function CardsCard({ cards }: { cards: readonly string[] }) {
  if (cards.length === 0) return null
  return (
    <section className="hr-card hr-card--calm" aria-labelledby="cards">
      <h2 className="hr-eyebrow" id="cards">
        Your cards
      </h2>
      {cards.map((card) => (
        <p key={card} className="hr-home__kept" dir="auto">
          {card}
        </p>
      ))}
      <p>
        <a href="/cards">All your cards</a>
      </p>
    </section>
  )
}
