import type { Person } from '#features/caseload/index.ts'
import type { OwnCourse } from '#features/treatment/index.ts'
import { NearDay, Time } from '#ui/time.tsx'

interface SentPageProps {
  course: OwnCourse
  next: Person | null
  why: string | null
}

/** Said once it is sent: who is next, and the way back. */
export function SentPage({ course, next, why }: SentPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Sent</h1>
      <p role="status">
        <bdi>{course.patientName}</bdi>: all of it is saved.
        {course.nextReviewAt && course.state !== 'ended' && (
          <>
            {' '}
            Next review <NearDay at={course.nextReviewAt} />,{' '}
            <Time at={course.nextReviewAt} style="time" />.
          </>
        )}
      </p>
      {next ? (
        <>
          <p>
            <strong>Next person: {next.name}</strong>
            {why && `. ${why}`}
          </p>
          <p>
            <a className="nhsuk-button" href={`/people/${next.courseId}`}>
              Open {next.name}
            </a>
          </p>
        </>
      ) : (
        <p>Nobody else is waiting for you.</p>
      )}
      <p>
        <a href="/people">Back to my people</a>
      </p>
    </div>
  )
}
