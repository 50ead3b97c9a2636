import { patientName } from '#features/instruments/index.ts'
import { NearDay, Time } from '#ui/time.tsx'
import type { InstrumentSummary } from './score-words.ts'
import { betterWords, directionWords } from './score-words.ts'

export interface SentPageProps {
  summaries: readonly InstrumentSummary[]
  /** "last week", or the day of the form before. */
  since: string
  therapistName: string
  nextReviewAt: Date | null
  /** Weekly ratings of the programme, offered once the forms are sent. */
  weeklyRatings: { href: string; title: string } | null
}

/** Thanks, the numbers in words, and what happens next. */
export function SentPage(props: SentPageProps) {
  const { summaries, since, therapistName, nextReviewAt, weeklyRatings } = props
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Thank you, that is sent</h1>
      {summaries.map(({ instrument, total, before }) => (
        <p key={instrument.id}>
          {total === null ? (
            <>
              {patientName(instrument)}: sent
              {instrument.scoring.method !== 'none' &&
                ' without a total, because some answers were left out'}
              .
            </>
          ) : (
            <>
              <strong>
                {patientName(instrument)}: {directionWords(total, before, since)}.
              </strong>{' '}
              {betterWords(instrument)}
            </>
          )}
        </p>
      ))}
      {summaries.some(({ total }) => total !== null) && (
        <p>One week goes up and another down. What counts is the line over several weeks.</p>
      )}
      <p>
        {therapistName} reads them{' '}
        {nextReviewAt ? (
          <>
            for your next review: <NearDay at={nextReviewAt} />, before{' '}
            <Time at={nextReviewAt} style="time" />
          </>
        ) : (
          'before you next speak'
        )}
        .
      </p>
      {weeklyRatings && (
        <p>
          <a className="nhsuk-button" href={weeklyRatings.href}>
            {weeklyRatings.title}
          </a>
        </p>
      )}
      <p>
        <a href="/">Go to my page</a> or <a href="/progress">see how your answers have moved</a>
      </p>
    </div>
  )
}
