import { emptyForm, TextAreaField } from '#features/form-fields/index.ts'
import { isInTreatment } from '#features/referrals/index.ts'
import { SelectField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Folded } from './person-sections.tsx'
import { type PersonView, stateOf } from './person-view.ts'

/** In treatment it can turn out that another problem is the main one. */
export function ProblemChange({ view }: { view: PersonView }) {
  const { person, may, problems } = view
  if (!may.assess || !isInTreatment(person)) return null
  const state = stateOf(view, 'problem', emptyForm)
  return (
    <Folded view={view} part="problem" label="Record another main problem">
      <PostForm action={`/intake/${person.id}/problem`} sendKey={view.sendKey}>
        <SelectField
          name="new_problem"
          label="Main problem, by its code"
          hint={
            'From now on its own measure is asked, where it has one, and their outcome is ' +
            'counted with it. What was answered before stays on record'
          }
          value={state.typed.new_problem ?? ''}
          error={state.errors.new_problem}
          options={[
            { value: '', label: 'Choose' },
            ...problems.map(({ code, label }) => ({ value: code, label })),
          ]}
        />
        <TextAreaField
          state={state}
          name="problem_reasons"
          label="What you heard or saw"
          hint="And whether this programme still fits. Where it does not, take it to supervision"
        />
        <TextAreaField
          state={state}
          name="problem_safety"
          label="Safety"
          hint="What you asked, what you heard, and what was agreed. No category of risk"
        />
        <button className="nhsuk-button" type="submit">
          Record the problem
        </button>
      </PostForm>
    </Folded>
  )
}
