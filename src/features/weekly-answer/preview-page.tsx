import type { OwnCourse } from '#features/treatment/index.ts'
import type { Form } from '#platform/http/form.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import type { Answer } from './answer-form.ts'
import { wordCount } from './prompts.ts'

interface PreviewPageProps {
  course: OwnCourse
  answer: Answer
  form: Form
  now: Date
  authorName: string
  /** What else happens on sending, in words. */
  also: readonly string[]
}

const notCarried = new Set(['csrf', 'do', 'insert', 'send_key'])

/** The message as the person will see it, and what else sending does. */
export function PreviewPage({ course, answer, form, now, authorName, also }: PreviewPageProps) {
  const paragraphs = answer.body.split(/\n{2,}/)
  const words = wordCount(answer.body)
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{course.patientName}</bdi>
        </span>
        As they will see it
      </h1>
      <div className="hr-bubble hr-bubble--theirs hr-answer-preview">
        <p className="hr-bubble__who">
          <strong>{authorName}</strong> <Time at={now} style="time" />
        </p>
        {paragraphs.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a preview never move
          <p className="hr-bubble__text" dir="auto" key={index}>
            {text}
          </p>
        ))}
      </div>
      <p className="hr-quiet">
        {words} words.
        {answer.kind === 'review' &&
          (words < 120 || words > 300) &&
          ' A review is usually 120 to 300.'}
      </p>
      {also.length > 0 && (
        <>
          <h2 className="nhsuk-heading-s">Sending also does this</h2>
          <ul>
            {also.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <PostForm action={`/people/${course.id}/answer`} sendKey={answer.sendKey}>
        {form
          .entries()
          .filter(([name]) => !notCarried.has(name))
          .map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a posted form may hold one name twice
            <input key={index} type="hidden" name={name} value={value} />
          ))}
        <div className="hr-row">
          <button className="nhsuk-button" type="submit" name="do" value="send">
            Send and log minutes
          </button>
          <button
            className="nhsuk-button nhsuk-button--secondary"
            type="submit"
            name="do"
            value="save"
          >
            Go on writing
          </button>
        </div>
      </PostForm>
    </div>
  )
}
