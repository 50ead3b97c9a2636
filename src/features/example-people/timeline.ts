import { addDays, atLocal, localDate, type PlainDate, weekdayOf } from '#clinical/calendar.ts'
import { dueAt, isWorkingMoment, nextOpening, type ServiceHours } from '#clinical/safety-clock.ts'
import type { Person } from './read-people.ts'
import type { SeededRandom } from './seeded-random.ts'

const minute = 60_000
const day = 86_400_000

/**
 * When things happened in one invented person's treatment, counted back from the day of the seed.
 * People do what they do at any hour. What staff do by themselves they do while the service is
 * open; only a call may stand at an early or late hour of a working day, which suits who is rung.
 */
export class Timeline {
  private readonly firstDay: PlainDate
  readonly timeZone: string
  /** When their request for help was recorded. */
  readonly receivedAt: number
  /** When a clinician had spoken with them, and decided. */
  readonly assessedAt: number

  constructor(
    readonly person: Person,
    readonly now: number,
    private readonly hours: ServiceHours,
    random: SeededRandom,
  ) {
    this.timeZone = hours.timeZone
    const since = person.week + (person.ended_weeks_ago ?? 0)
    const today = localDate(now, this.timeZone)
    this.firstDay = addDays(today, daysLater(person, weekdayOf(today), random) - since * 7)
    const received = this.startedAt - random.whole(16, 40) * day
    this.receivedAt = this.atWork(received)
    this.assessedAt = this.atWork(received + 9 * day)
  }

  /** A moment of the first week's first day has week 1 and day 0; week 0 is the week before. */
  at(when: { week: number; day: number; at?: string | undefined }, plusMinutes = 0): number {
    const date = addDays(this.firstDay, (when.week - 1) * 7 + when.day)
    return atLocal(date, when.at ?? '12:00', this.timeZone) + plusMinutes * minute
  }

  get startedAt(): number {
    return this.at({ week: 1, day: 0, at: '10:15' })
  }

  get endedAt(): number | null {
    const { stage, week } = this.person
    if (!['ended', 'ended_before_start', 'followed_up'].includes(stage)) return null
    return this.at({ week: week + 1, day: 0, at: '15:40' })
  }

  /** When a pause that still lasts was agreed. */
  get pausedAt(): number | null {
    return this.person.stage === 'paused' ? this.now - 4 * day : null
  }

  /** Whether it has happened yet; the last days of someone who began later have not. */
  isPast(moment: number): boolean {
    return moment < this.now - 20 * minute
  }

  /** A call, or what staff promise, on a weekend is on the Friday before. */
  onAWorkingDay(moment: number): number {
    const weekday = weekdayOf(localDate(moment, this.timeZone))
    return moment - Math.max(0, weekday - 5) * day
  }

  isAtWork(moment: number): boolean {
    return isWorkingMoment(moment, this.hours)
  }

  /**
   * The moment itself while the service is open, else one in the next hours that it is: the later
   * in its day, the later in theirs, so that work left over does not all fall on the first minute.
   */
  atWork(moment: number): number {
    if (this.isAtWork(moment)) return moment
    const midnight = atLocal(localDate(moment, this.timeZone), '00:00', this.timeZone)
    const share = Math.min(1, (moment - midnight) / day)
    return nextOpening(moment, this.hours) + Math.round(share * 8 * 60) * minute
  }

  /** The same, but no later: what must have been done by then. */
  atWorkBefore(moment: number): number {
    return this.isAtWork(moment) ? moment : this.atWorkBefore(moment - 30 * minute)
  }

  /** So many minutes of opening hours later: how staff come to what waits for them. */
  minutesOfWorkAfter(moment: number, minutes: number): number {
    return dueAt(
      moment,
      { withinMinutes: minutes, hours: 'working', sameWorkingDay: false },
      this.hours,
    )
  }

  date(moment: number): Date {
    return new Date(moment)
  }

  /** The weekday of this person's reviews, 1 to 7. */
  get reviewDay(): PlainDate {
    return this.firstDay
  }
}

/** Most begin on the weekday of the seed or a little later, so that much has just happened. */
const usual = [0, 0, 0, 1, 1, 2, 2, 3, 6] as const
const any = [0, 1, 2, 3, 4, 5, 6] as const

/**
 * Reviews fall on different days: part of the people began some days later than whole weeks ago.
 * So that no letter of their therapist, whose day stands in their file, comes on a weekend, if
 * that can be: else it is of the Friday before.
 */
function daysLater(person: Person, today: number, random: SeededRandom): number {
  const isFixed =
    person.key === 'rosa-delgado' || person.safety.some(({ state }) => state !== 'closed')
  if (isFixed) return 0
  if (person.outcome === 'new' && person.week <= 1 && !person.ended_weeks_ago) return 6
  const written = person.messages.filter(({ from }) => from === 'therapist')
  const weeksPast = person.week + (person.ended_weeks_ago ?? 0)
  // What is put off is put off for a day or two: it must have happened, and just now.
  const hasHappened = (later: number) =>
    person.put_aside.every(({ week, day }) => (week - 1 - weeksPast) * 7 + day + later <= 0)
  const suits = (later: number) =>
    hasHappened(later) && written.every(({ day }) => (today - 1 + later + day) % 7 < 5)
  const found = [usual.filter(suits), any.filter(suits), any.filter(hasHappened)]
  const [first = 0, ...rest] = found.find(({ length }) => length > 0) ?? []
  return random.pick([first, ...rest])
}
