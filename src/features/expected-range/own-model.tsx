import { shortNameOf } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { type Faults, TextAreaField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import type { StoredModel } from './model-repository.ts'
import { ModelTable } from './model-table.tsx'
import { TrialTable } from './trial-table.tsx'
import { fairnessWords, percent, smallNumberWords } from './trial-words.ts'

/** A form that came back, with what was typed. */
export interface ReturnedDecision {
  readonly modelId: string
  readonly note: string
  readonly sendKey: string
  readonly faults: Faults
}

interface OwnModelProps {
  ctx: Context
  model: StoredModel
  isInUse: boolean
  mayDecide: boolean
  returned: ReturnedDecision | null
}

/** One model of the service's own: its numbers, its trial by group, and the decision about it. */
export function OwnModel({ ctx, model, isInUse, mayDecide, returned }: OwnModelProps) {
  const name = shortNameOf(ctx.content, model.instrumentId)
  return (
    <article className="hr-card" id={`model-${model.id}`}>
      <h3 className="nhsuk-heading-s">
        {name}, <Time at={model.madeAt} style="date" />
        {isInUse && ': in use'}
      </h3>
      <p>
        From {model.courseCount} finished courses (ended, with two treatment contacts or more by the
        outcome rules) with {model.formCount} forms after the first, to the end of treatment.{' '}
        <DecidedWords model={model} />.
      </p>
      <ModelTable name={name} model={model.model} />
      <h4 className="nhsuk-heading-xs">How it does on courses that it was not made from</h4>
      <div className="hr-model__table">
        <TrialTable content={ctx.content} trial={model.trial} />
      </div>
      <p className="hr-small">
        It promises {percent(model.model.quantiles.high)} and{' '}
        {percent(model.model.quantiles.high - model.model.quantiles.low)}. Half of the courses made
        a model, the other half tried it. A group far from these numbers is one it misses. Points:
        how far above (+) or below (−) the middle people are on average. The model knows the first
        score and the week; gender identity, ethnic category, age and programme are looked at in the
        trial alone. {smallNumberWords(ctx.content)}
      </p>
      <section className="nhsuk-inset-text hr-trial__fairness">
        <h4 className="nhsuk-heading-xs">Is it right for everybody?</h4>
        {fairnessWords(ctx.content, model).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </section>
      {mayDecide && (
        <DecideForm
          modelId={model.id}
          address={`/expected-range/${model.id}`}
          isInUse={isInUse}
          returned={returned}
          afterwards="The model that comes with Handrail is used again, where it is accepted."
        />
      )}
    </article>
  )
}

/** A page has one such form for each model. */
export function noteId(modelId: string): string {
  return `note-${modelId}`
}

export function DecideForm(props: {
  modelId: string
  address: string
  isInUse: boolean
  returned: ReturnedDecision | null
  /** What holds once it is out of use. */
  afterwards: string
}) {
  const { modelId, address, isInUse, returned, afterwards } = props
  const act = isInUse ? 'withdrawal' : 'approval'
  return (
    <PostForm action={`${address}/${act}`} sendKey={returned?.sendKey ?? newId()}>
      <TextAreaField
        name="note"
        id={noteId(modelId)}
        rows={3}
        label={isInUse ? 'Why it is taken out of use' : 'Why it may be used'}
        hint={
          isInUse
            ? afterwards
            : 'Your name and these words stand beside it. Everybody’s band changes at once.'
        }
        value={returned?.note ?? ''}
        error={returned?.faults[noteId(modelId)]}
      />
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        {isInUse ? 'Take it out of use' : 'Approve it for use'}
      </button>
    </PostForm>
  )
}

/** "approved by Morag Bell on 3 November 2026": the last thing decided about a model. */
function DecidedWords({ model }: { model: StoredModel }) {
  if (!model.decidedAt) return <>Waiting for somebody to approve it</>
  return (
    <>
      {model.state === 'approved' ? 'Approved' : 'Withdrawn'} by {model.decidedBy} on{' '}
      <Time at={model.decidedAt} style="date" />: <span dir="auto">{model.note}</span>
    </>
  )
}
