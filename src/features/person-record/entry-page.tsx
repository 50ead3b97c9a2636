import type { Flag, Worksheet } from '#content/types.ts'
import { VersionList } from '#features/entries/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import {
  type Entry,
  type EntryComment,
  type EntryVersion,
  EntryView,
  type UnsavedComment,
} from '#features/worksheets/index.ts'

interface StaffEntryPageProps {
  readonly course: VisibleCourse
  readonly entry: Entry
  readonly worksheet: Worksheet
  readonly comments: readonly EntryComment[]
  readonly history: readonly EntryVersion[]
  readonly flags: readonly Flag[]
  readonly newKey: () => string
  readonly error: string | null
  readonly unsaved: UnsavedComment | null
}

/** One entry as staff read it: answers, comments at the field, flags, every version. */
export function StaffEntryPage(props: StaffEntryPageProps) {
  const { course, entry, worksheet } = props
  const mayComment = course.access.has('therapist')
  return (
    <>
      <p>
        <a className="nhsuk-back-link" href={`/people/${course.id}`}>
          <bdi>{course.patientName}</bdi>
        </a>
      </p>
      {props.error && (
        <div className="nhsuk-error-summary" role="alert">
          <p className="nhsuk-error-summary__title">{props.error}</p>
        </div>
      )}
      <h1 className="nhsuk-heading-m">
        <bdi>{course.patientName}</bdi>: {worksheet.title}
      </h1>
      <EntryView
        entry={entry}
        worksheet={worksheet}
        comments={props.comments}
        flags={props.flags}
        headingLevel={2}
        unsaved={props.unsaved}
        {...(mayComment ? { courseId: course.id, newKey: props.newKey } : {})}
      />
      <h2 className="nhsuk-heading-s" id="versions">
        Versions
      </h2>
      <VersionList entry={entry} worksheet={worksheet} history={props.history} />
    </>
  )
}
