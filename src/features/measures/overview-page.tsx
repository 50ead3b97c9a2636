import type { Instrument } from '#clinical/instrument.ts'
import type { DueMeasure } from '#clinical/measures-due.ts'
import type { SafetyProtocol } from '#content/types.ts'
import { NearDay } from '#ui/time.tsx'

export interface OverviewPageProps {
  forms: readonly { instrument: Instrument; due: DueMeasure; isStarted: boolean }[]
  minutes: number
  opensNextAt: Date | null
  therapistName: string
  nextReviewAt: Date | null
  protocol: SafetyProtocol
}

/** Which forms, how long, why, who reads them and when: before the first question. */
export function OverviewPage(props: OverviewPageProps) {
  const { forms, minutes, therapistName, nextReviewAt, protocol } = props
  const [first] = forms
  if (!first) return <NothingDue {...props} />
  const next = forms.find(({ isStarted }) => !isStarted) ?? first
  const isBegun = forms.some(({ isStarted }) => isStarted)
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">How you have been</h1>
      <p>
        {forms.length === 1 ? 'One short form' : `${countWord(forms.length)} short forms`},{' '}
        {`about ${minutes} minutes`}. They ask about the last two weeks.
      </p>
      <p>
        They show you and {therapistName} whether things are shifting, which is hard to see from
        inside one bad day.
      </p>
      <ul>
        {forms.map(({ instrument, isStarted }) => (
          <li key={instrument.id}>
            {instrument.shortName}, {instrument.items.length} questions
            {isStarted && ', started'}
          </li>
        ))}
      </ul>
      <p>
        {therapistName} reads your answers
        {nextReviewAt && (
          <>
            {' '}
            for your next review: <NearDay at={nextReviewAt} />
          </>
        )}
        . {protocol.notWatched}
      </p>
      <a className="nhsuk-button" href={`/measures/${next.instrument.id}`}>
        {isBegun ? 'Carry on' : 'Start'}
      </a>
      {first.due.kind === 'missed' && (
        <p>These were for a review that has been. They are still useful, when you can.</p>
      )}
    </div>
  )
}

function countWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five'][count] ?? String(count)
}

function NothingDue({ opensNextAt }: OverviewPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">No form is waiting for you</h1>
      {opensNextAt && (
        <p>
          The next ones open <NearDay at={opensNextAt} />.
        </p>
      )}
      <p>
        <a href="/progress">See how your answers have moved</a>
      </p>
    </div>
  )
}
