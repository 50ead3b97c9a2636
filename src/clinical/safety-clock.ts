import {
  addDays,
  atLocal,
  type Instant,
  localDate,
  minuteOfDay,
  type PlainDate,
  weekdayOf,
} from './calendar.ts'

/**
 * When the service answers; `days` are ISO weekdays, `from` and `to` are 'HH:MM' on the service's
 * clock.
 */
export interface WorkingHours {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

export interface ServiceHours extends WorkingHours {
  readonly bankHolidays: readonly PlainDate[]
}

/** How long something may take. */
export interface ClockRule {
  readonly withinMinutes: number
  /** `working`: only opening hours count. `any`: every minute counts, day and night. */
  readonly hours: 'working' | 'any'
  /**
   * With working hours: never carried over to another day, even when fewer minutes are left today.
   */
  readonly sameWorkingDay: boolean
}

/**
 * What raises a safety item, with its two clocks, as the safety protocol of the service sets them.
 */
export interface SafetyTrigger {
  readonly id: string
  readonly lookWithinMinutes: number
  readonly contactWithinHours: number
  readonly hours: 'working' | 'any'
}

export interface SafetyClocks {
  /** A person has read it in its context by then. */
  readonly lookBy: Instant
  /** A person has spoken with the patient by then. */
  readonly contactBy: Instant
}

export interface ClockState {
  readonly isLate: boolean
  /** Whole minutes left, rounded down; 0 when late. */
  readonly minutesLeft: number
  /** Whole minutes late, rounded down; 0 until late. */
  readonly minutesLate: number
}

/** One step of the escalation: who is told, and how long they have before the next is told. */
export interface EscalationStep {
  readonly to: string
  readonly withinMinutes: number
}

/** What happens when everybody was told and nothing was done: all are told again, so often. */
export interface EscalationRepeat {
  readonly everyHours: number
}

export interface EscalationState {
  readonly dueAt: Instant
  /** When what the clock waits for was done; null until then. */
  readonly answeredAt: Instant | null
  /** Whom the item was escalated to already, in the order of the steps. */
  readonly escalations: readonly { readonly to: string; readonly at: Instant }[]
}

export interface Escalation {
  readonly to: string
  readonly step: number
  readonly at: Instant
  readonly isDue: boolean
}

/** The name under which everybody is told again. */
export const toldAgain = 'everybody_again'

/**
 * Gives the moment by which something raised must be done: its minutes counted from when it was
 * raised, or, with working hours, from the next opening when closed (weekends, bank holidays);
 * throws a RangeError for hours that never open (design default of the safety protocol, section 6:
 * a look within 1 hour, or the same working day and at latest 4 hours).
 */
export function dueAt(raisedAt: Instant, rule: ClockRule, hours: ServiceHours): Instant {
  checkMinutes(rule.withinMinutes)
  if (rule.hours === 'any') return raisedAt + rule.withinMinutes * 60_000
  const opening = openingAt(raisedAt, hours)
  const due = afterWorkingTime(opening.start, rule.withinMinutes * 60_000, hours)
  return rule.sameWorkingDay ? Math.min(due, opening.end) : due
}

/**
 * Gives both clocks of a safety item: the look, which with working hours never waits for another
 * day once the service is open, and the contact, whose working hours may run on into the next day
 * (design default of the safety protocol).
 */
export function safetyClocks(
  raisedAt: Instant,
  trigger: SafetyTrigger,
  hours: ServiceHours,
): SafetyClocks {
  const look = { withinMinutes: trigger.lookWithinMinutes, sameWorkingDay: true }
  const contact = { withinMinutes: trigger.contactWithinHours * 60, sameWorkingDay: false }
  return {
    lookBy: dueAt(raisedAt, { ...look, hours: trigger.hours }, hours),
    contactBy: dueAt(raisedAt, { ...contact, hours: trigger.hours }, hours),
  }
}

/** Says whether the service is open at a moment, from its opening until just before its closing. */
export function isServiceOpen(now: Instant, hours: ServiceHours): boolean {
  const today = openingOf(localDate(now, hours.timeZone), hours)
  return today !== null && today.start <= now && now < today.end
}

/**
 * Gives the moment itself while the service is open, or the next opening; throws a RangeError for
 * hours that never open.
 */
export function nextOpening(now: Instant, hours: ServiceHours): Instant {
  return openingAt(now, hours).start
}

/**
 * Gives the closing of the working day after the one on which something was raised, the latest
 * contact when item 9 is unchanged and a safety plan was reviewed (safety protocol, section 6, step
 * 2).
 */
export function endOfNextWorkingDay(raisedAt: Instant, hours: ServiceHours): Instant {
  return openingAt(openingAt(raisedAt, hours).end, hours).end
}

/**
 * Gives the last closing at or before a moment at which the service is closed; throws a RangeError
 * for hours that never open (working hours of the service).
 */
export function lastClosing(now: Instant, hours: ServiceHours): Instant {
  let date = localDate(now, hours.timeZone)
  for (let day = 0; day < 400; day += 1) {
    const opening = openingOf(date, hours)
    if (opening && opening.end <= now) return opening.end
    date = addDays(date, -1)
  }
  throw new RangeError('the working hours never open')
}

/** Says whether something can be done at a moment: in an opening, its closing included. */
export function isWorkingMoment(at: Instant, hours: ServiceHours): boolean {
  return isServiceOpen(at, hours) || isServiceOpen(at - 1, hours)
}

/**
 * Says whether a clock has run out, which it has at the very moment it is due, and by how many
 * minutes.
 */
export function clockState(now: Instant, due: Instant): ClockState {
  const minutes = Math.floor(Math.abs(now - due) / 60_000)
  const isLate = now >= due
  return { isLate, minutesLeft: isLate ? 0 : minutes, minutesLate: isLate ? minutes : 0 }
}

/**
 * Gives who is told next and when, or null when the item was answered: the first when the clock
 * runs out, each next one when the minutes of the one told before have passed, and then everybody
 * again and again, day and night, because silence after the last step is nobody's answer (design
 * default of the protocol).
 */
export function nextEscalation(
  { steps, repeat }: { steps: readonly EscalationStep[]; repeat: EscalationRepeat },
  state: EscalationState,
  now: Instant,
): Escalation | null {
  if (state.answeredAt !== null) return null
  const step = state.escalations.length
  const before = state.escalations.at(-1)
  const wait = step < steps.length ? (steps[step - 1]?.withinMinutes ?? 0) : repeat.everyHours * 60
  const at = Math.max(state.dueAt, before ? before.at + wait * 60_000 : state.dueAt)
  return { to: steps[step]?.to ?? toldAgain, step, at, isDue: now >= at }
}

interface Opening {
  readonly start: Instant
  readonly end: Instant
}

/** The rest of the present opening, or the whole of the next one. */
function openingAt(now: Instant, hours: ServiceHours): Opening {
  let date = localDate(now, hours.timeZone)
  // Four hundred days without one open day are a mistake in the settings, not a holiday.
  for (let day = 0; day < 400; day += 1) {
    const opening = openingOf(date, hours)
    if (opening && now < opening.end) {
      return { start: Math.max(now, opening.start), end: opening.end }
    }
    date = addDays(date, 1)
  }
  throw new RangeError('the working hours never open')
}

function openingOf(date: PlainDate, hours: ServiceHours): Opening | null {
  if (minuteOfDay(hours.from) >= minuteOfDay(hours.to)) {
    throw new RangeError('working hours must open before they close, on the same day')
  }
  if (!hours.days.includes(weekdayOf(date)) || hours.bankHolidays.includes(date)) return null
  return {
    start: atLocal(date, hours.from, hours.timeZone),
    end: atLocal(date, hours.to, hours.timeZone),
  }
}

function afterWorkingTime(from: Instant, milliseconds: number, hours: ServiceHours): Instant {
  let left = milliseconds
  let opening = openingAt(from, hours)
  while (left > opening.end - opening.start) {
    left -= opening.end - opening.start
    opening = openingAt(opening.end, hours)
  }
  return opening.start + left
}

function checkMinutes(minutes: number): void {
  // A year is more than any clock of a safety protocol; beyond it the setting is wrong.
  if (!(minutes >= 0 && minutes <= 366 * 24 * 60)) throw new RangeError('minutes are 0 to a year')
}
