import { TimeCounter } from '#features/contacts/index.ts'
import { CoursePart, FollowUpPart, type Returned } from '#features/course-changes/index.ts'
import {
  CallsPart,
  DiaryPart,
  EntriesPart,
  EventsPart,
  GoalsPart,
  HistoryPart,
  hasDiary,
  MessagesPart,
  ModulesPart,
  NotesForTherapistPart,
  NotesPart,
  PeoplePart,
  type PersonRecord,
  PracticePart,
  ReasonsProvider,
  ScoresPart,
  SignalsPart,
} from '#features/person-record/index.ts'
import { safetyProtocol } from '#features/risk/index.ts'
import { SafetyPanel } from '#features/safety-items/index.ts'
import { isOnlyOpened, type VisibleCourse, weekOf } from '#features/treatment/index.ts'
import {
  AnswerPanel,
  type AnswerPanelProps,
  activityOf,
  hasUnreadSafety,
} from '#features/weekly-answer/index.ts'
import type { Context } from '#platform/context.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay, Time } from '#ui/time.tsx'

export interface ReviewPageProps {
  ctx: Context
  record: PersonRecord
  /** Null for somebody who may read and not answer. */
  answer: Omit<AnswerPanelProps, 'record' | 'ctx'> | null
  returned: Returned | null
  /** The answer came back with something to see to: on a phone it stands first. */
  isAnswering: boolean
  /** Charts show the whole course, however long; otherwise the latest half year of it. */
  drawsWhole?: boolean
  /** A phone's second page: the answer alone. */
  isAnswerAlone: boolean
}

/** One person: the record on the left, the answer beside it, a safety item above both. */
export function ReviewPage(props: ReviewPageProps) {
  const { ctx, record, answer, returned, isAnswerAlone } = props
  const { course } = record
  const classes = [
    'hr-review',
    props.isAnswering && 'hr-review--answering',
    isAnswerAlone && 'hr-review--alone',
    !answer && 'hr-review--read-only',
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <ReasonsProvider protocols={ctx.content.protocols}>
      <div className={classes} data-island="review-keys">
        <PersonHeader ctx={ctx} record={record} answer={answer} />
        <OpenedInEmergency course={course} />
        {returned && <FaultSummary faults={returned.faults} />}
        <SafetyAbove ctx={ctx} record={record} />
        <FromSupervisor record={record} />
        <div className="hr-review__columns">
          {!isAnswerAlone && (
            <RecordColumn
              {...{ ctx, record, returned }}
              mayAct={answer !== null}
              drawsWhole={props.drawsWhole ?? false}
            />
          )}
          {answer && (
            <aside className="hr-review__answer" aria-label="Your answer">
              <AnswerPanel ctx={ctx} record={record} {...answer} isAlone={isAnswerAlone} />
            </aside>
          )}
        </div>
        {isAnswerAlone && (
          <p>
            <a href={`/people/${course.id}`}>Back to the record</a>
          </p>
        )}
        {answer && !isAnswerAlone && (
          <p className="hr-review__to-answer">
            <a
              className={
                hasUnreadSafety(record) ? 'nhsuk-button nhsuk-button--secondary' : 'nhsuk-button'
              }
              href={`/people/${course.id}/answer`}
            >
              Write your answer
            </a>
          </p>
        )}
      </div>
    </ReasonsProvider>
  )
}

function PersonHeader({ ctx, record, answer }: Pick<ReviewPageProps, 'ctx' | 'record' | 'answer'>) {
  const { course, details } = record
  const age = details.dateOfBirth === null ? null : ageOn(details.dateOfBirth, ctx.now)
  const facts = [
    course.state === 'preparing'
      ? 'not started'
      : course.state === 'ended'
        ? 'ended'
        : `week ${weekOf(course, ctx.now)}`,
    details.pronouns,
    course.state === 'paused' ? 'paused' : null,
    record.programme.profiles.get(course.profile ?? '')?.title.toLowerCase(),
    course.access.has('therapist') ? null : `therapist ${course.therapistName}`,
  ].filter(Boolean)
  return (
    <header className="hr-review__head">
      <a className="nhsuk-back-link" href="/people">
        {course.access.has('therapist') ? 'My people' : 'People'}
      </a>
      <h1 className="nhsuk-heading-l">
        <bdi>{course.patientName}</bdi>
        {age !== null && <span className="hr-review__age">, {age}</span>}
      </h1>
      <p className="hr-review__facts">{facts.join(' · ')}</p>
      {course.nextReviewAt && course.state !== 'ended' && (
        <p
          className={
            course.nextReviewAt <= ctx.now ? 'hr-review__promise hr-late' : 'hr-review__promise'
          }
        >
          review promised <NearDay at={course.nextReviewAt} />{' '}
          <Time at={course.nextReviewAt} style="time" />
          {course.nextReviewAt <= ctx.now && ', late'}
        </p>
      )}
      {answer && (
        <TimeCounter courseId={course.id} activity={activityOf(answer.kind)} seen={record.seen} />
      )}
      {answer && (
        <a className="hr-review__next" href={`/people/next?after=${course.id}`}>
          Next person
        </a>
      )}
    </header>
  )
}

function ageOn(dateOfBirth: string, now: Date): number {
  const [year = 0, month = 1, day = 1] = dateOfBirth.split('-').map(Number)
  const hadBirthday =
    now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day)
  return now.getUTCFullYear() - year - (hadBirthday ? 0 : 1)
}

