import type { Instrument } from '#clinical/instrument.ts'
import { type DueMeasure, isAboutTreatment } from '#clinical/measure-points.ts'
import type { SafetyProtocol } from '#content/types.ts'
import { patientName } from '#features/instruments/index.ts'
import {
  LaterNote,
  NotNowLink,
  type PutAsideForm,
  PutAsideList,
} from '#features/measure-schedule/index.ts'
import { NearDay } from '#ui/time.tsx'
import type { TakenBack } from './fill-in.ts'
import { TakenBackNotes } from './taken-back.tsx'

export interface OverviewPageProps {
  forms: readonly {
    instrument: Instrument
    address: string
    due: DueMeasure
    isStarted: boolean
  }[]
  /** Begun, and withdrawn by the service since. */
  takenBack: readonly (TakenBack & { address: string })[]
  /** Put aside by the person or their therapist; and open, but too much for today. */
  aside: readonly PutAsideForm[]
  later: readonly Instrument[]
  /** Where somebody goes on who has begun; the first form for somebody who has not. */
  startAt: string
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
  const isAboutYou = !forms.every(({ due }) => isAboutTreatment(due))
  const isBegun = forms.some(({ isStarted }) => isStarted)
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">
        {isAboutYou ? 'How you have been' : 'How this is going for you'}
      </h1>
      <p>
        {forms.length === 1 ? 'One short form' : `${countWord(forms.length)} short forms`},{' '}
        {`about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`}.{timeFrameWords(forms)}
      </p>
      <p>
        {isAboutYou
          ? `They show you and ${therapistName} whether things are shifting, which is hard to ` +
            'see from inside one bad day.'
          : 'What you think of the treatment so far, and not how you have been. A low mark is as ' +
            'useful as a high one.'}
      </p>
      <ul>
        {forms.map(({ instrument, address, due, isStarted }) => (
          <li key={instrument.id}>
            {patientName(instrument)}, {due.questionCount}{' '}
            {due.questionCount === 1 ? 'question' : 'questions'}
            {isStarted && ', started'} <NotNowLink instrument={instrument} address={address} />
          </li>
        ))}
      </ul>
      <AskedAgain forms={forms} />
      <LaterNote forms={props.later} />
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
      <a className="nhsuk-button" href={props.startAt}>
        {isBegun ? 'Carry on' : 'Start'}
      </a>
      {first.due.kind === 'missed' && (
        <p>These were for a review that has been. They are still useful, when you can.</p>
      )}
      <TakenBackNotes forms={props.takenBack} />
      <PutAsideList forms={props.aside} />
    </div>
  )
}

/** A form they had said no to, here once more: said openly, and it is still their choice. */
function AskedAgain({ forms }: Pick<OverviewPageProps, 'forms'>) {
  const again = forms.filter(({ due }) => due.isAskedAgain && due.kind === 'ending')
  if (again.length === 0) return null
  return (
    <p>
      You said that you would rather not be asked{' '}
      {again.map(({ instrument }) => patientName(instrument)).join(' and ')}. It is here once more,
      because treatment is coming to its end, and your answers show what has changed. You can still
      choose “Not now”.
    </p>
  )
}

/** Said once where all forms ask about the same time; else each form says it itself. */
function timeFrameWords(forms: OverviewPageProps['forms']): string {
  const frames = new Set(forms.map(({ instrument }) => instrument.timeFrame))
  return frames.size === 1 && frames.has('last 2 weeks')
    ? ' They ask about the last two weeks.'
    : ''
}

function countWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five'][count] ?? String(count)
}

function NothingDue({ opensNextAt, aside, later, takenBack }: OverviewPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">No form is waiting for you</h1>
      {opensNextAt && (
        <p>
          The next ones open <NearDay at={opensNextAt} />.
        </p>
      )}
      <TakenBackNotes forms={takenBack} />
      <LaterNote forms={later} />
      <PutAsideList forms={aside} />
      <p>
        <a href="/progress">See how your answers have moved</a>
      </p>
    </div>
  )
}
