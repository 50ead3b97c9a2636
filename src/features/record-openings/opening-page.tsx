import {
  DayField,
  Faults,
  type FormState,
  TextAreaField,
  TextField,
} from '#features/form-fields/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { openForMinutes } from './open-record.ts'

interface OpeningPageProps {
  state: FormState
  sendKey: string
}

/** Asks who and why, and says beforehand who will know. */
export function OpeningPage({ state, sendKey }: OpeningPageProps) {
  return (
    <div className="hr-reading">
      <Faults errors={state.errors} firstBoxOf={['date_of_birth']} />
      <h1 className="nhsuk-heading-l">Open a record in an emergency</h1>
      <p>
        For somebody whom you do not see yourself, when waiting for their therapist or supervisor
        could do them harm. You can read the record for {openForMinutes} minutes, and change nothing
        in it.
      </p>
      <div className="nhsuk-inset-text">
        <p>
          The service lead is told at once, with your name and your reason. The person sees on their
          account page that you read their record. If somebody is in danger, act first: ring 999.
        </p>
      </div>
      <PostForm action="/record-openings" sendKey={sendKey}>
        <TextField
          state={state}
          name="given_name"
          label="First name"
          hint="As they are registered, or the name they go by"
        />
        <TextField state={state} name="family_name" label="Last name" />
        <DayField
          state={state}
          name="date_of_birth"
          label="Date of birth"
          hint="For example, 27 3 1985"
        />
        <TextAreaField
          state={state}
          name="reason"
          label="Why you need to read it now"
          hint="What happened, and why it cannot wait. The service lead reads this."
        />
        <button className="nhsuk-button" type="submit">
          Open the record
        </button>
      </PostForm>
    </div>
  )
}
