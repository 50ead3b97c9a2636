import { isTimeOfDay, isWeekday, type Weekday } from '#clinical/calendar.ts'
import type { Programme } from '#content/types.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'

export interface CoursePlan {
  readonly track: string
  /** More contact than usual, where the programme knows it; null for the usual. */
  readonly profile: string | null
  readonly therapistId: string
  readonly weekday: Weekday
  /** 'HH:MM' on the service's clock. */
  readonly time: string
}

/** How the form says that nothing beyond the usual was agreed. */
export const usualContact = 'usual'

/** Who guides, which way through the programme, and on which day the therapist will write. */
export function readPlan(
  form: Form,
  programme: Programme,
  therapistIds: readonly string[],
): Reading<CoursePlan> {
  const reader = new FormReader(form)
  const track = reader.choice('track', [...programme.tracks.keys()], 'Choose the way through')
  const profile =
    programme.profiles.size === 0
      ? usualContact
      : reader.choice(
          'profile',
          [usualContact, ...programme.profiles.keys()],
          'Choose how much contact there is',
        )
  const therapistId = reader.choice('therapist_id', therapistIds, 'Choose who will guide')
  const weekday = Number(
    reader.choice(
      'weekday',
      ['1', '2', '3', '4', '5', '6', '7'],
      'Choose the day on which the therapist will write',
    ),
  )
  const time = reader.text('time', { max: 5, needed: 'Enter the hour by which it is promised' })
  if (time !== '' && !isTimeOfDay(time)) {
    reader.fail('time', 'Enter a time like 17:00')
  }
  if (reader.errors) return { ok: false, errors: reader.errors }
  if (!track || !therapistId || !isWeekday(weekday)) return { ok: false, errors: {} }
  return {
    ok: true,
    value: {
      track,
      profile: profile === usualContact ? null : profile,
      therapistId,
      weekday,
      time,
    },
  }
}
