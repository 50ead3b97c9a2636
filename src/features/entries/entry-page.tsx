import { allFields, fieldAt } from '#content/field-rules.ts'
import type { Worksheet } from '#content/types.ts'
import type { FieldErrors } from '#content/worksheet-values.ts'
import {
  Comments,
  type EntryComment,
  EntryForm,
  type EntryFormProps,
  EntryLine,
} from '#features/worksheets/index.ts'
import { PostForm } from '#ui/post-form.tsx'

export interface EntryPageProps extends EntryFormProps {
  readonly comments: readonly EntryComment[]
  /** Two texts met in this entry, and the person has not chosen yet. */
  readonly isUnsettled: boolean
  readonly title?: string
}

/** One entry to write in, with what the therapist said beside it. */
export function EntryPage(props: EntryPageProps) {
  const { worksheet, entry, comments } = props
  const errors = props.posted?.errors ?? {}
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href="/entries">
          What I wrote
        </a>
      </p>
      {Object.keys(errors).length > 0 && (
        <ErrorSummary worksheet={worksheet} errors={errors} prefix={props.id} />
      )}
      <h1 className="nhsuk-heading-l">{props.title ?? worksheet.title}</h1>
      {worksheet.intro && <p>{worksheet.intro}</p>}
      {props.isUnsettled && entry && (
        <p className="hr-notice">
          This was changed in two places. Both texts are kept.{' '}
          <a href={`/entries/${entry.id}/versions`}>Choose which one stands</a>.
        </p>
      )}
      {entry && <EntryLine entry={entry} />}
      {comments.length > 0 && (
        <section aria-labelledby="comments">
          <h2 className="nhsuk-heading-s" id="comments">
            What was said about this
          </h2>
          {comments.map((comment) => (
            <div key={comment.id}>
              {comment.fieldId && (
                <p className="hr-comment__about">
                  About “{fieldAt(worksheet, comment.fieldId)?.label ?? worksheet.title}”
                </p>
              )}
              <Comments comments={[comment]} />
            </div>
          ))}
        </section>
      )}
      {worksheet.kind === 'staged' && entry && <Stages {...props} />}
      <h2 className="nhsuk-u-visually-hidden">What to fill in</h2>
      <EntryForm {...props} />
      {entry && <EntryLinks {...props} />}
    </div>
  )
}

function Stages(props: EntryPageProps) {
  const { worksheet, entry, stage } = props
  return (
    <nav className="hr-filters" aria-label="Parts of this worksheet">
      <ul>
        {worksheet.stages.map((each) => (
          <li key={each.id}>
            <a
              href={`/entries/${entry?.id}?stage=${each.id}`}
              aria-current={each.id === stage ? 'step' : undefined}
            >
              {each.title ?? each.id}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function EntryLinks({ entry, worksheet }: EntryPageProps) {
  if (!entry) return null
  const isAway = entry.status === 'archived'
  return (
    <div className="hr-links">
      <a href={`/entries/${entry.id}/history`}>Earlier versions</a>
      <a href={`/entries/print?worksheet=${worksheet.id}`}>Print</a>
      <a href={`/entries/download?worksheet=${worksheet.id}`}>Save as a file</a>
      {worksheet.kind !== 'form' && (
        <>
          <a href={`/entries/new/${worksheet.id}`}>Add another {worksheet.rowName}</a>
          <PostForm action={`/entries/${entry.id}/${isAway ? 'return' : 'archive'}`}>
            <button className="hr-link-button" type="submit">
              {isAway ? 'Bring it back' : 'Put it away'}
            </button>
          </PostForm>
        </>
      )}
    </div>
  )
}

/** What could not be kept as it was typed, linked to its box. */
export function ErrorSummary(props: { worksheet: Worksheet; errors: FieldErrors; prefix: string }) {
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="errors" tabIndex={-1}>
      <h2 className="nhsuk-error-summary__title" id="errors">
        One thing to put right
      </h2>
      <div className="nhsuk-error-summary__body">
        <p>The rest is saved. What you typed is still below.</p>
        <ul className="nhsuk-list nhsuk-error-summary__list">
          {Object.entries(props.errors).map(([path, error]) => (
            <li key={path}>
              <a href={`#${props.prefix}-${path.replaceAll('.', '-')}`}>
                {labelOf(props.worksheet, path)}: {error}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function labelOf(worksheet: Worksheet, path: string): string {
  const [id, , inner] = path.split('.')
  const field = allFields(worksheet).find((each) => each.id === id)
  const within = field?.type === 'group' ? field.fields.find((each) => each.id === inner) : null
  return within?.label ?? field?.label ?? worksheet.title
}
