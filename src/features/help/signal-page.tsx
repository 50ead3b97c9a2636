import type { Passage, SafetyProtocol } from '#content/types.ts'
import {
  answerLabel,
  CrisisLines,
  type Line,
  type PatientAnswer,
  patientAnswers,
} from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { MyPlan } from './help-page.tsx'
import { MyNumber } from './my-number.tsx'

export interface SignalPageProps {
  protocol: SafetyProtocol
  lines: readonly Line[]
  /** Where an answer to "Are you safe right now?" goes. */
  action: string
  /** The first words after this signal, where the protocol has some of its own. */
  ownWords: Passage | null
  /** They answered a questionnaire, or asked for help themselves. */
  isFromForm: boolean
  said: PatientAnswer | null
  /** Null once somebody has spoken with them, or the item is closed. */
  ringBy: string | null
  isOpen: boolean
  /** On which number they will be rung; null when nobody will, or they have not signed in. */
  number: { ending: string | null; back: string } | null
  /** They have a safety plan, and have signed in to see it. */
  hasPlan: boolean
  /** The link at the end, and where it is given back to when an answer comes first. */
  wayOn: WayOn
}

/** What comes after this page: the rest of the forms, or what happens now that they are sent. */
export interface WayOn {
  readonly href: string
  readonly words: string
  /** Carried through an answer on this page; null when it would lead there anyway. */
  readonly next: string | null
}

/** What a person sees at once after a signal: words, one question, numbers, what happens next. */
export function SignalPage(props: SignalPageProps) {
  const { protocol, said, lines } = props
  const first = props.ownWords ?? protocol.afterSignal
  const passage = said ? passageFor(protocol, said) : first
  const body = said || props.isFromForm ? passage.body : []
  return (
    <div className="hr-reading hr-signal">
      <h1 className="nhsuk-heading-l">{passage.title}</h1>
      {body.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {said ? (
        <>
          <CrisisLines lines={lines} />
          <WhatHappens {...props} />
          <Question {...props} />
        </>
      ) : (
        <>
          <Question {...props} />
          <WhatHappens {...props} />
          <CrisisLines lines={lines} />
        </>
      )}
      {props.hasPlan && <MyPlan />}
      <p>
        <a href={props.wayOn.href}>{props.wayOn.words}</a>
      </p>
    </div>
  )
}

function WhatHappens({ protocol, ringBy, isOpen, number }: SignalPageProps) {
  return (
    <div className="nhsuk-inset-text">
      {ringBy && <p>{protocol.afterSignal.told.replace('{time}', ringBy)}</p>}
      {number && <MyNumber {...number} />}
      {isOpen ? (
        <p>{protocol.afterSignal.notWatched}</p>
      ) : (
        protocol.outOfHours.map((text) => <p key={text}>{text}</p>)
      )}
    </div>
  )
}

/** Each button is its own form with its own key: a second thought is never taken for a repeat. */
function Question({ protocol, action, said, wayOn }: SignalPageProps) {
  return (
    <section className="hr-signal__question" aria-labelledby="safe-now">
      <h2 className="nhsuk-heading-m" id="safe-now">
        {protocol.afterSignal.question}
      </h2>
      {patientAnswers
        .filter((answer) => answer !== said)
        .map((answer) => (
          <PostForm key={answer} action={action} sendKey={newId()}>
            <input type="hidden" name="answer" value={answer} />
            {wayOn.next && <input type="hidden" name="next" value={wayOn.next} />}
            <button
              type="submit"
              className={`nhsuk-button hr-signal__answer ${
                answer === 'need_help_now' ? 'nhsuk-button--warning' : 'nhsuk-button--secondary'
              }`}
            >
              {answerLabel(protocol, answer)}
            </button>
          </PostForm>
        ))}
    </section>
  )
}

function passageFor(protocol: SafetyProtocol, said: PatientAnswer): Passage {
  const { afterSafe, afterNeedHelp, afterSomeoneElse } = protocol
  return { safe_for_now: afterSafe, need_help_now: afterNeedHelp, someone_else: afterSomeoneElse }[
    said
  ]
}
