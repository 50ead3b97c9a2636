import type { ReactNode } from 'react'
import type { DueMeasure, SetAside } from '#clinical/measure-points.ts'
import { newId } from '#platform/ids.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { lowerFirst } from '#ui/first-letter.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import type { CannotAsk, DueMeasures } from './due-measures.ts'
import { ownMeasureWords } from './own-measure.ts'
import { DecisionDetail } from './put-aside-note.tsx'
import type { DecisionLine, RequestLine } from './repository.ts'
import { type FormsFormProps, LeaveForm, RequestForm } from './schedule-forms.tsx'
import { decisionWords, dueWords, timingWords } from './schedule-words.ts'

export interface SchedulePageProps extends FormsFormProps {
  patientId: string
  patientName: string
  mayAct: boolean
  /** In treatment: a form can be asked for beside the programme. */
  mayRequest: boolean
  isPaused: boolean
  measures: DueMeasures
  decisions: readonly DecisionLine[]
  requests: readonly RequestLine[]
  /** A sentence; null for a form that can be asked. */
  whyNotAsked: (instrumentId: string) => string | null
}

/** Everything about one person's forms: asked, coming, put aside, not to be had, asked for. */
export function SchedulePage(props: SchedulePageProps) {
  const { courseId, patientName, mayAct, measures } = props
  return (
    <>
      <a className="nhsuk-back-link" href={`/people/${courseId}`}>
        The record
      </a>
      {props.returned && <FaultSummary faults={props.returned.faults} />}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">{patientName}</span>Forms
      </h1>
      <div className="hr-columns">
        <div>
          <Due {...props} />
          <PutAside {...props} />
          <Coming {...props} />
          <OwnMeasure {...props} />
          <CannotAskList {...props} />
        </div>
        <div>
          {mayAct && (
            <p>
              <a href={`/people/${courseId}/measures/new`}>
                Enter a form taken by phone or on paper
              </a>
            </p>
          )}
          <Requests {...props} />
          {mayAct && props.mayRequest && <RequestForm {...props} />}
          {mayAct && measures.due.length + measures.later.length + measures.coming.length > 0 && (
            <LeaveForm {...props} />
          )}
          <Decisions {...props} />
        </div>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="nhsuk-u-margin-bottom-5">
      <h2 className="nhsuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}

function Due(props: SchedulePageProps) {
  const { due, later } = props.measures
  return (
    <Section title="Asked now">
      {due.length === 0 && (
        <p>{props.isPaused ? 'Nothing: treatment is paused.' : 'Nothing is waiting for them.'}</p>
      )}
      <ul className="hr-plain-list">
        {due.map((each) => (
          <DueLine key={each.instrumentId} due={each} page={props} />
        ))}
      </ul>
      {later.length > 0 && (
        <p className="hr-quiet">
          Open{due.length > 0 && ' as well'}, and kept for another day, because enough is asked
          today: {later.map(({ instrumentId }) => props.nameOf(instrumentId)).join(', ')}.
        </p>
      )}
    </Section>
  )
}

function DueLine({ due, page }: { due: DueMeasure; page: SchedulePageProps }) {
  return (
    <li>
      <strong>{page.nameOf(due.instrumentId)}</strong>, {due.questionCount} questions
      <div className="hr-quiet">
        {dueWords(due, page.points, page.titleOf)}. Open since{' '}
        <Time at={new Date(due.openedAt)} style="day" />
        {due.dueBefore !== null && (
          <>
            , wanted before <Time at={new Date(due.dueBefore)} />
          </>
        )}
        .
      </div>
    </li>
  )
}

function PutAside({ measures, decisions, nameOf, courseId, mayAct }: SchedulePageProps) {
  const standing = standingLines(measures.setAside, decisions)
  if (standing.length === 0) return null
  return (
    <Section title="Put aside">
      <ul className="hr-plain-list">
        {standing.map(({ instrumentId, line }) => (
          <li key={instrumentId} className="hr-row hr-row--apart">
            <div>
              <strong>{nameOf(instrumentId)}</strong>: {line && decisionWords(line)}
              {line && (
                <div>
                  <DecisionDetail line={line} />
                </div>
              )}
              {mayAct && line?.kind === 'declined' && line.isByPatient && (
                <div className="hr-quiet">Talk about it with them before you ask again.</div>
              )}
            </div>
            {mayAct && (
              <PostForm action={`/people/${courseId}/measures/resumptions`} sendKey={newId()}>
                <input type="hidden" name="form" value={instrumentId} />
                <button className="hr-link-button" type="submit">
                  Ask again<span className="nhsuk-u-visually-hidden">: {nameOf(instrumentId)}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What would be due now, and what was declined for good: the latter also between two sets. */
function standingLines(setAside: readonly SetAside[], decisions: readonly DecisionLine[]) {
  const latest = new Map<string, DecisionLine>()
  for (const line of decisions) {
    if (!latest.has(line.instrumentId)) latest.set(line.instrumentId, line)
  }
  const declined = [...latest.values()].filter(({ kind }) => kind === 'declined')
  const ids = [...setAside, ...declined].map(({ instrumentId }) => instrumentId)
  return [...new Set(ids)].map((instrumentId) => ({
    instrumentId,
    line: latest.get(instrumentId) ?? null,
  }))
}

function Coming({ measures, nameOf, points, titleOf }: SchedulePageProps) {
  if (measures.coming.length === 0) return null
  return (
    <Section title="Next">
      <ul className="hr-plain-list">
        {measures.coming.map(({ instrumentId, pointId, opensAt }) => {
          const when = points.find(({ id }) => id === pointId)?.when
          return (
            <li key={`${pointId} ${instrumentId}`}>
              <strong>{nameOf(instrumentId)}</strong> opens{' '}
              <Time at={new Date(opensAt)} style="day" />
              {when && <span className="hr-quiet">. {timingWords(when, titleOf)}</span>}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function OwnMeasure({ measures: { own }, patientId, mayAct }: SchedulePageProps) {
  return (
    <Section title="Their own problem">
      <p>{own ? ownMeasureWords(own) : 'No problem with a measure of its own is recorded.'}</p>
      {mayAct && (
        <p>
          <a href={`/intake/${patientId}#assessment`}>See or change the recorded problem</a>
        </p>
      )}
    </Section>
  )
}

function CannotAskList({ measures, nameOf, points, titleOf }: SchedulePageProps) {
  if (measures.cannotAsk.length === 0) return null
  const byForm = new Map<string, CannotAsk[]>()
  for (const each of measures.cannotAsk) {
    byForm.set(each.instrumentId, [...(byForm.get(each.instrumentId) ?? []), each])
  }
  const times = (pointId: string) => {
    const when = points.find(({ id }) => id === pointId)?.when
    return when ? timingWords(when, titleOf) : ''
  }
  return (
    <Section title="Not available yet">
      <ul className="hr-plain-list">
        {[...byForm].map(([instrumentId, [first, ...others]]) => (
          <li key={instrumentId}>
            <strong>{nameOf(instrumentId)}</strong>
            <div className="hr-quiet">
              {first?.why}{' '}
              {first?.instead
                ? `${first.instead.shortName} is asked in its place.`
                : 'Nothing is asked in its place.'}{' '}
              The programme wants it:{' '}
              {[first, ...others]
                .flatMap((each) => (each ? [lowerFirst(times(each.pointId))] : []))
                .join('; ')}
              .
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Requests({ requests, nameOf, whyNotAsked, courseId, mayAct }: SchedulePageProps) {
  if (requests.length === 0) return null
  return (
    <Section title="Asked for beside the programme">
      <ul className="hr-plain-list">
        {requests.map((request) => (
          <li key={request.id} className="hr-row hr-row--apart">
            <div>
              <strong>{nameOf(request.instrumentId)}</strong>,{' '}
              {request.rhythm === 'once' ? 'once' : 'each week'}
              {request.until && (
                <>
                  {' '}
                  until <Time at={new Date(request.until.getTime() - 1)} style="day" />
                </>
              )}
              : {requestState(request, whyNotAsked(request.instrumentId))}
              <div className="hr-quiet">
                {request.byName}, <Time at={request.at} />. {request.reason}
              </div>
            </div>
            {mayAct && isOpen(request) && (
              <PostForm action={`/people/${courseId}/measures/withdrawals`} sendKey={newId()}>
                <input type="hidden" name="form" value={request.instrumentId} />
                <button className="hr-link-button" type="submit">
                  Stop asking
                  <span className="nhsuk-u-visually-hidden">: {nameOf(request.instrumentId)}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function isOpen({ withdrawnAt, isOver, answeredAt, rhythm }: RequestLine): boolean {
  return withdrawnAt === null && !isOver && (rhythm === 'weekly' || answeredAt === null)
}

/** Its wording may have been withdrawn since: then nothing of it is asked, and that is said. */
function requestState(request: RequestLine, whyNot: string | null): string {
  if (request.withdrawnAt || request.isOver) return 'no longer asked'
  if (whyNot !== null && isOpen(request)) return `not asked now. ${whyNot}`
  if (request.rhythm === 'once' && request.answeredAt) return 'answered'
  return request.answeredAt ? 'answered since, and goes on' : 'not answered yet'
}

function Decisions({ decisions, nameOf }: SchedulePageProps) {
  if (decisions.length === 0) return null
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Every decision on a form</span>
      </summary>
      <ul className="hr-plain-list nhsuk-details__text">
        {decisions.map((line) => (
          <li key={`${line.instrumentId} ${line.kind} ${line.at.getTime()}`}>
            <strong>{nameOf(line.instrumentId)}</strong>: {decisionWords(line)}
            <div>
              <DecisionDetail line={line} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
