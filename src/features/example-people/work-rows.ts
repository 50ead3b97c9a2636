import { addDays, atLocal, localDate } from '#clinical/calendar.ts'
import { addCall, addMinutes } from './contact-rows.ts'
import { idFor, type Life } from './life.ts'
import { addComments, addNotes } from './note-rows.ts'

/**
 * What the therapist did: reviews, their minutes, notes, comments, calls booked, and when they
 * last looked.
 */
export function addTherapistsWork(life: Life): { reviewedAt: readonly number[] } {
  const reviewedAt = addReviews(life)
  addNotes(life, reviewedAt)
  addComments(life, reviewedAt)
  addBookedCalls(life, reviewedAt)
  addLastLook(life)
  return { reviewedAt }
}

/** The calls of everybody's files come before all others, which find a moment beside them. */
export function addToldCalls(life: Life): void {
  const { person, timeline, diary, ids } = life
  person.calls.forEach((call, index) => {
    const told = timeline.onAWorkingDay(timeline.at(call))
    if (!timeline.isPast(told)) return
    const at = diary.freeNear(ids.therapist, told, call.minutes)
    addCall(life, {
      id: idFor(person.key, 'call', index),
      purpose: call.purpose,
      outcome: call.outcome,
      at,
      minutes: call.minutes,
      note: call.note ? { mainTopic: call.note, safetyChecked: true } : {},
      recordedAt: at + call.minutes * 60_000,
    })
    addMinutes(life, {
      key: `call ${index}`,
      activity: 'call',
      minutes: Math.max(2, call.minutes + 3),
      at,
    })
  })
}

/**
 * Each week has its review: the written ones that the person's file holds, and calls where it
 * holds none.
 */
function addReviews(life: Life): number[] {
  const { person, timeline } = life
  const times: number[] = []
  const written = person.messages.filter(({ kind }) => kind === 'review')
  written.forEach((review) => {
    const index = person.messages.indexOf(review)
    const at = timeline.onAWorkingDay(timeline.at(review))
    if (!timeline.isPast(at)) return
    times.push(at)
    addReview(life, { at, messageId: idFor(person.key, 'message', index), contactId: null })
    addMinutes(life, {
      key: `review ${index}`,
      activity: 'review',
      minutes: life.random.whole(9, 16),
      at,
    })
  })
  const weeks = new Set(written.map(({ week }) => week))
  for (let week = 2; week <= person.week; week++) {
    if (weeks.has(week)) continue
    const at = addReviewByCall(life, week)
    if (at !== null) times.push(at)
  }
  return times.sort((a, b) => a - b)
}

function addReviewByCall(life: Life, week: number): number | null {
  const { person, timeline, random } = life
  const hour = random.pick(['11:00', '13:30', '15:00', '16:15'])
  const planned = timeline.onAWorkingDay(timeline.at({ week, day: 0, at: hour }))
  if (!timeline.isPast(planned)) return null
  const id = idFor(person.key, 'review call', week)
  const wasHeld = person.stage !== 'stalled' && random.chance(0.9)
  const minutes = wasHeld ? random.whole(12, 24) : 0
  const at = life.diary.freeNear(life.ids.therapist, planned, minutes)
  addCall(life, {
    id,
    purpose: 'review',
    outcome: wasHeld ? 'attended' : 'did_not_attend',
    at,
    minutes,
    recordedAt: at + 30 * 60_000,
  })
  addReview(life, { at: at + 30 * 60_000, messageId: null, contactId: id })
  addMinutes(life, { key: `review call ${week}`, activity: 'call', minutes: minutes + 4, at })
  return at + 30 * 60_000
}

function addReview(
  life: Life,
  review: { at: number; messageId: string | null; contactId: string | null },
): void {
  const id = idFor('review', review.messageId ?? review.contactId ?? '')
  life.rows.add('review', {
    id,
    course_id: life.ids.course,
    how: review.messageId === null ? 'call' : 'written',
    message_id: review.messageId,
    contact_id: review.contactId,
    covers_from: null,
    promised_at: null,
    at: new Date(review.at),
    by: life.ids.therapist,
    send_key: id,
  })
}

/** Calls ahead of those whose last letter names one, booked when it was written. */
function addBookedCalls({ person, timeline, rows, ids }: Life, reviewedAt: readonly number[]) {
  const today = localDate(timeline.now, timeline.timeZone)
  const madeAt = reviewedAt.at(-1) ?? timeline.startedAt
  person.booked.forEach((call, index) => {
    rows.add('appointment', {
      id: idFor(person.key, 'booked', index),
      course_id: ids.course,
      purpose: call.purpose,
      starts_at: new Date(atLocal(addDays(today, call.in_days), call.at, timeline.timeZone)),
      minutes: call.minutes,
      made_at: new Date(madeAt),
      made_by: ids.therapist,
    })
  })
}

function addLastLook({ person, timeline, rows, ids }: Life): void {
  rows.add('record_look', {
    course_id: ids.course,
    account_id: ids.therapist,
    at: new Date(
      Math.min(
        timeline.at({ week: Math.max(1, person.week), day: 0, at: '16:30' }),
        timeline.now - 3_600_000,
      ),
    ),
  })
}
