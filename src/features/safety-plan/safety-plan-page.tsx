import { ErrorSummary } from '#features/entries/index.ts'
import { EntryForm, type EntryFormProps, EntryView } from '#features/worksheets/index.ts'
import type { SafetyPlan } from './safety-plan.ts'

/** The person's own plan: to read in the worst hour, before anything else about it. */
export function SafetyPlanPage({ plan }: { plan: SafetyPlan }) {
  const { entry, worksheet } = plan
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href="/help">
          Help now
        </a>
      </p>
      <h1 className="nhsuk-heading-l">My safety plan</h1>
      {entry ? (
        <>
          <EntryView entry={entry} worksheet={worksheet} headingLevel={2} />
          <p className="hr-links">
            <a href="/plan/print">Print it</a>
            <a href={`/entries/${entry.id}`}>Change it</a>
          </p>
        </>
      ) : (
        <>
          <p>
            There is no plan yet. It is made together, by phone or video.{' '}
            <a href="/messages">Tell your therapist</a> that you would like one.
          </p>
          <p>
            If it can’t wait, <a href="/help">here are numbers to ring at any hour</a>.
          </p>
        </>
      )}
    </div>
  )
}

interface WriteTogetherProps extends EntryFormProps {
  patientName: string
  /** In words, where the form leads back to. */
  backWords: string
}

/** For staff on the telephone: the plan in the person's own words, saved as it is typed. */
export function WriteTogetherPage(props: WriteTogetherProps) {
  const { worksheet, patientName } = props
  const errors = props.posted?.errors ?? {}
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href={props.back}>
          {props.backWords}
        </a>
      </p>
      {Object.keys(errors).length > 0 && (
        <ErrorSummary worksheet={worksheet} errors={errors} prefix={props.id} />
      )}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l" dir="auto">
          {patientName}
        </span>
        Write the safety plan together
      </h1>
      <p>
        On the call, in their own words. They find it under Help now and on their first page. Ask
        them to keep a copy where they can reach it.
      </p>
      <EntryForm {...props} />
    </div>
  )
}
