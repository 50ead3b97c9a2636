import { ownMeasureWords, PutAsideNote } from '#features/measure-schedule/index.ts'
import { type DecideAt, isForSupervisor, SignalPanel } from '#features/on-track/index.ts'
import { scoreSentence } from '#features/progress/index.ts'
import { OutcomePanel } from '#features/reporting/index.ts'
import { ScoresPanel } from '#features/scores/index.ts'
import { DecidedSuggestions, SuggestionList } from '#features/suggestions/index.ts'
import type { Context } from '#platform/context.ts'
import { endedWithout } from './missing-scores.ts'
import { InsertButton, Part } from './part.tsx'
import { type PersonRecord, signalsToDecide } from './record.ts'
import { TimeAxis } from './time-axis.tsx'

interface ScoresPartProps {
  ctx: Context
  record: PersonRecord
  mayAct: boolean
  drawsWhole: boolean
}

/** The forms: last totals, their movement, item 9 always, and the course drawn. */
export function ScoresPart({ ctx, record, mayAct, drawsWhole }: ScoresPartProps) {
  const fresh = record.forms.filter(({ submittedAt }) => isNew(record, submittedAt)).length
  return (
    <Part id="forms" title="Forms" news={fresh > 0 ? `${fresh} new` : null}>
      <SignalPanel
        ctx={ctx}
        onTrack={record.onTrack}
        quality={record.formQuality}
        state={record.course.state}
        decideAt={decideAt(record, mayAct ? signalsToDecide(record).length : 0)}
      />
      {mayAct && <WayToChange record={record} />}
      <ScoresPanel
        content={ctx.content}
        responses={record.forms}
        instrumentIds={record.weeklyForms}
        allHref={`/people/${record.course.id}/responses`}
        recordHref={
          mayAct
            ? (responseId, from) =>
                `/people/${record.course.id}/adverse-events/new?from=${from}` +
                `&response=${responseId}`
            : null
        }
      />
      {record.ownMeasure && <p className="hr-quiet">{ownMeasureWords(record.ownMeasure)}</p>}
      <PutAsideNote content={ctx.content} lines={record.putAside} />
      <OutcomePanel
        given={record.outcome}
        endedWithout={endedWithout(ctx, record.history)}
        isFolded={record.course.state !== 'ended'}
      />
      {mayAct && <ScoreSentences ctx={ctx} record={record} />}
      <TimeAxis
        ctx={ctx}
        record={record}
        isWhole={drawsWhole}
        saidAbove={mayAct ? record.weeklyForms : []}
      />
      <FormLinks courseId={record.course.id} mayAct={mayAct} />
    </Part>
  )
}

/** Where to do what was decided: a decision changes nothing by itself. */
function WayToChange({ record: { course, onTrack } }: Pick<ScoresPartProps, 'record'>) {
  const isDecided = onTrack.forReview.some(({ decision, supervisors }) =>
    [decision, supervisors].some((each) => each?.decision === 'change_module'),
  )
  if (!isDecided || course.state === 'ended') return null
  return (
    <p>
      <a href={`/people/${course.id}#course`}>Change a module or the track of the course</a>
    </p>
  )
}

function FormLinks({ courseId, mayAct }: { courseId: string; mayAct: boolean }) {
  const record = `/people/${courseId}`
  return (
    <ul className="hr-plain-list">
      <li>
        <a href={`${record}/measures`}>What is asked and when, put aside, or to be asked for</a>
      </li>
      <li>
        <a href={`${record}/responses`}>All forms, as they were answered</a>
      </li>
      {mayAct && (
        <>
          <li>
            <a href={`${record}/measures/new`}>Enter a form taken by phone or on paper</a>
          </li>
          <li>
            <a href={`${record}/answer-link`}>Send a link to answer without signing in</a>
          </li>
        </>
      )}
    </ul>
  )
}

/** The way to where it is decided; on a phone the answer is a page of its own. */
function decideAt({ course, onTrack }: PersonRecord, toDecide: number): DecideAt | null {
  if (toDecide > 0) {
    const words = 'Decide in your answer'
    return { href: '#signal_decision', onPhone: `/people/${course.id}/answer`, words }
  }
  return course.access.has('supervisor') && onTrack.forReview.some(isForSupervisor)
    ? { href: '#decision', onPhone: '#decision', words: 'Agree, or record a decision' }
    : null
}

export function isNew(record: PersonRecord, at: Date): boolean {
  return record.lookedAt === null || at > record.lookedAt
}

function ScoreSentences({ ctx, record }: { ctx: Context; record: PersonRecord }) {
  const sentences = record.weeklyForms.flatMap((id) => {
    const instrument = ctx.content.instruments.get(id)
    const points = record.forms
      .filter(({ instrumentId }) => instrumentId === id)
      .map(({ submittedAt, total }) => ({ at: submittedAt.getTime(), total }))
    return instrument && points.some(({ total }) => total !== null)
      ? [
          {
            name: instrument.shortName,
            words: `Your ${scoreSentence(instrument, points, ctx.service.timeZone).replace(
              /^Your first /,
              'first ',
            )}`,
          },
        ]
      : []
  })
  return sentences.map(({ name, words }) => (
    <p className="hr-insertable" key={name}>
      <span>{words}</span> <InsertButton words={words} what={`the ${name} sentence`} />
    </p>
  ))
}

/**
 * What the scores and the programme's own rules point at: lines for the therapist, never
 * verdicts.
 */
export function SignalsPart(props: Pick<ScoresPartProps, 'record' | 'mayAct'>) {
  const { record, mayAct } = props
  const { suggestions, flags, programme, course } = record
  const { decisions } = record.suggestionHistory
  if (suggestions.length + flags.length + decisions.length === 0) return null
  return (
    <Part id="signals" title="To think about" isOpen={suggestions.length + flags.length > 0}>
      <p className="hr-quiet">
        Worked out by the software from scores and entries. It decides nothing.
      </p>
      <ul className="hr-signals">
        <SuggestionList raised={suggestions} />
        {flags.map(({ flag, worksheet }) => (
          <li key={`${worksheet.id} ${flag.id}`}>
            {worksheet.title}: {flag.say}
          </li>
        ))}
      </ul>
      {mayAct && suggestions.length > 0 && (
        <p className="hr-track__decide">
          <a className="hr-track__wide" href="#suggested">
            Do it or put it away in your answer
          </a>
          <a className="hr-track__narrow" href={`/people/${course.id}/answer`}>
            Do it or put it away in your answer
          </a>
        </p>
      )}
      <DecidedSuggestions programme={programme} decided={decisions} />
    </Part>
  )
}
