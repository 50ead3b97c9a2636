import { Button, ErrorSummary } from 'nhsuk-react-components'
import { faultWords } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { FreeText } from '#ui/free-text.tsx'
import { PostForm } from '#ui/post-form.tsx'

export interface WorryFormProps {
  course: VisibleCourse
  /** The message or entry that gave the worry. */
  sourceId: string | null
  returned: { note: string; sendKey: string } | null
}

/** A clinician raises a worry about somebody, and says why. */
export function WorryForm({ course, sourceId, returned }: WorryFormProps) {
  return (
    <PostForm
      action={`/people/${course.id}/safety`}
      sendKey={returned ? returned.sendKey : newId()}
    >
      {sourceId && <input type="hidden" name="source" value={sourceId} />}
      <FreeText
        id="worry-note"
        name="note"
        rows={4}
        label="What worries you"
        hint="What you saw or heard, in their words. It becomes a safety item at once."
        error={returned ? faultWords.note_missing : undefined}
        defaultValue={returned?.note ?? ''}
      />
      <Button type="submit">Raise a safety item</Button>
    </PostForm>
  )
}

export function WorryPage(props: WorryFormProps) {
  return (
    <div className="hr-reading">
      <a className="nhsuk-back-link" href={`/people/${props.course.id}`}>
        The record
      </a>
      {props.returned && (
        <ErrorSummary>
          <ErrorSummary.Title>Nothing was saved yet</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href="#worry-note">
              {faultWords.note_missing}
            </ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{props.course.patientName}</bdi>
        </span>
        A worry about safety
      </h1>
      <WorryForm {...props} />
    </div>
  )
}
