import type { Module, Worksheet } from '#content/types.ts'
import type { PracticeTask } from '#features/treatment/index.ts'
import { type Entry, EntrySummary } from '#features/worksheets/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay, Time } from '#ui/time.tsx'

export interface ModuleEndPageProps {
  readonly module: Module
  readonly made: readonly { entry: Entry; worksheet: Worksheet }[]
  readonly tasks: readonly PracticeTask[]
  readonly therapistName: string
  readonly finishedAt: Date | null
  /** When the therapist reads it, in words; null when no day is set. */
  readonly readBy: string | null
  readonly sendKey: string
  readonly error: string | null
  readonly tell: string
  readonly usefulness: string
}

/** The end of a module: what you made, what comes next, and anything you want to say. */
export function ModuleEndPage(props: ModuleEndPageProps) {
  const { module, finishedAt, therapistName } = props
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href={`/programme/${module.id}`}>
          {module.title}
        </a>
      </p>
      {props.error && (
        <div className="nhsuk-error-summary" role="alert" tabIndex={-1}>
          <h2 className="nhsuk-error-summary__title">One thing to put right</h2>
          <p>
            <a href="#tell">{props.error}</a>
          </p>
        </div>
      )}
      <h1 className="nhsuk-heading-l">
        {finishedAt ? 'You have finished this module' : 'The end of this module'}
      </h1>
      {finishedAt && (
        <p>
          Finished on <Time at={finishedAt} style="day" />. {therapistName} can see what you did
          {props.readBy && `, and will read it ${props.readBy}`}. You can read every page again, and
          change what you wrote.
        </p>
      )}
      <Made made={props.made} />
      <Practice tasks={props.tasks} />
      {!finishedAt && <EndForm {...props} />}
      {finishedAt && (
        <p>
          <a className="nhsuk-button" href="/">
            Go to Today
          </a>
        </p>
      )}
    </div>
  )
}

function Made({ made }: Pick<ModuleEndPageProps, 'made'>) {
  if (made.length === 0) return null
  return (
    <section aria-labelledby="made">
      <h2 className="nhsuk-heading-m" id="made">
        What you made
      </h2>
      <ul className="hr-rows">
        {made.map(({ entry, worksheet }) => (
          <li key={entry.id}>
            <a href={`/entries/${entry.id}`}>
              <EntrySummary entry={entry} worksheet={worksheet} />
            </a>
            <span className="hr-rows__when">{worksheet.title}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Practice({ tasks }: Pick<ModuleEndPageProps, 'tasks'>) {
  if (tasks.length === 0) return null
  return (
    <section aria-labelledby="practice">
      <h2 className="nhsuk-heading-m" id="practice">
        Practice until next time
      </h2>
      <ul className="hr-rows">
        {tasks.map((task) => (
          <li key={task.id}>
            <strong>{task.title}</strong>
            <span className="hr-rows__when">
              {task.dueOn ? `by ${formatDay(task.dueOn)}` : 'when you can'}
              {task.timesDone > 0 && `, done ${task.timesDone} of ${task.times}`}
            </span>
            {task.tiny && <p className="hr-quiet">Two-minute version: {task.tiny}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function EndForm(props: ModuleEndPageProps) {
  return (
    <PostForm action={`/programme/${props.module.id}/finish`} sendKey={props.sendKey}>
      <fieldset className="nhsuk-fieldset hr-scale">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          How useful was this module to you?
        </legend>
        <div className="hr-scale__numbers">
          {Array.from({ length: 11 }, (_, number) => (
            <label key={String(number)} className="hr-scale__number">
              <input
                type="radio"
                name="usefulness"
                value={number}
                defaultChecked={props.usefulness === String(number)}
              />
              <span>{number}</span>
            </label>
          ))}
        </div>
        <p className="hr-scale__ends">
          <span>0 not at all</span> <span>10 very</span>
        </p>
      </fieldset>
      <div className={`nhsuk-form-group ${props.error ? 'nhsuk-form-group--error' : ''}`}>
        <label className="nhsuk-label nhsuk-label--s" htmlFor="tell">
          Anything you want to tell {props.therapistName}?
        </label>
        <div className="nhsuk-hint" id="tell-hint">
          What was hard, what you would like to ask. You can leave it empty.
        </div>
        {props.error && <span className="nhsuk-error-message">{props.error}</span>}
        <textarea
          className="nhsuk-textarea"
          id="tell"
          name="tell"
          rows={5}
          dir="auto"
          aria-describedby="tell-hint"
          defaultValue={props.tell}
        />
      </div>
      <button className="nhsuk-button" type="submit">
        I have finished this module
      </button>
    </PostForm>
  )
}
