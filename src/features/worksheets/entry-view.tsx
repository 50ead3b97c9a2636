import type { Field, Flag, Values, Worksheet } from '#content/types.ts'
import { displayValue, summariseRecord } from '#content/worksheet-display.ts'
import { ownValue, rowsOf, textsOf } from '#content/worksheet-values.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import {
  type Entry,
  type EntryComment,
  type EntryStatus,
  whyNotKey,
  whyNotReasons,
} from './entry.ts'
import { isUntouched, pairsOf } from './entry-state.ts'

export const statusWords: Record<EntryStatus, string> = {
  draft: 'Begun',
  planned: 'Planned',
  done: 'Filled in',
  not_done: 'Not this time',
  archived: 'Put away',
}

export interface UnsavedComment {
  readonly fieldId: string | null
  readonly body: string
}

interface EntryViewProps {
  readonly entry: Entry
  readonly worksheet: Worksheet
  readonly comments?: readonly EntryComment[]
  /** For staff only: lines that this person's entries of the worksheet give rise to. */
  readonly flags?: readonly Flag[]
  /** For staff: links to history, and where comments are posted. */
  readonly courseId?: string
  /** Only the therapist comments; a new key for each form. */
  readonly newKey?: () => string
  /** The page that shows the entry and is come back to after a comment; else the entry's own. */
  readonly commentedOn?: string
  /** A comment that could not be saved as it was: nothing typed is lost. */
  readonly unsaved?: UnsavedComment | null
  readonly isNew?: boolean
  /** Shown a second time on its page: only the first is a place that an address leads to. */
  readonly isRepeated?: boolean
  readonly headingLevel?: 2 | 3 | 4
}

/** One entry, to read: its answers, what moved, what was said beside it. */
export function EntryView(props: EntryViewProps) {
  const { entry, worksheet, comments = [], courseId } = props
  const Heading = `h${props.headingLevel ?? 3}` as const
  const fields = worksheet.stages.flatMap((stage) => stage.fields)
  const known = new Set(fields.map(({ id }) => id))
  return (
    <article className="hr-entry" id={props.isRepeated ? undefined : `entry-${entry.id}`}>
      <Heading className="hr-entry__title">
        {worksheet.title}
        {props.isNew && <span className="hr-tag hr-tag--new"> new</span>}
      </Heading>
      <EntryLine entry={entry} />
      {props.flags?.map((flag) => (
        <p key={flag.id} className="hr-flag">
          {flag.say}
        </p>
      ))}
      <Pairs worksheet={worksheet} values={entry.values} />
      {worksheet.stages
        .filter((stage) => !isUntouched(stage, entry.values))
        .map((stage) => (
          <div key={stage.id}>
            {stage.title && <p className="hr-entry__stage">{stage.title}</p>}
            <dl className="hr-values">
              {stage.fields.map((field) => (
                <FieldValue
                  key={field.id}
                  {...props}
                  field={field}
                  comments={comments.filter(({ fieldId }) => fieldId?.split('.')[0] === field.id)}
                />
              ))}
            </dl>
          </div>
        ))}
      <WhyNot values={entry.values} />
      <Comments
        isForStaff={courseId !== undefined}
        comments={comments.filter(
          ({ fieldId }) => !fieldId || !known.has(fieldId.split('.')[0] ?? ''),
        )}
      />
      {courseId && props.newKey && (
        <CommentForm
          courseId={courseId}
          entryId={entry.id}
          field={null}
          sendKey={props.newKey()}
          unsaved={props.unsaved}
          back={backTo(props)}
        />
      )}
      {courseId && entry.version > 1 && (
        <p>
          <a href={`/people/${courseId}/entries/${entry.id}`}>
            {entry.version} versions
            <span className="nhsuk-u-visually-hidden"> of {worksheet.title}</span>
          </a>
        </p>
      )}
    </article>
  )
}

export function EntryLine(props: { entry: Entry }) {
  const { entry } = props
  return (
    <p className="hr-entry__line">
      {statusWords[entry.status]}
      {entry.aboutAt && (
        <>
          , about <Time at={entry.aboutAt} />
        </>
      )}
      , saved <Time at={entry.updatedAt} />
    </p>
  )
}

/** To the entry, not the field: a field has a name, and an address stays in histories. */
function backTo({ commentedOn, entry }: EntryViewProps): string | undefined {
  return commentedOn && `${commentedOn}#entry-${entry.id}`
}

function FieldValue(props: EntryViewProps & { field: Field; comments: readonly EntryComment[] }) {
  const { field, entry, courseId } = props
  const value = ownValue(entry.values, field.id)
  if (value === null && props.comments.length === 0) return null
  return (
    <div>
      <dt>{field.label}</dt>
      <dd dir="auto">
        <FieldWords field={field} values={entry.values} />
      </dd>
      {(props.comments.length > 0 || (courseId && props.newKey)) && (
        <dd className="hr-values__beside">
          <Comments comments={props.comments} isForStaff={courseId !== undefined} />
          {courseId && props.newKey && (
            <CommentForm
              courseId={courseId}
              entryId={entry.id}
              field={field}
              sendKey={props.newKey()}
              unsaved={props.unsaved}
              back={backTo(props)}
            />
          )}
        </dd>
      )}
    </div>
  )
}