function SafetyAbove({ ctx, record }: Pick<ReviewPageProps, 'ctx' | 'record'>) {
  if (record.safety.length === 0) return null
  const firstToRead = record.safety.find(({ lookedAt }) => lookedAt === null)
  return (
    <div className="hr-review__safety" id="open-safety">
      <div className="hr-review__safety-top">
        <p>
          <strong>
            Open safety item.{' '}
            {isOnlyOpened(record.course)
              ? `Ring ${record.course.therapistName} or the duty clinician about it.`
              : 'Deal with this first.'}
          </strong>
        </p>
        <WhereToRing record={record} />
      </div>
      {record.safety.map((item) => (
        <SafetyPanel
          key={item.id}
          item={item}
          protocol={safetyProtocol(ctx)}
          owners={record.owners}
          back={`/people/${record.course.id}`}
          level={2}
          isReadOnly={isOnlyOpened(record.course)}
          isReadLater={item !== firstToRead}
        />
      ))}
    </div>
  )
}

/** Whoever opened the record is told for how long, and who knows. */
function OpenedInEmergency({ course }: { course: VisibleCourse }) {
  if (!course.openedUntil || !isOnlyOpened(course)) return null
  return (
    <div className="nhsuk-inset-text">
      <p>
        You opened this record in an emergency. You can read it until{' '}
        <Time at={course.openedUntil} style="time" />, and change nothing. The service lead has been
        told, and each page that you open is recorded.
      </p>
      <PostForm action={`/people/${course.id}/opening-end`}>
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          I have read what I need
        </button>
      </PostForm>
    </div>
  )
}

/** The number to ring stands where the call is asked for; the others are a press away. */
function WhereToRing({ record }: { record: PersonRecord }) {
  const { phone, mayLeaveVoicemail } = record.details
  return (
    <p>
      {phone ? (
        <>
          Ring <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>,{' '}
          {mayLeaveVoicemail ? 'a neutral voicemail may be left' : 'no voicemail'}.{' '}
        </>
      ) : (
        'No phone number is on file. '
      )}
      <a href={`/people/${record.course.id}#people`}>Other numbers</a>
    </p>
  )
}

function FromSupervisor({ record }: { record: PersonRecord }) {
  const fresh = record.supervision.filter(({ readAt }) => readAt === null)
  const shown = fresh.length > 0 ? fresh : record.supervision.slice(0, 3)
  if (shown.length === 0) return null
  return (
    <details className="hr-review__supervision" open={fresh.length > 0}>
      <summary>
        From your supervisor, for you alone ({fresh.length > 0 ? `${fresh.length} new` : 'read'})
      </summary>
      {shown.map((comment) => (
        <div className="hr-record__note" key={comment.id}>
          <p className="hr-record__prose" dir="auto">
            {comment.body}
          </p>
          <p className="hr-quiet">
            <bdi>{comment.authorName}</bdi>, <Time at={comment.at} />
          </p>
        </div>
      ))}
      {fresh.length > 0 && (
        <PostForm action={`/people/${record.course.id}/supervision-reading`}>
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            I have read this
          </button>
        </PostForm>
      )}
    </details>
  )
}

const parts = [
  ['follow-up', 'After the end'],
  ['forms', 'Forms'],
  ['signals', 'To think about'],
  ['messages', 'Messages'],
  ['modules', 'Modules'],
  ['entries', 'Entries'],
  ['practice', 'Practice'],
  ['diary', 'Diary'],
  ['guidance', 'For you'],
  ['goals', 'Goals'],
  ['events', 'Made worse'],
  ['notes', 'Notes'],
  ['calls', 'Calls, time'],
  ['people', 'Numbers'],
  ['history', 'History'],
  ['course', 'Change'],
] as const

interface RecordColumnProps {
  ctx: Context
  record: PersonRecord
  mayAct: boolean
  drawsWhole: boolean
  returned: Returned | null
}

/** The record: what is new since the last review first, what seldom changes folded below. */
export function RecordColumn(props: RecordColumnProps) {
  const { record, returned } = props
  const given = { ctx: props.ctx, record, mayAct: props.mayAct }
  const has = (id: string) =>
    (id !== 'follow-up' || record.followUp !== null) &&
    (id !== 'course' || props.mayAct) &&
    (id !== 'practice' || record.practice.length > 0) &&
    (id !== 'diary' || hasDiary(record))
  return (
    <div className="hr-review__record">
      <nav className="hr-review__index" aria-label="Parts of the record">
        <ul>
          {parts
            .filter(([id]) => has(id))
            .map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
        </ul>
      </nav>
      <p className="hr-review__since">
        {record.lastReview ? (
          <>
            Since {props.mayAct ? 'your' : 'the'} last review (
            <Time at={record.lastReview.at} style="day" />,{' '}
            {record.lastReview.how === 'call' ? 'by phone' : 'written'})
          </>
        ) : record.since ? (
          <>
            Since treatment started (<Time at={record.since} style="day" />)
          </>
        ) : (
          'Treatment has not started'
        )}
      </p>
      <FollowUpPart {...given} returned={returned} />
      <ScoresPart {...given} drawsWhole={props.drawsWhole} />
      <SignalsPart record={record} mayAct={props.mayAct} />
      <MessagesPart {...given} />
      <ModulesPart record={record} />
      <EntriesPart {...given} />
      <PracticePart record={record} mayAct={props.mayAct} />
      <DiaryPart ctx={props.ctx} record={record} drawsWhole={props.drawsWhole} />
      <NotesForTherapistPart record={record} />
      <GoalsPart {...given} />
      <EventsPart {...given} />
      <NotesPart {...given} />
      <CallsPart {...given} />
      <PeoplePart record={record} />
      <HistoryPart record={record} />
      {props.mayAct && <CoursePart {...given} returned={returned} />}
    </div>
  )
}
