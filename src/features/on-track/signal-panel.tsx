import type { DataQuality } from '#clinical/form-quality.ts'
import { shortNameOf } from '#features/instruments/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { formatDay, formatTime, Time } from '#ui/time.tsx'
import type { AskedSignal, CourseOnTrack } from './course-on-track.ts'
import { qualityWords } from './quality-words.ts'
import type { Decision } from './repository.ts'
import { decisionLabel, signalReason } from './signal-words.ts'

export interface DecideAt {
  readonly href: string
  /** Where it leads on a narrow screen, on which not everything stands on one page. */
  readonly onPhone: string
  readonly words: string
}

interface SignalPanelProps {
  ctx: Context
  onTrack: CourseOnTrack
  /** How complete the forms are, by instrument. */
  quality: ReadonlyMap<string, DataQuality>
  /** Nothing is asked of the therapist once treatment stands still or has ended. */
  state: VisibleCourse['state']
  /** Where it is decided, while something is: the therapist's answer, the supervisor's form. */
  decideAt: DecideAt | null
}

/**
 * What the scores ask a clinician to look at, with the reason, the sources and what was decided.
 */
export function SignalPanel({ ctx, onTrack, quality, state, decideAt }: SignalPanelProps) {
  const { forReview, goodNews } = onTrack
  if (forReview.length + goodNews.length === 0) return <QualityLines {...{ ctx, quality }} />
  const isAsking = forReview.length > 0 && state !== 'ended'
  return (
    <div className={isAsking ? 'hr-track hr-track--review' : 'hr-track'}>
      {forReview.length > 0 && (
        <h3 className="nhsuk-heading-xs hr-track__title">{titleIn[state]}</h3>
      )}
      <ul className="hr-signals">
        {forReview.map((signal) => (
          <li key={`${signal.instrumentId} ${signal.code}`}>
            <ReviewLine ctx={ctx} signal={signal} state={state} />
          </li>
        ))}
        {goodNews.map((signal) => (
          <li key={`${signal.instrumentId} ${signal.code}`}>{signalReason(ctx, signal)}.</li>
        ))}
      </ul>
      <QualityLines ctx={ctx} quality={quality} />
      <Sources onTrack={onTrack} />
      {decideAt && (
        <p className="hr-track__decide">
          <a className="hr-track__wide" href={decideAt.href}>
            {decideAt.words}
          </a>
          <a className="hr-track__narrow" href={decideAt.onPhone}>
            {decideAt.words}
          </a>
        </p>
      )}
    </div>
  )
}

const titleIn: Readonly<Record<VisibleCourse['state'], string>> = {
  preparing: 'For review',
  active: 'For review',
  paused: 'For review, in a pause of treatment',
  ended: 'What the scores asked about last',
}

interface ReviewLineProps extends Pick<SignalPanelProps, 'ctx' | 'state'> {
  signal: AskedSignal
}

function ReviewLine({ ctx, signal, state }: ReviewLineProps) {
  const isOpen = signal.decision === null && signal.supervisors === null
  return (
    <>
      <strong>{signalReason(ctx, signal)}.</strong>
      {state === 'active' && signal.supervisorBy !== null && signal.supervisors === null && (
        <>
          {' '}
          With the supervisor by <Time at={new Date(signal.supervisorBy)} style="day" />.
        </>
      )}
      {isOpen && <span className="hr-track__open"> {openIn[state]}</span>}
      {signal.decision && <DecisionLine ctx={ctx} decision={signal.decision} />}
      {signal.supervisors && <DecisionLine ctx={ctx} decision={signal.supervisors} />}
    </>
  )
}

/** Of a signal that nobody has decided on: neither a pause nor an ending stops a supervisor. */
const openIn: Readonly<Record<VisibleCourse['state'], string>> = {
  preparing: 'Nothing decided yet.',
  active: 'Nothing decided yet.',
  paused:
    'Nothing decided yet. A supervisor can decide now; the therapist is asked once treatment ' +
    'goes on.',
  ended: 'Treatment ended without a decision on it. A supervisor can still decide.',
}

/** "Call them (Priya Nair, 3 Nov): no work since Friday." */
export function DecisionLine({ ctx, decision }: { ctx: Context; decision: Decision }) {
  const label = decisionLabel(ctx, decision.decision)
  return (
    <span className="hr-track__decided">
      {decision.agreesWith ? `Agreed: ${lowerFirst(label)}` : label} ({decision.byName},{' '}
      <Time at={new Date(decision.at)} style="short-date" />)
      {decision.note && (
        <>
          : <span dir="auto">{decision.note}</span>
        </>
      )}
    </span>
  )
}

/** Said where it matters: weeks without a form, and a total that is not of this week. */
export function QualityLines({ ctx, quality }: Pick<SignalPanelProps, 'ctx' | 'quality'>) {
  const lines = [...quality].flatMap(([id, each]) => {
    const words = qualityWords(each, (at) => formatTime(at, 'short-date', ctx.service.timeZone))
    return words === null ? [] : [`${shortNameOf(ctx.content, id)}: ${words}`]
  })
  if (lines.length === 0) return null
  return (
    <ul className="hr-plain-list hr-quiet hr-small">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Each number with where it comes from and whether anybody has verified it: on request. */
function Sources({ onTrack }: { onTrack: CourseOnTrack }) {
  const all = [...onTrack.forReview, ...onTrack.goodNews].flatMap(({ sources }) => sources)
  const sources = [...new Map(all.map((source) => [source.text, source])).values()]
  return (
    <details className="hr-track__sources hr-small">
      <summary>Where these numbers come from</summary>
      <ul>
        {sources.map(({ text, verifiedBy, validFrom }) => (
          <li key={text}>
            {text}. {validFrom && `Applies from ${formatDay(validFrom, 'date')}. `}
            {verifiedBy.trim() === '' ? (
              <strong>Not verified by a named clinician.</strong>
            ) : (
              `Verified by ${verifiedBy}.`
            )}
          </li>
        ))}
      </ul>
      <p>
        Worked out by the software from scores. It decides nothing.{' '}
        <a href="/expected-range">About the expected range</a>
      </p>
    </details>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
