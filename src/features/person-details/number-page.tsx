import { Button } from 'nhsuk-react-components'
import { Faults, type FormState, TextField, TickField } from '#features/form-fields/index.ts'
import { PostForm } from '#ui/post-form.tsx'

interface NumberPageProps {
  state: FormState
  /** The last digits of the number on record; null while there is none. */
  ending: string | null
  back: string
}

/** Where a person sees on which number they will be rung, and gives another. */
export function NumberPage({ state, ending, back }: NumberPageProps) {
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href={back}>
          Back
        </a>
      </p>
      <Faults errors={state.errors} />
      <h1 className="nhsuk-heading-l">The number we ring you on</h1>
      <p>
        {ending
          ? `Your team rings the number that ends in ${ending}.`
          : 'Your team has no number for you yet.'}{' '}
        If somebody is to ring you, they see the new one as soon as you save it.
      </p>
      <PostForm action="/number">
        <input type="hidden" name="back" value={back} />
        <TextField state={state} name="phone" label="New number" type="tel" width={20} />
        <TickField
          state={state}
          name="may_leave_voicemail"
          label="If I don’t answer, a short message that says nothing about care may be left"
        />
        <Button type="submit">Save the number</Button>
      </PostForm>
    </div>
  )
}
