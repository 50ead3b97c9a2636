import type { ReactNode } from 'react'
import type { PersonRecord } from '#features/person-record/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'

export type CourseFormName =
  | 'modules'
  | 'track'
  | 'contact'
  | 'pause'
  | 'resumption'
  | 'review-day'
  | 'last-scores'
  | 'ending'
  | 'follow-up-closing'
  | 'note'

/** A form of this part that came back with faults. */
export interface Returned {
  readonly name: CourseFormName
  readonly typed: Form
  readonly faults: Faults
}

export interface CourseFormProps {
  record: PersonRecord
  returned: Returned | null
}

interface ActFormProps {
  record: PersonRecord
  returned: Returned | null
  name: CourseFormName
  title: string
  button: string
  /** What can be done instead, in a form of its own. */
  before?: ReactNode
  children: (given: { text: (name: string) => string; faults: Faults }) => ReactNode
}

export function ActForm(props: ActFormProps) {
  const { record, returned, name, title, button, before, children } = props
  const mine = returned?.name === name ? returned : null
  return (
    <details className="hr-act" open={mine !== null}>
      <summary>{title}</summary>
      {before}
      <PostForm action={`/people/${record.course.id}/${name}`}>
        {children({ text: (field) => mine?.typed.text(field) ?? '', faults: mine?.faults ?? {} })}
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {button}
        </button>
      </PostForm>
    </details>
  )
}
