import type { Form } from '#platform/http/form.ts'
import { isId } from '#platform/ids.ts'
import type { Faults } from '#ui/fields.tsx'
import type { CallToBook } from './book-call.ts'
import { type CallNote, callOutcomes, callPurposes, isHeld, mechanisms } from './contact.ts'
import { localMoment, wholeNumber } from './local-moment.ts'
import type { ContactToRecord } from './record-contact.ts'

export interface FormClock {
  readonly now: Date
  readonly timeZone: string
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: Faults }

const dayMilliseconds = 86_400_000
const longestText = 5000

/** The fields of <CallFields>: what came of a call, or what is missing, by field. */
export function parseCall(form: Form, clock: FormClock): Parsed<Omit<ContactToRecord, 'sendKey'>> {
  const faults: Record<string, string> = {}
  const purpose = callPurposes.find((known) => known === form.text('call_purpose'))
  const mechanism = mechanisms.find((known) => known === form.text('call_mechanism'))
  const outcome = callOutcomes.find((known) => known === form.text('call_outcome'))
  const happenedAt = localMoment(
    form.trimmed('call_date'),
    form.trimmed('call_time'),
    clock.timeZone,
  )
  const minutes = wholeNumber(form.trimmed('call_minutes') || '0')
  const appointmentId = form.text('call_appointment')
  if (!purpose) faults.call_purpose = 'Say what the call was for'
  if (!mechanism) faults.call_mechanism = 'Say how you spoke'
  if (!outcome) faults.call_outcome = 'Say what came of the call'
  const whenFault = pastFault(happenedAt, clock.now)
  if (whenFault) faults.call_date = whenFault
  if (minutes === null || minutes > 480) {
    faults.call_minutes = 'Give the minutes as a whole number from 0 to 480'
  } else if (outcome && isHeld(outcome) && minutes === 0) {
    faults.call_minutes = 'Say how many minutes you spoke'
  }
  const noteFault = noteFields.find(([name]) => form.text(name).length > longestText)
  if (noteFault) faults[noteFault[0]] = `This is longer than ${longestText} characters`
  if (!purpose || !mechanism || !outcome || !happenedAt || minutes === null)
    return { ok: false, faults }
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    value: {
      purpose,
      mechanism,
      outcome,
      happenedAt,
      minutes,
      note: noteOf(form),
      appointmentId: isId(appointmentId) ? appointmentId : null,
    },
  }
}

const noteFields = [
  ['call_agenda', 'agenda'],
  ['call_main_topic', 'mainTopic'],
  ['call_agreed_tasks', 'agreedTasks'],
  ['call_next_contact', 'nextContact'],
] as const satisfies readonly (readonly [string, keyof CallNote])[]

function noteOf(form: Form): CallNote {
  const texts = noteFields.flatMap(([name, field]) => {
    const text = form.trimmed(name)
    return text ? [[field, text] as const] : []
  })
  return {
    ...Object.fromEntries(texts),
    ...(form.has('call_safety_checked') ? { safetyChecked: true } : {}),
    ...(form.has('call_measures_discussed') ? { measuresDiscussed: true } : {}),
  }
}

function pastFault(at: Date | null, now: Date): string | null {
  if (!at) return 'Give the day and the time of the call'
  // A few minutes, because a call is often written up while it still runs.
  if (at.getTime() > now.getTime() + 15 * 60_000)
    return 'The call has not happened yet: check the day and the time'
  if (at.getTime() < now.getTime() - 365 * dayMilliseconds)
    return 'That is more than a year ago: check the day'
  return null
}

/** The fields of <BookCallForm>. */
export function parseBooking(form: Form, clock: FormClock): Parsed<Omit<CallToBook, 'sendKey'>> {
  const faults: Record<string, string> = {}
  const purpose = callPurposes.find((known) => known === form.text('book_purpose'))
  const startsAt = localMoment(form.trimmed('book_date'), form.trimmed('book_time'), clock.timeZone)
  const minutes = wholeNumber(form.trimmed('book_minutes'))
  if (!purpose) faults.book_purpose = 'Say what the call is for'
  if (!startsAt) faults.book_date = 'Give the day and the time of the call'
  else if (startsAt.getTime() <= clock.now.getTime())
    faults.book_date = 'Choose a time that is still to come'
  else if (startsAt.getTime() > clock.now.getTime() + 366 * dayMilliseconds) {
    faults.book_date = 'Choose a day within a year'
  }
  if (minutes === null || minutes < 5 || minutes > 180) {
    faults.book_minutes = 'Give the minutes as a whole number from 5 to 180'
  }
  if (!purpose || !startsAt || minutes === null || Object.keys(faults).length > 0) {
    return { ok: false, faults }
  }
  return { ok: true, value: { purpose, startsAt, minutes } }
}
