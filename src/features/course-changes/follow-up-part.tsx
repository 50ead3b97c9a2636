import { asksForLook } from '#clinical/follow-up.ts'
import { followUpWords, relapseWords } from '#features/caseload/index.ts'
import { answerBy } from '#features/messages/index.ts'
import {
  nameOfModule,
  Part,
  type PersonRecord,
  shownFollowUp,
  useReasons,
} from '#features/person-record/index.ts'
import type { Context } from '#platform/context.ts'
import { TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { ActForm, type CourseFormProps } from './act-form.tsx'

interface FollowUpPartProps extends CourseFormProps {
  ctx: Context
  mayAct: boolean
}

/** What came after the end and nobody has answered: it stands first. */
export function FollowUpPart({ ctx, record, returned, mayAct }: FollowUpPartProps) {
  const { followUp } = record
  if (followUp === null) return null
  const relapses = followUp.scores.filter(asksForLook)
  return (
    <Part id="follow-up" title="After the end" news="not yet answered">
      <p>
        {followUpWords(ctx, record.course.programmeId, followUp)}.{' '}
        <span className="hr-quiet">
          Answer promised by <Time at={new Date(answerBy(ctx, new Date(followUp.since)))} />
        </span>
      </p>
      {relapses.map((score) => (
        <p key={score.instrumentId}>{relapseWords(ctx, score)}.</p>
      ))}
      {mayAct && relapses.length > 0 && <BoosterForm record={record} />}
      {mayAct && <ClosingForm record={record} returned={returned} />}
    </Part>
  )
}

/** A module that they have finished, opened again: faults come back beside all module acts. */
function BoosterForm({ record }: { record: PersonRecord }) {
  const { reopen } = useReasons()
  const reason = reopen.find(({ id }) => id === 'booster')
  const finished = [...record.modules.states.values()].filter(
    ({ moduleId, state }) =>
      (state === 'submitted' || state === 'reviewed') &&
      record.programme.modules.get(moduleId)?.kind !== 'followup',
  )
  if (!reason || finished.length === 0) return null
  return (
    <PostForm action={`/people/${record.course.id}/modules`}>
      <input type="hidden" name="module_act" value="reopen" />
      <input type="hidden" name="module_reason" value={reason.label} />
      <label className="nhsuk-label" htmlFor="booster_module">
        A module to open again, as a booster
      </label>
      <div className="hr-row">
        <select className="nhsuk-select" id="booster_module" name="module_id" defaultValue="">
          <option value="">Choose</option>
          {finished.map(({ moduleId }) => (
            <option key={moduleId} value={moduleId}>
              {nameOfModule(record, moduleId)}
            </option>
          ))}
        </select>
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Open again
        </button>
      </div>
    </PostForm>
  )
}

function ClosingForm({ record, returned }: CourseFormProps) {
  const { followUp } = record
  if (followUp === null) return null
  return (
    <ActForm
      record={record}
      returned={returned}
      name="follow-up-closing"
      title="No answer needed"
      button="Leave without an answer"
    >
      {({ text, faults }) => (
        <>
          <p className="hr-quiet">
            They were promised a short reply. A message or a call that you held answers this by
            itself.
          </p>
          <input type="hidden" name="shown_follow_up" value={shownFollowUp(followUp)} />
          <TextField
            name="follow_up_reason"
            label="Why no answer is needed"
            value={text('follow_up_reason')}
            error={faults.follow_up_reason}
          />
        </>
      )}
    </ActForm>
  )
}
