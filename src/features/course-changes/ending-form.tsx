import { DecisionFields } from '#features/on-track/index.ts'
import {
  type MissingScore,
  type PersonRecord,
  signalsBeforeEnding,
  useReasons,
} from '#features/person-record/index.ts'
import { OutcomePanel } from '#features/reporting/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { ActForm, type CourseFormProps } from './act-form.tsx'

/** Being ready early stands apart: it is not dropping out. */
function ReasonSelect({ chosen, fault }: { chosen: string; fault: string | undefined }) {
  const { stop } = useReasons()
  const options = (early: boolean) =>
    stop
      .filter(({ readyEarly }) => readyEarly === early)
      .map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="end_reason">
        Why it ends
      </label>
      {fault && <span className="nhsuk-error-message">{fault}</span>}
      <select className="nhsuk-select" id="end_reason" name="end_reason" defaultValue={chosen}>
        <option value="">Choose</option>
        <optgroup label="Ready sooner than planned: not dropping out">{options(true)}</optgroup>
        <optgroup label="Other reasons">{options(false)}</optgroup>
      </select>
    </div>
  )
}

export function EndingForm({ ctx, record, returned }: CourseFormProps & { ctx: Context }) {
  const missing = missingBeforeEnding(record)
  const typed = returned?.name === 'ending' ? returned.typed : null
  return (
    <ActForm
      record={record}
      returned={returned}
      name="ending"
      title="End treatment"
      button="End treatment"
      before={<LastScores record={record} />}
    >
      {({ text, faults }) => (
        <>
          {missing.length > 0 && (
            <div className="hr-act__missing">
              <p>Still missing:</p>
              <ul>
                {missing.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
              <label>
                <input
                  type="checkbox"
                  name="end_anyway"
                  value="yes"
                  defaultChecked={text('end_anyway') === 'yes'}
                />{' '}
                End without these; I say why below
              </label>
              {faults.end_anyway && (
                <p className="nhsuk-error-message" id="end_anyway">
                  {faults.end_anyway}
                </p>
              )}
            </div>
          )}
          <DecisionFields
            ctx={ctx}
            signals={signalsBeforeEnding(record)}
            typed={typed}
            faults={faults}
            prefix="end_"
          />
          <OutcomePanel given={record.outcome} />
          <WithoutScores
            record={record}
            chosen={text('without_reason')}
            fault={faults.without_reason}
          />
          <ReasonSelect chosen={text('end_reason')} fault={faults.end_reason} />
          <TextField
            name="end_note"
            label="In a sentence or two, and what was agreed"
            value={text('end_note')}
            error={faults.end_note}
          />
        </>
      )}
    </ActForm>
  )
}

/**
 * Scores that the outcome lacks can be asked for while they still count: one press, and the ending
 * comes later. What is answered after it counts for nothing.
 */
function LastScores({ record }: { record: PersonRecord }) {
  const { missingScores: missing, course } = record
  if (missing.length === 0) return null
  const isAllAsked = missing.every(({ askedSince }) => askedSince !== null)
  return (
    <div className="hr-act__missing">
      <p>
        <strong>No first and last score yet.</strong> {countsWords(record)} Without these nobody can
        say what has changed.
      </p>
      <ul>
        {missing.map((score) => (
          <li key={score.instrumentId}>
            <strong>{score.name}</strong>: <AnsweredWords score={score} />
          </li>
        ))}
      </ul>
      {isAllAsked ? (
        <p>They are waiting on their page now. You can end treatment once they are answered.</p>
      ) : (
        <PostForm action={`/people/${course.id}/last-scores`} sendKey={newId()}>
          <button className="nhsuk-button" type="submit">
            Ask for these now, and end later
          </button>
          {course.state === 'paused' && (
            <p className="hr-quiet">Treatment is paused: they are asked when it goes on.</p>
          )}
        </PostForm>
      )}
      <p>Or end treatment without them, below, and say why.</p>
    </div>
  )
}

function countsWords({ outcome }: PersonRecord): string {
  const days = outcome?.rules.lastScore.daysAfterEnd ?? 0
  if (days === 0) return 'What they answer after the ending does not count.'
  return `What they answer counts until ${days === 1 ? 'a day' : `${days} days`} after the ending.`
}

function AnsweredWords({ score }: { score: MissingScore }) {
  const { times, lastAt, askedSince, declined } = score
  return (
    <>
      {lastAt === null ? (
        'never answered'
      ) : (
        <>
          {times === 1 ? 'answered once, on ' : 'last answered on '}
          <Time at={lastAt} style="day" />
          {times > 1 && ', with too few answers for two scores'}
        </>
      )}
      {askedSince && (
        <>
          . Asked now, since <Time at={askedSince} style="day" />
        </>
      )}
      {declined &&
        (declined.isByPatient
          ? '. They said that they would rather not be asked: talk about it first'
          : `. ${declined.byName} decided that it is not asked`)}
    </>
  )
}

function WithoutScores(props: { record: PersonRecord; chosen: string; fault: string | undefined }) {
  const { withoutScores } = useReasons()
  const { missingScores: missing } = props.record
  if (missing.length === 0) return null
  return (
    <SelectField
      name="without_reason"
      label={`Why it ends without ${missing.map(({ name }) => name).join(', ')}`}
      value={props.chosen}
      error={props.fault}
      options={[
        { value: '', label: 'Choose' },
        ...withoutScores.map(({ id, label }) => ({ value: id, label })),
      ]}
    />
  )
}

/** What a good ending has on file. It can be ended without, and then says why. */
export function missingBeforeEnding(record: PersonRecord): string[] {
  const { forms, since, unanswered, safety } = record
  const from = since?.getTime() ?? 0
  const hasForms = forms.some(({ submittedAt }) => submittedAt.getTime() > from)
  const hasBlueprint = record.hasBlueprint
  return [
    safety.length > 0 ? 'A safety item is open: it comes first' : '',
    unanswered.length > 0 ? 'A message waits for an answer' : '',
    hasForms ? '' : 'Forms since the last review',
    hasBlueprint ? '' : 'Their blueprint for staying well',
  ].filter(Boolean)
}
