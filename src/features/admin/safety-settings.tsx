import type { SafetyProtocol, SafetyTrigger } from '#content/types.ts'
import type { StaffMember } from '#features/accounts/index.ts'
import { type Faults, SelectField, TextField } from '#ui/fields.tsx'
import { contactField, lookField, type SettingsFields } from './settings-form.ts'

interface SafetySettingsProps {
  fields: SettingsFields
  faults: Faults
  /** As it is shipped: what holds where the service has set nothing. */
  protocol: SafetyProtocol
  dutyClinicians: readonly StaffMember[]
  supervisors: readonly StaffMember[]
}

/** Who answers for safety items, and the times that run on them. */
export function SafetySettings(props: SafetySettingsProps) {
  const { fields, faults, protocol, dutyClinicians, supervisors } = props
  const { values } = fields
  return (
    <section className="hr-section" id="safety">
      <h2 className="nhsuk-heading-m">Safety</h2>
      <SelectField
        name="dutyClinicianId"
        label="Duty clinician"
        value={values.dutyClinicianId ?? ''}
        error={faults.dutyClinicianId}
        options={choices(dutyClinicians)}
        hint="Is given a safety item when its clock has run out and when its owner is away."
      />
      <SelectField
        name="leadSupervisorId"
        label="Lead supervisor"
        value={values.leadSupervisorId ?? ''}
        error={faults.leadSupervisorId}
        options={choices(supervisors)}
        hint="Is told when the duty clinician has not looked either."
      />
      <h3 className="nhsuk-heading-s">Times</h3>
      <p>
        Leave a box empty for the time of the safety protocol. A change holds for clocks that are
        set from now on; those that run keep theirs.
      </p>
      <Numbers {...props} />
      <details className="nhsuk-details" open={isOwn(props)}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">
            Times of each signal ({protocol.triggers.length})
          </span>
        </summary>
        <div className="nhsuk-details__text">
          <p>
            Minutes until somebody has read it in its context, and hours until somebody has spoken
            with the person. Both count working time.
          </p>
          {protocol.triggers.map((trigger) => (
            <TriggerTimes key={trigger.id} trigger={trigger} fields={fields} faults={faults} />
          ))}
        </div>
      </details>
    </section>
  )
}

/** Where the service has set a time, or a box has a fault, they are not folded away. */
function isOwn({ fields, faults, protocol }: SafetySettingsProps): boolean {
  return protocol.triggers.some(({ id }) =>
    [lookField(id), contactField(id)].some((name) => fields.values[name] || faults[name]),
  )
}

function Numbers({ fields: { values }, faults, protocol }: SafetySettingsProps) {
  const { followUp, escalation, escalationRepeat } = protocol
  const numbers = [
    {
      name: 'safetyFirstFollowUpHours',
      label: 'First check after a talk, within hours',
      hint: `From 1 to 168. The protocol says ${followUp.firstWithinHours}.`,
    },
    {
      name: 'safetyThenFollowUpDays',
      label: 'Each check after that, within days',
      hint: `From 1 to 14. The protocol says ${followUp.thenWithinDays}.`,
    },
    {
      name: 'safetyTries',
      label: 'Calls that reached nobody, before a supervisor may decide to stop trying',
      hint: `From 2 to 20. The protocol says ${followUp.triesBeforeGivingUp}.`,
    },
    {
      name: 'safetyDutyMinutes',
      label: 'Minutes that the duty clinician has before the supervisor is told',
      hint: `From 5 to 240. The protocol says ${escalation[0]?.withinMinutes ?? 30}.`,
    },
    {
      name: 'safetyRepeatHours',
      label: 'Hours after which everybody is told again, day and night',
      hint: `From 1 to 72. The protocol says ${escalationRepeat.everyHours}.`,
    },
  ]
  return numbers.map(({ name, label, hint }) => (
    <TextField
      key={name}
      name={name}
      label={label}
      width={5}
      inputMode="numeric"
      value={values[name] ?? ''}
      error={faults[name]}
      hint={hint}
    />
  ))
}

function TriggerTimes(props: { trigger: SafetyTrigger; fields: SettingsFields; faults: Faults }) {
  const { trigger, faults } = props
  const { values } = props.fields
  const look = lookField(trigger.id)
  const contact = contactField(trigger.id)
  return (
    <fieldset className="nhsuk-fieldset hr-settings__pair">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{trigger.label}</legend>
      <div className="hr-row hr-row--fields">
        <TextField
          name={look}
          label="Looked at within minutes"
          width={5}
          inputMode="numeric"
          value={values[look] ?? ''}
          error={faults[look]}
          hint={`The protocol says ${trigger.lookWithinMinutes}.`}
        />
        <TextField
          name={contact}
          label="Spoken with within hours"
          width={5}
          inputMode="numeric"
          value={values[contact] ?? ''}
          error={faults[contact]}
          hint={`The protocol says ${trigger.contactWithinHours}.`}
        />
      </div>
    </fieldset>
  )
}

function choices(members: readonly StaffMember[]) {
  const named = members.map(({ id, displayName }) => ({ value: id, label: displayName }))
  return [{ value: '', label: 'Nobody yet' }, ...named]
}
