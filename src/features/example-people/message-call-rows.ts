import { addCall, addMinutes, type CallTime } from './contact-rows.ts'
import { idFor, type Life } from './life.ts'
import { addLook } from './reader-rows.ts'
import { SeededRandom } from './seeded-random.ts'
import type { Sent } from './writing-rows.ts'

const minute = 60_000
const day = 86_400_000

export interface Settled {
  readonly life: Life
  readonly message: Sent
}

/**
 * Messages that no letter answered: talked over on a call that was held anyway, or their therapist
 * rang about them. Comes when all other calls are known, so that nobody is on two at once.
 */
export function addSettled(settled: readonly Settled[]): void {
  const inOrder = [...settled].sort((a, b) => a.message.at - b.message.at)
  for (const { life, message } of inOrder) {
    const seenAt = life.timeline.minutesOfWorkAfter(message.at, delayOf(message))
    if (message.noAnswer !== null) {
      addHandling(life, message, { at: seenAt, readAt: seenAt, reason: message.noAnswer })
      continue
    }
    const call = heldAfter(life, message) ?? ring(life, message)
    const at = inHours(life, call.until)
    const before = Math.max(message.at + minute, call.from - 10 * minute)
    const readAt = life.timeline.isAtWork(before) ? before : at
    addHandling(life, message, { at, readAt, reason: null })
  }
}

/** Within the first hours of work; never the same for two. */
function delayOf({ id }: Sent): number {
  return new SeededRandom(`${id} seen`).whole(20, 200)
}

/** Written down when the call was over, or the next morning, but not later than now. */
function inHours({ timeline }: Life, moment: number): number {
  return Math.min(timeline.atWork(moment), timeline.atWorkBefore(timeline.now - 20 * minute))
}

/** The next one soon enough to be the answer; what is said of a module keeps until the review. */
function heldAfter({ diary, ids }: Life, { at, kind }: Sent): CallTime | null {
  const until = at + (kind === 'module_end' ? 8 : 3) * day
  return diary.heldBetween(ids.course, at, until)
}

/** Their therapist rang about it within a working day, for some minutes. */
function ring(life: Life, message: Sent): CallTime {
  const { timeline, ids, person } = life
  const minutes = new SeededRandom(`${message.id} call`).whole(4, 9)
  const from = freeMoment(life, message, minutes)
  const until = from + minutes * minute
  const isAfterEnd = timeline.endedAt !== null && from > timeline.endedAt
  addCall(life, {
    id: idFor(person.key, 'call about', message.id),
    purpose: isAfterEnd ? 'follow_up' : 'other',
    outcome: 'attended',
    at: from,
    minutes,
    recordedAt: until,
  })
  addMinutes(life, {
    key: `call about ${message.id}`,
    activity: 'call',
    minutes: minutes + 2,
    at: from,
  })
  addLook(life, { role: 'therapist', actorId: ids.therapist, at: from - minute })
  return { from, until }
}

function freeMoment({ timeline, ids, diary }: Life, message: Sent, minutes: number): number {
  const first = delayOf(message) + 40
  for (let tried = 0; tried < 40; tried++) {
    const from = timeline.minutesOfWorkAfter(message.at, first + tried * 7)
    const until = from + minutes * minute
    const isOpen = timeline.isAtWork(from) && timeline.isAtWork(until)
    const isPast = timeline.isPast(until)
    if (isOpen && isPast && diary.isFree(ids.therapist, { from, until })) return from
  }
  throw new Error(`No moment is free to ring about the message ${message.id}.`)
}

function addHandling(
  { rows, ids }: Life,
  message: Sent,
  { at, readAt, reason }: { at: number; readAt: number; reason: string | null },
): void {
  rows.add('message_receipt', {
    message_id: message.id,
    reader_id: ids.therapist,
    read_at: new Date(readAt),
  })
  rows.add('message_handling', {
    message_id: message.id,
    course_id: ids.course,
    how: reason === null ? 'by_phone' : 'no_answer_needed',
    answer_id: null,
    reason,
    at: new Date(at),
    by: ids.therapist,
  })
}
