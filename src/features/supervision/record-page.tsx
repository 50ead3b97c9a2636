import { type PersonRecord, ReasonsProvider } from '#features/person-record/index.ts'
import { RecordColumn } from '#features/review/index.ts'
import { weekOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { FaultSummary, TextAreaField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay, Time } from '#ui/time.tsx'
import { DecisionPanel, type ReturnedDecision, signalsForSupervisor } from './decision-panel.tsx'
import type { SupervisionComment } from './repository.ts'

export interface SupervisionRecordPageProps {
  ctx: Context
  record: PersonRecord
  comments: readonly SupervisionComment[]
  returned: { body: string; sendKey: string; fault: string } | null
  drawsWhole: boolean
  /** What the supervisor chose about the scores, when it came back. */
  decision: ReturnedDecision | null
}

/**
 * The record as the therapist has it, to read; beside it what the supervisor says to the
 * therapist.
 */
export function SupervisionRecordPage(props: SupervisionRecordPageProps) {
  const { ctx, record } = props
  const { course, safety } = record
  return (
    <ReasonsProvider protocols={ctx.content.protocols}>
      <div className="hr-review" data-island="review-keys">
        <header className="hr-review__head">
          <a className="nhsuk-back-link" href="/supervision">
            Supervision
          </a>
          <h1 className="nhsuk-heading-l" dir="auto">
            {course.patientName}
          </h1>
          <p className="hr-review__facts">
            {course.startedAt ? `week ${weekOf(course, ctx.now)}` : 'not started'} · therapist{' '}
            <bdi>{course.therapistName}</bdi> · to read
          </p>
          {course.nextReviewAt && course.state !== 'ended' && (
            <p className="hr-review__promise">
              review promised <NearDay at={course.nextReviewAt} />
            </p>
          )}
        </header>
        {safety.length > 0 && (
          <div className="hr-review__safety">
            {safety.map((item) => (
              <p key={item.id}>
                <strong>Open safety item</strong>, due <Time at={item.dueAt} />, owner{' '}
                <bdi>{item.ownerName ?? 'nobody'}</bdi>.{' '}
                <a href={`/people/${course.id}/safety/${item.id}`}>Open the item</a>
              </p>
            ))}
          </div>
        )}
        <div className="hr-review__columns">
          <RecordColumn
            ctx={ctx}
            record={record}
            mayAct={false}
            returned={null}
            drawsWhole={props.drawsWhole}
          />
          <aside
            className="hr-review__answer hr-review__answer--shown"
            aria-label="To the therapist"
          >
            <DecisionPanel ctx={ctx} record={record} returned={props.decision} />
            <CommentPanel {...props} />
          </aside>
        </div>
      </div>
    </ReasonsProvider>
  )
}

function CommentPanel({ record, comments, returned }: SupervisionRecordPageProps) {
  const { course } = record
  // One thing to do first: what the supervisor has not answered yet.
  const isDecisionFirst = signalsForSupervisor(record).length > 0
  return (
    <div className="hr-answer">
      {returned && <FaultSummary faults={{ comment: returned.fault }} />}
      <h2 className="nhsuk-heading-m">
        To <bdi>{course.therapistName}</bdi>
      </h2>
      <PostForm
        action={`/supervision/${course.id}/comments`}
        sendKey={returned?.sendKey ?? newId()}
        data={{ 'data-activity': 'supervision' }}
      >
        <TextAreaField
          name="comment"
          rows={8}
          value={returned?.body ?? ''}
          label="Your comment"
          hint="Only the therapist sees it. It never reaches the patient."
          error={returned?.fault}
        />
        <button
          className={isDecisionFirst ? 'nhsuk-button nhsuk-button--secondary' : 'nhsuk-button'}
          type="submit"
        >
          Send to <bdi>{course.therapistName}</bdi>
        </button>
      </PostForm>
      {comments.map((comment) => (
        <div className="hr-record__note" key={comment.id}>
          <p className="hr-record__prose" dir="auto">
            {comment.body}
          </p>
          <p className="hr-quiet">
            <bdi>{comment.authorName}</bdi>, <Time at={comment.at} />
            {comment.readAt ? (
              <>
                , read <Time at={comment.readAt} />
              </>
            ) : (
              ', not read yet'
            )}
          </p>
        </div>
      ))}
    </div>
  )
}
