import type { DataQuality } from '#clinical/form-quality.ts'
import type { Context } from '#platform/context.ts'
import { Time } from '#ui/time.tsx'
import type { AskedSignal, CourseOnTrack } from './course-on-track.ts'
import type { Decision } from './repository.ts'
import { shortNameOf } from './rules-for.ts'
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
  /** Where it is decided, while something is: the therapist's answer, the supervisor's form. */
  decideAt: DecideAt | null
}

/**
 * What the scores ask a clinician to look at, with the reason, the sources and what was decided.
 */
export function SignalPanel({ ctx, onTrack, quality, decideAt }: SignalPanelProps) {
  const { forReview, goodNews } = onTrack
  if (forReview.length + goodNews.length === 0) return <QualityLines {...{ ctx, quality }} />
  return (
    <div className={forReview.length > 0 ? 'hr-track hr-track--review' : 'hr-track'}>
      {forReview.length > 0 && <h3 className="nhsuk-heading-xs hr-track__title">For review</h3>}
      <ul className="hr-signals">
        {forReview.map((signal) => (
          <li key={`${signal.instrumentId} ${signal.code}`}>
            <ReviewLine ctx={ctx} signal={signal} />
          </li>
        ))}
        {goodNews.map((signal) => (
          <li key={`${signal.instrumentId} ${signal.code}`}>{signalReason(ctx, signal)}.</li>
        ))}
      </ul>
      {tooEarly(ctx, forReview).map((words) => (
        <p key={words}>{words}</p>
      ))}
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

/** Where a score asks before it can say anything, with the number of its own instrument. */
function tooEarly(ctx: Context, forReview: CourseOnTrack['forReview']): string[] {
  const lines = forReview
    .filter(({ mayJudge }) => !mayJudge)
    .map(
      ({ instrumentId, judgedFromSession }) =>
        `Early days: before session ${judgedFromSession} it is too soon to conclude anything ` +
        `from ${shortNameOf(ctx.content, instrumentId)}. Look, and do not conclude.`,
    )
  return [...new Set(lines)]
}

function ReviewLine({ ctx, signal }: { ctx: Context; signal: AskedSignal }) {
  const isOpen = signal.decision === null && signal.supervisors === null
  return (
    <>
      <strong>{signalReason(ctx, signal)}.</strong>
      {signal.supervisorBy !== null && signal.supervisors === null && (
        <>
          {' '}
          With the supervisor by <Time at={new Date(signal.supervisorBy)} style="day" />.
        </>
      )}
      {isOpen && <span className="hr-track__open"> Nothing decided yet.</span>}
      {signal.decision && <DecisionLine ctx={ctx} decision={signal.decision} />}
      {signal.supervisors && <DecisionLine ctx={ctx} decision={signal.supervisors} />}
    </>
  )
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
function QualityLines({ ctx, quality }: Pick<SignalPanelProps, 'ctx' | 'quality'>) {
  const lines = [...quality].flatMap(([id, each]) => {
    const words = qualityWords(each)
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

export function qualityWords(quality: DataQuality): string | null {
  const { missingWeeks, weeksOver, isCarried, daysSinceLast, unscoredCount } = quality
  const parts = [
    missingWeeks.length > 0
      ? `no form in ${missingWeeks.length} of ${weeksOver} weeks (${listed(missingWeeks)})`
      : '',
    isCarried ? `the latest total is ${daysSinceLast} days old and is carried on from then` : '',
    unscoredCount > 0 ? `${unscoredCount} could not be scored` : '',
  ].filter(Boolean)
  return parts.length === 0 ? null : `${parts.join('; ')}.`
}

function listed(weeks: readonly number[]): string {
  const words = weeks.map(String)
  const last = words.pop() ?? ''
  return words.length === 0 ? `week ${last}` : `weeks ${words.join(', ')} and ${last}`
}

/** Each number with where it comes from and whether anybody has verified it: on request. */
function Sources({ onTrack }: { onTrack: CourseOnTrack }) {
  const all = [...onTrack.forReview, ...onTrack.goodNews].flatMap(({ sources }) => sources)
  const sources = [...new Map(all.map((source) => [source.text, source])).values()]
  return (
    <details className="hr-track__sources hr-small">
      <summary>Where these numbers come from</summary>
      <ul>
        {sources.map(({ text, verifiedBy }) => (
          <li key={text}>
            {text}.{' '}
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
