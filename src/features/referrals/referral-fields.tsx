import {
  ChoiceField,
  DayField,
  type FormState,
  TextAreaField,
} from '#features/form-fields/index.ts'
import { referralSources, sourceWords } from './new-person-form.ts'

export function ReferralFields({ state }: { state: FormState }) {
  return (
    <>
      <h3 className="nhsuk-heading-s">The referral</h3>
      <ChoiceField
        state={state}
        name="source"
        label="Who asked for help"
        isInline
        choices={referralSources.map((source) => ({ value: source, label: sourceWords[source] }))}
      />
      <DayField state={state} name="received_on" label="Day it came in" />
      <TextAreaField
        state={state}
        name="presenting_problem"
        rows={3}
        label="What they ask for, in their own words (optional)"
      />
    </>
  )
}
