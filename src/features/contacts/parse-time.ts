import type { Form } from '#platform/http/form.ts'
import { wholeNumber } from './local-moment.ts'
import type { TimeToLog } from './log-time.ts'
import type { Parsed } from './parse-call.ts'
import { type Activity, activities, mostMinutes, needsReason } from './time.ts'

/** The fields of <MinutesFields>: minutes by activity, with a reason where a figure was changed. */
export function parseMinutes(form: Form): Parsed<TimeToLog[]> {
  const faults: Record<string, string> = {}
  const times = activities.flatMap((activity) => {
    if (!form.has(`time_${activity}`)) return []
    const time = parseOne(form, activity, faults)
    return time ? [time] : []
  })
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: times }
}

function parseOne(
  form: Form,
  activity: Activity,
  faults: Record<string, string>,
): TimeToLog | null {
  const name = `time_${activity}`
  const minutes = wholeNumber(form.trimmed(name) || '0')
  const measuredSeconds = Number(form.trimmed(`${name}_measured`).match(/^\d{1,6}$/)?.[0] ?? 0)
  const changedReason = form.trimmed(`${name}_reason`) || null
  if (minutes === null || minutes > mostMinutes) {
    faults[name] = `Give the minutes as a whole number from 0 to ${mostMinutes}`
    return null
  }
  if (changedReason === null && needsReason(minutes, measuredSeconds)) {
    faults[`${name}_reason`] = 'Say why you changed the minutes'
    return null
  }
  return { activity, minutes, measuredSeconds, changedReason }
}
