import { localDate } from '#clinical/calendar.ts'
import { isHeld } from '#features/contacts/index.ts'
import { idFor, type Life } from './life.ts'
import type { Person } from './read-people.ts'

const minute = 60_000

interface Call {
  readonly id: string
  readonly purpose: Person['calls'][number]['purpose']
  readonly outcome: Person['calls'][number]['outcome']
  readonly at: number
  readonly minutes: number
  readonly note?: object
  readonly recordedAt: number
}

/** One call of their therapist, held or missed. */
export function addCall({ rows, ids, diary }: Life, call: Call): void {
  diary.add(ids.therapist, {
    courseId: ids.course,
    from: call.at,
    until: call.at + call.minutes * minute,
    isHeld: isHeld(call.outcome),
  })
  rows.add('contact', {
    id: call.id,
    course_id: ids.course,
    appointment_id: null,
    mechanism: 'telephone',
    purpose: call.purpose,
    outcome: call.outcome,
    happened_at: new Date(call.at),
    minutes: call.minutes,
    note: JSON.stringify(call.note ?? {}),
    recorded_at: new Date(call.recordedAt),
    recorded_by: ids.therapist,
    send_key: call.id,
  })
}

/** Time of the therapist, spent for one person. */
export function addMinutes(
  { person, rows, ids, timeline }: Life,
  work: { key: string; activity: 'review' | 'call'; minutes: number; at: number },
): void {
  rows.add('time_entry', {
    id: idFor(person.key, 'time', work.key),
    course_id: ids.course,
    account_id: ids.therapist,
    activity: work.activity,
    worked_on: localDate(work.at, timeline.timeZone),
    measured_seconds: work.minutes * 60,
    minutes: work.minutes,
    changed_reason: null,
    at: new Date(work.at),
  })
}

export interface CallTime {
  readonly from: number
  readonly until: number
}

interface KnownCall extends CallTime {
  readonly courseId: string
  readonly isHeld: boolean
}

/** The calls of every therapist, so that nobody is on two at once. */
export class CallDiary {
  private readonly byTherapist = new Map<string, KnownCall[]>()

  add(therapistId: string, call: KnownCall): void {
    const calls = this.byTherapist.get(therapistId) ?? []
    calls.push(call)
    this.byTherapist.set(therapistId, calls)
  }

  isFree(therapistId: string, { from, until }: CallTime): boolean {
    const calls = this.byTherapist.get(therapistId) ?? []
    return calls.every((call) => until + minute <= call.from || from >= call.until + minute)
  }

  /** That moment, or the nearest at which so many minutes are free. */
  freeNear(therapistId: string, moment: number, minutes: number): number {
    for (let step = 0; step < 100; step++) {
      // 0, 5 later, 5 earlier, 10 later, and so on.
      const from = moment + (step % 2 === 0 ? -step / 2 : (step + 1) / 2) * 5 * minute
      if (this.isFree(therapistId, { from, until: from + minutes * minute })) return from
    }
    return moment
  }

  /** The first call that was held with somebody after one moment and before another. */
  heldBetween(courseId: string, after: number, before: number): CallTime | null {
    const found = [...this.byTherapist.values()]
      .flat()
      .filter((call) => call.isHeld && call.courseId === courseId)
      .filter(({ from }) => from > after && from < before)
    return found.sort((a, b) => a.from - b.from)[0] ?? null
  }
}
