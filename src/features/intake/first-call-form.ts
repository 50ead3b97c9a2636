import { addDays, atLocal, isPlainDate, isTimeOfDay, type PlainDate } from '#clinical/calendar.ts'
import { type Mechanism, mechanisms } from '#features/contacts/index.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'

export interface FirstCall {
  readonly mechanism: Mechanism
  readonly startsAt: Date
  readonly minutes: number
}

export function readFirstCall(
  form: Form,
  options: { now: Date; today: PlainDate; timeZone: string },
): Reading<FirstCall> {
  const { today, timeZone } = options
  const reader = new FormReader(form)
  const day = reader.day('call_day', {
    label: 'day of the call',
    from: today,
    to: addDays(today, 366),
    early: 'The call must be today or later',
    late: 'The call must be within a year',
  })
  const time = reader.text('call_time', { max: 5, needed: 'Enter the time of the call' })
  if (time !== '' && !isTimeOfDay(time)) {
    reader.fail('call_time', 'Enter a time like 10:30')
  }
  const minutes = Number(reader.text('call_minutes', { max: 3, needed: 'Enter how long it takes' }))
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 180) {
    reader.fail('call_minutes', 'Enter a number of minutes from 5 to 180')
  }
  const mechanism = reader.choice('call_how', mechanisms, 'Choose how you will speak')
  if (reader.errors || !mechanism || !isPlainDate(day))
    return { ok: false, errors: reader.errors ?? {} }
  const startsAt = new Date(atLocal(day, time, timeZone))
  if (startsAt <= options.now) {
    return { ok: false, errors: { call_time: 'This time has passed already' } }
  }
  return { ok: true, value: { mechanism, startsAt, minutes } }
}
