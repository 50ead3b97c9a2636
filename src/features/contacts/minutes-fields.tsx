import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { activityWords } from './contact-words.ts'
import { NumberField } from './moment-field.tsx'
import { type Activity, activities, type SeenTime } from './time.ts'

interface MinutesFieldsProps {
  /** What was measured and is in no entry yet. */
  seen: readonly SeenTime[]
  /** Shown even when nothing was measured, so that minutes can be typed without JavaScript. */
  always: readonly Activity[]
  typed: Form | null
  faults: Faults
}

/** Minutes by activity before they are saved: measured, to be changed only with a reason. */
export function MinutesFields({ seen, always, typed, faults }: MinutesFieldsProps) {
  const measured = new Map(seen.map((time) => [time.activity, time]))
  const shown = activities.filter(
    (activity) =>
      measured.has(activity) || always.includes(activity) || typed?.has(`time_${activity}`),
  )
  return (
    <fieldset className="nhsuk-fieldset hr-minutes">
      <legend className="nhsuk-fieldset__legend">Minutes to log</legend>
      {shown.map((activity) => (
        <MinutesField
          key={activity}
          activity={activity}
          seen={measured.get(activity) ?? null}
          typed={typed}
          faults={faults}
        />
      ))}
    </fieldset>
  )
}

function MinutesField(props: {
  activity: Activity
  seen: SeenTime | null
  typed: Form | null
  faults: Faults
}) {
  const { activity, seen, typed, faults } = props
  const name = `time_${activity}`
  // What was measured when the form was first shown stays the figure that a change is judged by.
  const measured = typed?.text(`${name}_measured`) || String(seen?.seconds ?? 0)
  const reason = typed?.text(`${name}_reason`) ?? ''
  return (
    <div className="hr-minutes__activity" data-time-activity={activity}>
      <NumberField
        name={name}
        label={activityWords[activity]}
        error={faults[name]}
        value={typed?.has(name) ? typed.text(name) : String(seen?.minutes ?? 0)}
        hint={seen ? `Measured: ${minutesAndSeconds(seen.seconds)}` : 'Nothing was measured.'}
      />
      <input type="hidden" name={`${name}_measured`} value={measured} />
      <details open={Boolean(reason || faults[`${name}_reason`])}>
        <summary>Changed? Say why</summary>
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor={`${name}_reason`}>
            Why it was changed
          </label>
          {faults[`${name}_reason`] && (
            <span className="nhsuk-error-message" id={`${name}_reason-fault`}>
              <span className="nhsuk-u-visually-hidden">Error:</span> {faults[`${name}_reason`]}
            </span>
          )}
          <input
            className="nhsuk-input"
            id={`${name}_reason`}
            name={`${name}_reason`}
            dir="auto"
            defaultValue={reason}
            maxLength={500}
            aria-describedby={faults[`${name}_reason`] ? `${name}_reason-fault` : undefined}
          />
        </div>
      </details>
    </div>
  )
}

/** "6:20", as a clock that counts shows it. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
