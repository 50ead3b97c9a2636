import {
  type AskedSignal,
  DecisionFields,
  DecisionLine,
  isForSupervisor,
  signalReason,
} from '#features/on-track/index.ts'
import type { PersonRecord } from '#features/person-record/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { newId } from '#platform/ids.ts'
import { FaultSummary, type Faults } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'

export interface ReturnedDecision {
  readonly typed: Form
  readonly faults: Faults
  readonly sendKey: string
}

interface DecisionPanelProps {
  ctx: Context
  record: PersonRecord
  returned: ReturnedDecision | null
}

/** What the supervisor has not answered yet: neither a pause nor an ending answers for them. */
export function signalsForSupervisor({ onTrack }: PersonRecord): AskedSignal[] {
  return onTrack.forReview.filter(isForSupervisor)
}

/** A yes to what the therapist decided, or a decision of the supervisor's own. */
export function DecisionPanel({ ctx, record, returned }: DecisionPanelProps) {
  const signals = signalsForSupervisor(record)
  if (signals.length === 0) return null
  const decided = signals.filter(({ decision }) => decision !== null)
  const path = `/supervision/${record.course.id}/signal-decisions`
  return (
    <div className="hr-answer" id="decision">
      {returned && <FaultSummary faults={returned.faults} />}
      <h2 className="nhsuk-heading-m">Scores for review</h2>
      {decided.length > 0 && (
        <PostForm action={path} sendKey={newId()}>
          <ul className="hr-signals">
            {decided.map((signal) => (
              <li key={`${signal.instrumentId} ${signal.code}`}>
                {signalReason(ctx, signal)}.
                {signal.decision && (
                  <>
                    <DecisionLine ctx={ctx} decision={signal.decision} />
                    <input type="hidden" name="decision" value={signal.decision.id} />
                  </>
                )}
              </li>
            ))}
          </ul>
          <button className="nhsuk-button" type="submit" name="do" value="agree">
            Agree with <bdi>{record.course.therapistName}</bdi>
          </button>
        </PostForm>
      )}
      <details className="hr-part" open={decided.length === 0 || returned !== null}>
        <summary>
          <h3 className="nhsuk-heading-xs">
            {decided.length === 0 ? 'Record a decision' : 'Decide otherwise'}
          </h3>
        </summary>
        <PostForm action={path} sendKey={returned?.sendKey ?? newId()}>
          <DecisionFields
            ctx={ctx}
            signals={signals}
            typed={returned?.typed ?? null}
            faults={returned?.faults ?? {}}
          />
          <button
            className={`nhsuk-button ${decided.length > 0 ? 'nhsuk-button--secondary' : ''}`.trim()}
            type="submit"
            name="do"
            value="decide"
          >
            Record the decision
          </button>
        </PostForm>
        <p className="hr-quiet">
          <bdi>{record.course.therapistName}</bdi> sees it beside the scores
          {record.course.state === 'ended' ? '.' : ', and still answers for the review.'}
        </p>
      </details>
    </div>
  )
}
