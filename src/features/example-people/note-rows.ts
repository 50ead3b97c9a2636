import { writtenIn } from './entry-moments.ts'
import { idFor, type Life } from './life.ts'
import type { Person } from './read-people.ts'
import { SeededRandom } from './seeded-random.ts'

const minute = 60_000

/** Notes for colleagues, each at a moment by which what it says had happened. */
export function addNotes(life: Life, reviewedAt: readonly number[]): void {
  const { person, timeline, rows, ids } = life
  const lastAt = newestMoment(life, reviewedAt)
  const firstAt = Math.min(lastAt, afterFirstCall(life))
  const plain = person.notes.filter(({ week }) => week === null)
  const momentOf = (note: Person['notes'][number], index: number): number => {
    // Several without a week are spread, so that the last of them is of the newest moment.
    const share = (plain.indexOf(note) + 1) / plain.length
    if (note.week === null) return timeline.atWorkBefore(firstAt + (lastAt - firstAt) * share)
    if (note.week === 0) return firstAt + index * minute
    return inTheAfternoon(life, { week: note.week, day: note.day }) + index * minute
  }
  person.notes.forEach((note, index) => {
    rows.add('staff_note', {
      id: idFor(person.key, 'note', index),
      course_id: ids.course,
      author_id: ids.therapist,
      body: note.text,
      at: new Date(Math.min(momentOf(note, index), newestPast(life))),
    })
  })
}

/** Comments beside what the person wrote, left when it was read at the next review. */
export function addComments(life: Life, reviewedAt: readonly number[]): void {
  const { person, timeline, rows, ids } = life
  person.entries.forEach((entry, index) => {
    const savedAt = writtenIn(life, entry)?.at ?? timeline.now
    const at = reviewedAt.find((reviewed) => reviewed > savedAt)
    if (!entry.comment || at === undefined) return
    const id = idFor(person.key, 'comment', index)
    rows.add('entry_comment', {
      id,
      entry_id: idFor(person.key, 'entry', index),
      field_id: entry.comment.field,
      entry_version: 1,
      author_id: ids.therapist,
      body: entry.comment.text,
      at: new Date(at),
      send_key: id,
    })
    const readAt = at + new SeededRandom(id).whole(120, 1800) * minute
    if (!timeline.isPast(readAt)) return
    rows.add('entry_comment_receipt', {
      comment_id: id,
      reader_id: ids.account,
      read_at: new Date(readAt),
    })
  })
}

/** The ending, the pause or the last review, whichever their treatment has come to. */
function newestMoment(life: Life, reviewedAt: readonly number[]): number {
  const { timeline } = life
  if (timeline.endedAt !== null) return timeline.endedAt
  const last = reviewedAt.at(-1)
  const at = timeline.pausedAt ?? (last === undefined ? afterFirstCall(life) : last)
  return Math.min(timeline.atWork(at + 10 * minute), newestPast(life))
}

/** What is arranged about somebody is written down when they were first spoken with. */
function afterFirstCall({ person, timeline }: Life): number {
  const call = person.calls.find(({ purpose }) => purpose === 'first_call')
  const rungAt = call ? timeline.onAWorkingDay(timeline.at(call, call.minutes + 5)) : null
  const at = rungAt !== null && timeline.isPast(rungAt) ? rungAt : timeline.assessedAt + 5 * minute
  return timeline.atWork(at)
}

function inTheAfternoon({ person, timeline }: Life, on: { week: number; day: number }): number {
  const minutesLater = (person.key.length * 17 + on.week * 7) % 90
  return timeline.atWork(timeline.at({ ...on, at: '14:50' }, minutesLater))
}

function newestPast({ timeline }: Life): number {
  return timeline.atWorkBefore(timeline.now - 60 * minute)
}
