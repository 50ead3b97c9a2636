import type { MessageSkeleton } from '#content/types.ts'
import { CallFields, MinutesFields } from '#features/contacts/index.ts'
import { DecisionFields } from '#features/on-track/index.ts'
import { type PersonRecord, shownFollowUp, signalsToDecide } from '#features/person-record/index.ts'
import { SuggestionFields } from '#features/suggestions/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { FaultSummary, type Faults } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime } from '#ui/time.tsx'
import { type AnswerKind, answerKinds } from './answer-form.ts'
import { HandledFields } from './handled-fields.tsx'
import { NextCallFields } from './next-call-fields.tsx'
import { NextFields } from './next-fields.tsx'
import { wordCount } from './prompts.ts'

export interface AnswerPanelProps {
  ctx: Context
  record: PersonRecord
  kind: AnswerKind
  /** What was typed: posted just now, or kept as a draft. */
  typed: Form | null
  draftAt: Date | null
  faults: Faults
  sendKey: string
  nextReviewAt: Date | null
  /** On a page of its own, as on a phone: what is posted comes back there. */
  isAlone?: boolean
}

const kindWords: Record<AnswerKind, string> = {
  review: 'Written review',
  call: 'Call',
  message: 'Message only',
}

/** What can be sent: a review belongs to treatment, and calls go on after it. */
export function kindsFor({ state }: Pick<VisibleCourse, 'state'>): readonly AnswerKind[] {
  if (state === 'preparing') return ['message']
  return state === 'ended' ? ['message', 'call'] : answerKinds
}

/** Where the therapist writes or records the call. It stays while the record scrolls. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { record, kind, typed, faults, sendKey } = props
  const { course } = record
  const path = `/people/${course.id}/answer`
  const isInTreatment = course.state === 'active' || course.state === 'paused'
  return (
    <PostForm
      action={path}
      id="answer"
      className="hr-answer"
      sendKey={sendKey}
      island="answer"
      data={{ 'data-activity': activityOf(kind), 'data-draft': `${path}/draft` }}
    >
      {/* First, so that Enter in a one-line field saves and never sends. */}
      <button
        className="nhsuk-u-visually-hidden"
        type="submit"
        name="do"
        value="save"
        tabIndex={-1}
      >
        Save draft
      </button>
      <input type="hidden" name="kind" value={kind} />
      {props.isAlone && <input type="hidden" name="page" value="answer" />}
      <FaultSummary faults={faults} />
      <div className="hr-answer__top">
        <h2 className="nhsuk-heading-m">Your answer</h2>
        <DraftLine at={props.draftAt} />
      </div>
      {record.followUp && (
        <input type="hidden" name="shown_follow_up" value={shownFollowUp(record.followUp)} />
      )}
      <KindSwitch kind={kind} kinds={kindsFor(course)} />
      <HandledFields record={record} typed={typed} faults={faults} mustBeAll={kind !== 'message'} />
      {kind !== 'message' && (
        <DecisionFields
          ctx={props.ctx}
          signals={signalsToDecide(record)}
          typed={typed}
          faults={faults}
        />
      )}
      {kind === 'call' ? <CallPart {...props} /> : <Words {...props} />}
      {kind !== 'message' && (
        <SuggestionFields suggestions={record.suggestions} typed={typed} faults={faults} />
      )}
      {isInTreatment && kind !== 'message' && <NextFields {...props} />}
      <NextCallFields {...props} />
      <MinutesFields seen={record.seen} always={[activityOf(kind)]} typed={typed} faults={faults} />
      <SafetyFirst record={record} />
      <Buttons kind={kind} name={course.patientName} isFirst={!hasUnreadSafety(record)} />
    </PostForm>
  )
}

export function activityOf(kind: AnswerKind): 'review' | 'call' | 'message' {
  return kind
}

function DraftLine({ at }: { at: Date | null }) {
  const { timeZone } = usePageSettings()
  return (
    <p className="hr-status" data-draft-status aria-live="polite">
      {at ? `Draft saved ${formatTime(at, 'time', timeZone)}` : 'No draft yet'}
    </p>
  )
}

/** Buttons, not links: what was typed goes along. */
function KindSwitch({ kind, kinds }: { kind: AnswerKind; kinds: readonly AnswerKind[] }) {
  if (kinds.length === 1) return null
  return (
    <fieldset className="hr-answer__kinds">
      <legend className="nhsuk-u-visually-hidden">What this is</legend>
      {kinds.map((each) => (
        <button
          key={each}
          type="submit"
          name="do"
          value={`kind-${each}`}
          aria-pressed={each === kind}
        >
          {kindWords[each]}
        </button>
      ))}
    </fieldset>
  )
}

/** After the end nobody writes weekly feedback: an answer to a follow-up, or a last letter. */
function proposedSkeleton({ course, followUp }: PersonRecord): string {
  if (course.state !== 'ended') return 'weekly_feedback'
  return followUp ? 'follow_up' : 'ending'
}

