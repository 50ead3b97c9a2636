import type { Characteristics } from '#content/types.ts'
import { AskedOfThem, codesTyped } from '#features/characteristics/index.ts'
import {
  DayField,
  dayBoxes,
  type FormState,
  TextAreaField,
  TextField,
  TickField,
} from '#features/form-fields/index.ts'
import type { PersonDetails } from './details-form.ts'

/** Who somebody is, how to reach them safely, and whom to ring when they can't be reached. */
export function DetailsFields({ state, lists }: { state: FormState; lists: Characteristics }) {
  return (
    <>
      <h3 className="nhsuk-heading-s">The person</h3>
      <div className="hr-field-pair">
        <TextField state={state} name="given_name" label="First name" />
        <TextField state={state} name="family_name" label="Last name" />
        <TextField state={state} name="preferred_name" label="Likes to be called (optional)" />
        <TextField state={state} name="pronouns" label="Pronouns (optional)" width={10} />
      </div>
      <DayField
        state={state}
        name="date_of_birth"
        label="Date of birth"
        hint="For example, 31 3 1990"
      />
      <h3 className="nhsuk-heading-s">Reaching them</h3>
      <div className="hr-field-pair">
        <TextField
          state={state}
          name="email"
          label="E-mail"
          type="email"
          hint="Theirs alone: it is how they sign in"
        />
        <TextField state={state} name="phone" label="Phone" type="tel" width={20} />
        <TextField
          state={state}
          name="second_phone"
          label="Second phone (optional)"
          type="tel"
          width={20}
        />
      </div>
      <TickField
        state={state}
        name="may_leave_voicemail"
        label="A neutral voicemail or text may be left on the number"
      />
      <TextAreaField
        state={state}
        name="contact_notes"
        label="About ringing them (optional)"
        rows={2}
        hint="Good times, who might pick up, an interpreter, anything that makes a call safer"
      />
      <TextAreaField
        state={state}
        name="location_note"
        label="Where they usually are (optional)"
        rows={2}
        hint="For sending help in an emergency, if they agree"
      />
      <PeopleToRing state={state} />
      <AskedOfThem state={state} lists={lists} />
    </>
  )
}

function PeopleToRing({ state }: { state: FormState }) {
  return (
    <>
      <h3 className="nhsuk-heading-s">GP</h3>
      <div className="hr-field-pair">
        <TextField
          state={state}
          name="gp_practice"
          label="GP practice"
          hint="Needed before the start"
        />
        <TextField
          state={state}
          name="gp_phone"
          label="GP phone (optional)"
          type="tel"
          width={20}
        />
      </div>
      <h3 className="nhsuk-heading-s">Emergency contact</h3>
      <div className="hr-field-pair">
        <TextField
          state={state}
          name="emergency_contact_name"
          label="Name"
          hint="Needed before the start"
        />
        <TextField
          state={state}
          name="emergency_contact_relation"
          label="Who they are to the person (optional)"
          width={20}
        />
        <TextField
          state={state}
          name="emergency_contact_phone"
          label="Phone"
          type="tel"
          width={20}
          hint="Needed before the start"
        />
      </div>
    </>
  )
}

/** What is stored, as the form shows it. */
export function detailsTyped(details: PersonDetails): FormState {
  return {
    errors: {},
    typed: {
      given_name: details.givenName,
      family_name: details.familyName,
      preferred_name: details.preferredName ?? '',
      pronouns: details.pronouns ?? '',
      ...dayBoxes('date_of_birth', details.dateOfBirth),
      email: details.email ?? '',
      phone: details.phone ?? '',
      may_leave_voicemail: details.mayLeaveVoicemail ? 'yes' : '',
      second_phone: details.secondPhone ?? '',
      contact_notes: details.contactNotes ?? '',
      gp_practice: details.gpPractice ?? '',
      gp_phone: details.gpPhone ?? '',
      emergency_contact_name: details.emergencyContactName ?? '',
      emergency_contact_relation: details.emergencyContactRelation ?? '',
      emergency_contact_phone: details.emergencyContactPhone ?? '',
      location_note: details.locationNote ?? '',
      ...codesTyped(details),
    },
  }
}
