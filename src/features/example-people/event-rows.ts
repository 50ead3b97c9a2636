import { localDate } from '#clinical/calendar.ts'
import { idFor, type Life } from './life.ts'

/** What made things worse: told, written up, reviewed, as far as the person's file goes. */
export function addAdverseEvents(life: Life): void {
  const { person, rows, ids, timeline } = life
  person.made_worse.forEach((event, index) => {
    const toldAt = timeline.at(event)
    const at = event.told ? toldAt : timeline.atWork(toldAt)
    if (!timeline.isPast(at)) return
    const id = idFor(person.key, 'adverse-event', index)
    rows.add('adverse_event', {
      id,
      course_id: ids.course,
      source: event.told ? 'patient' : 'therapist',
      source_id: null,
      told: event.told ?? null,
      recorded_at: new Date(at),
      recorded_by: event.told ? ids.account : ids.therapist,
      send_key: id,
    })
    const { judged, reviewed } = event
    if (!judged) return
    const day = 86_400_000
    rows.add('adverse_event_version', {
      ...judged,
      event_id: id,
      version: 1,
      happened_on: localDate(at - day, timeline.timeZone),
      learnt_on: localDate(at, timeline.timeZone),
      learnt_from: event.told ? 'patient' : 'therapist',
      serious_because: JSON.stringify(judged.serious_because),
      actions: JSON.stringify(judged.actions),
      safety_item_id: null,
      change_reason: null,
      at: new Date(timeline.minutesOfWorkAfter(at, 60)),
      by: ids.therapist,
      send_key: idFor(person.key, 'adverse-event-version', index),
    })
    const reviewedAt = timeline.atWork(at + 2 * day)
    if (!reviewed || !timeline.isPast(reviewedAt)) return
    const reviewId = idFor(person.key, 'adverse-event-review', index)
    rows.add('adverse_event_review', {
      id: reviewId,
      event_id: id,
      version: 1,
      decision: 'reviewed',
      note: reviewed,
      at: new Date(reviewedAt),
      by: ids.supervisor,
      send_key: reviewId,
    })
  })
}
