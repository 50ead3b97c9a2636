import { addDays, atLocal, localDate, type PlainDate, weekdayOf } from '#clinical/calendar.ts'
import type { Person } from './read-people.ts'
import type { SeededRandom } from './seeded-random.ts'

const minute = 60_000

/**
 * When things happened in one invented person's treatment, counted back from the day of the seed.
 */
export class Timeline {
  private readonly firstDay: PlainDate

  constructor(
    readonly person: Person,
    readonly now: number,
    readonly timeZone: string,
    random: SeededRandom,
  ) {
    // Reviews fall on different days: part of the people began some days later than whole weeks
    // ago.
    const isFixed =
      person.key === 'rosa-delgado' || person.safety.some(({ state }) => state !== 'closed')
    const isNew = person.outcome === 'new' && person.week <= 1
    const later = isFixed ? 0 : isNew ? 6 : random.pick([0, 0, 0, 1, 1, 2, 2, 3, 6])
    const since = person.week + (person.ended_weeks_ago ?? 0)
    this.firstDay = addDays(localDate(now, timeZone), later - since * 7)
  }

  /** A moment of the first week's first day has week 1 and day 0; week 0 is the week before. */
  at(when: { week: number; day: number; at?: string | undefined }, plusMinutes = 0): number {
    const day = addDays(this.firstDay, (when.week - 1) * 7 + when.day)
    return atLocal(day, when.at ?? '12:00', this.timeZone) + plusMinutes * minute
  }

  get startedAt(): number {
    return this.at({ week: 1, day: 0, at: '10:15' })
  }

  get endedAt(): number | null {
    const { stage, week } = this.person
    if (!['ended', 'ended_before_start', 'followed_up'].includes(stage)) return null
    return this.at({ week: week + 1, day: 0, at: '15:40' })
  }

  /** Whether it has happened yet; the last days of someone who began later have not. */
  isPast(moment: number): boolean {
    return moment < this.now - 20 * minute
  }

  /** What staff do, or promise, on a weekend they do on the Friday before. */
  onAWorkingDay(moment: number): number {
    const weekday = weekdayOf(localDate(moment, this.timeZone))
    return moment - Math.max(0, weekday - 5) * 86_400_000
  }

  date(moment: number): Date {
    return new Date(moment)
  }

  /** The weekday of this person's reviews, 1 to 7. */
  get reviewDay(): PlainDate {
    return this.firstDay
  }
}