/** A value in words: a list as a list, a small table as one line a row. */
export function FieldWords(props: { field: Field; values: Values }) {
  const { field, values } = props
  const value = ownValue(values, field.id)
  if (value === null) return null
  const lines =
    field.type === 'list'
      ? textsOf(value)
      : field.type === 'group'
        ? rowsOf(value).map((row) => displayValue(field, [row]))
        : null
  if (lines === null) return <>{displayValue(field, value)}</>
  return (
    <ul>
      {lines.filter(Boolean).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

function Pairs(props: { worksheet: Worksheet; values: Values }) {
  return pairsOf(props.worksheet, props.values).map((pair) => (
    <p key={pair.label} className="hr-pair">
      {pair.label}:{' '}
      <strong>
        {pair.from}
        {pair.isPercent && '%'}
      </strong>{' '}
      before,{' '}
      <strong>
        {pair.to}
        {pair.isPercent && '%'}
      </strong>{' '}
      after
    </p>
  ))
}

function WhyNot(props: { values: Values }) {
  const reason = ownValue(props.values, whyNotKey)
  const said = whyNotReasons.find(({ id }) => id === reason)
  return said ? <p className="hr-entry__why">Not this time: {said.label.toLowerCase()}.</p> : null
}

/** What was said beside an entry, with who and when; for staff, whether it was opened. */
export function Comments(props: { comments: readonly EntryComment[]; isForStaff?: boolean }) {
  if (props.comments.length === 0) return null
  return (
    <div className="hr-comments">
      {props.comments.map((comment) => (
        <blockquote key={comment.id} className="hr-comment" id={`comment-${comment.id}`}>
          <p dir="auto">{comment.body}</p>
          <footer>
            {comment.authorName}, <Time at={comment.at} />
            {props.isForStaff && <CommentRead at={comment.readAt} />}
          </footer>
        </blockquote>
      ))}
    </div>
  )
}

function CommentRead({ at }: { at: Date | null }) {
  if (at === null) return '. Not opened yet'
  return (
    <>
      . Opened <Time at={at} />
    </>
  )
}

function CommentForm(props: {
  courseId: string
  entryId: string
  field: Field | null
  sendKey: string
  unsaved?: UnsavedComment | null | undefined
  back?: string | undefined
}) {
  const { field, entryId, unsaved, back } = props
  const words = unsaved && unsaved.fieldId === (field?.id ?? null) ? unsaved.body : ''
  const id = `comment-${entryId}-${field?.id ?? 'all'}`
  return (
    <details className="hr-quiet-details hr-comment-form" open={words !== ''}>
      <summary>
        {field ? 'Comment' : 'Comment on the whole entry'}
        {field && <span className="nhsuk-u-visually-hidden"> on {field.label}</span>}
      </summary>
      <PostForm
        action={`/people/${props.courseId}/entries/${entryId}/comments`}
        sendKey={props.sendKey}
      >
        {field && <input type="hidden" name="field_id" value={field.id} />}
        {back && <input type="hidden" name="back" value={back} />}
        <label className="nhsuk-label" htmlFor={id}>
          Beside {field ? `“${field.label}”` : 'the whole entry'}
        </label>
        <textarea
          className="nhsuk-textarea"
          id={id}
          name="body"
          rows={2}
          dir="auto"
          defaultValue={words}
        />
        <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
          Save comment
        </button>
      </PostForm>
    </details>
  )
}

/** What stands for an entry in a list. */
export function EntrySummary(props: { entry: Entry; worksheet: Worksheet }) {
  const parts = summariseRecord(props.worksheet, props.entry.values)
  if (parts.length === 0)
    return (
      <>
        Begun on <Time at={props.entry.createdAt} style="short-date" />
      </>
    )
  const [first, ...rest] = parts
  return (
    <>
      {first && <Said {...first} />}
      {rest.length > 0 && (
        <span className="hr-summary__rest">
          {rest.map((part, index) => (
            <span key={part.label}>
              {index > 0 && <span aria-hidden="true"> · </span>}
              <Said {...part} />
            </span>
          ))}
        </span>
      )}
    </>
  )
}

/** A bare number or "Yes" says nothing without its question; longer words speak for themselves. */
function Said({ label, text }: { label: string; text: string }) {
  return (
    <>
      <span className={text.length > 3 ? 'nhsuk-u-visually-hidden' : undefined}>
        {label}
        {label.endsWith('?') ? ' ' : ': '}
      </span>
      <bdi>{text}</bdi>
    </>
  )
}