function lengthWords(record: PersonRecord, kind: AnswerKind, prompts?: MessageSkeleton): string {
  if (record.course.state === 'ended') {
    return prompts ? ` Up to ${prompts.maxWords} is a good length for this.` : ''
  }
  return kind === 'review' ? ' 120 to 300 is a good length for a review.' : ''
}

function Words({ record, kind, typed, faults }: AnswerPanelProps) {
  const body = typed?.text('body') ?? ''
  const skeleton = typed?.text('skeleton') || proposedSkeleton(record)
  const { skeletons } = record.programme.messages
  return (
    <>
      <div className="hr-answer__prompts">
        <label className="nhsuk-label" htmlFor="skeleton">
          Prompts to write under
        </label>
        <div className="hr-row">
          <select className="nhsuk-select" id="skeleton" name="skeleton" defaultValue={skeleton}>
            {skeletons.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
          <button
            className="nhsuk-button nhsuk-button--secondary"
            type="submit"
            name="do"
            value="prompts"
          >
            Put in
          </button>
        </div>
      </div>
      <label className="nhsuk-label" htmlFor="body">
        What you write to <bdi>{record.course.patientName}</bdi>
      </label>
      {faults.body && (
        <p className="nhsuk-error-message" id="body-fault">
          {faults.body}
        </p>
      )}
      <textarea
        className="nhsuk-textarea"
        id="body"
        name="body"
        rows={16}
        dir="auto"
        defaultValue={body}
        data-answer-body
        aria-describedby={faults.body ? 'body-fault words' : 'words'}
      />
      <p className="hr-status" id="words">
        <span data-word-count>{wordCount(body)}</span> words.
        {lengthWords(
          record,
          kind,
          skeletons.find(({ id }) => id === skeleton),
        )}
      </p>
      {record.course.state !== 'ended' && <GoodReview record={record} />}
    </>
  )
}

function GoodReview({ record }: { record: PersonRecord }) {
  return (
    <details className="hr-answer__good">
      <summary>A good review</summary>
      <ul>
        {record.programme.messages.goodReview.map(({ id, label, hint }) => (
          <li key={id}>
            <strong>{label}.</strong> {hint}
          </li>
        ))}
      </ul>
    </details>
  )
}

function CallPart({ record, typed, faults }: AnswerPanelProps) {
  const booked = record.appointments.filter(
    (call) => call.cancelledAt === null && call.contactId === null,
  )
  // A fresh form counts the call as the review; one that comes back says what was chosen.
  const counts = typed === null || !typed.has('call_outcome') || typed.has('call_counts')
  return (
    <>
      <CallFields booked={booked} typed={typed} faults={faults} />
      {record.course.state !== 'ended' && <CallCounts isChecked={counts} />}
    </>
  )
}

function CallCounts({ isChecked }: { isChecked: boolean }) {
  return (
    <>
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            type="checkbox"
            id="call_counts"
            name="call_counts"
            value="yes"
            defaultChecked={isChecked}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="call_counts">
            This call is this week’s review
          </label>
        </div>
      </div>
      <p className="hr-quiet">
        If you did not speak, only the attempt and your minutes are saved, and the review stays due.
      </p>
    </>
  )
}

function SafetyFirst({ record }: { record: PersonRecord }) {
  if (record.safety.length === 0) return null
  return (
    <p className="hr-answer__safety" id="safety">
      <strong>A safety item is open.</strong>{' '}
      {hasUnreadSafety(record)
        ? 'Read it and press “I have read this” before you send.'
        : 'It is to be dealt with by phone; a message only confirms what you agreed.'}
    </p>
  )
}

/** Nothing is sent before it is read, so that reading it is the one primary action till then. */
export function hasUnreadSafety({ safety }: Pick<PersonRecord, 'safety'>): boolean {
  return safety.some(({ lookedAt }) => lookedAt === null)
}

interface ButtonsProps {
  kind: AnswerKind
  name: string
  /** Nothing else on the page comes before sending. */
  isFirst: boolean
}

function Buttons({ kind, name, isFirst }: ButtonsProps) {
  const sending = isFirst ? 'nhsuk-button' : 'nhsuk-button nhsuk-button--secondary'
  if (kind === 'call') {
    return (
      <div className="hr-answer__send">
        <button className={sending} type="submit" name="do" value="send">
          Save the call and log minutes
        </button>
      </div>
    )
  }
  return (
    <div className="hr-answer__send">
      <button
        className="nhsuk-button nhsuk-button--secondary"
        type="submit"
        name="do"
        value="preview"
        data-preview
      >
        Preview
      </button>
      <button className={sending} type="submit" name="do" value="send">
        {kind === 'review' ? 'Send review and log minutes' : 'Send message'}
        <span className="nhsuk-u-visually-hidden">
          {' '}
          to <bdi>{name}</bdi>
        </span>
      </button>
      <p className="hr-quiet hr-small hr-answer__keys" data-keys-help hidden>
        <kbd>/</kbd> insert, <kbd>c</kbd> comment, <kbd>Ctrl</kbd>+<kbd>Enter</kbd> preview
      </p>
    </div>
  )
}
