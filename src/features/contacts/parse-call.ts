import { localMoment } from '#clinical/calendar.ts'
import type { Form } from '#platform/http/form.ts'
import { isId } from '#platform/ids.ts'
import type { Faults } from '#ui/fields.tsx'
import type { BusyTime, CallToBook } from './book-call.ts'
import { type CallNote, callOutcomes, callPurposes, isHeld, mechanisms } from './contact.ts'
import { asLocal, wholeNumber } from './local-moment.ts'
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

export interface BookingClock extends FormClock {
  /** Calls that the therapist has booked already. */
  readonly busy: readonly BusyTime[]
}

/** The fields of <BookCallFields>; null when no day and no time were given. */
export function parseBookingIfAny(
  form: Form,
  clock: BookingClock,
): Parsed<Omit<CallToBook, 'sendKey'> | null> {
  const isBlank = form.trimmed('book_date') === '' && form.trimmed('book_time') === ''
  return isBlank ? { ok: true, value: null } : parseBooking(form, clock)
}

/** The fields of <BookCallFields>: the call to book, or what is wrong, by field. */
export function parseBooking(form: Form, clock: BookingClock): Parsed<Omit<CallToBook, 'sendKey'>> {
  const faults: Record<string, string> = {}
  const purpose = callPurposes.find((known) => known === form.text('book_purpose'))
  const mechanism = mechanisms.find((known) => known === form.text('book_mechanism'))
  const startsAt = localMoment(form.trimmed('book_date'), form.trimmed('book_time'), clock.timeZone)
  const minutes = wholeNumber(form.trimmed('book_minutes'))
  const joinLink = mechanism === 'video' ? form.trimmed('book_link') || null : null
  if (!purpose) faults.book_purpose = 'Say what the call is for'
  if (!mechanism) faults.book_mechanism = 'Say how you will speak'
  if (minutes === null || minutes < 5 || minutes > 180) {
    faults.book_minutes = 'Give the minutes as a whole number from 5 to 180'
  }
  const whenFault = aheadFault({ startsAt, minutes: minutes ?? 0 }, clock)
  if (whenFault) faults.book_date = whenFault
  if (joinLink && !isJoinLink(joinLink)) {
    faults.book_link = 'Paste the whole link, which begins with https://'
  }
  if (!purpose || !mechanism || !startsAt || minutes === null || Object.keys(faults).length > 0) {
    return { ok: false, faults }
  }
  return { ok: true, value: { purpose, mechanism, joinLink, startsAt, minutes } }
}

function aheadFault(
  { startsAt, minutes }: { startsAt: Date | null; minutes: number },
  { now, timeZone, busy }: BookingClock,
): string | null {
  if (!startsAt) return 'Give the day and the time of the call'
  const from = startsAt.getTime()
  if (from <= now.getTime()) return 'Choose a time that is still to come'
  if (from > now.getTime() + 366 * dayMilliseconds) return 'Choose a day within a year'
  const clash = busy.find(
    (other) =>
      from < other.startsAt.getTime() + other.minutes * 60_000 &&
      other.startsAt.getTime() < from + minutes * 60_000,
  )
  if (!clash) return null
  const at = asLocal(clash.startsAt, timeZone).time
  return `You have another call at ${at} for ${clash.minutes} minutes: choose another time`
}

/** A link that a browser opens safely: nothing but https, and no more than a link. */
function isJoinLink(text: string): boolean {
  return text.length <= 500 && !/\s/.test(text) && /^https:\/\//.test(text) && URL.canParse(text)
}
