import type { HistoryLine } from '#features/treatment/index.ts'
import { lowerFirst } from '#ui/first-letter.ts'
import type { PersonRecord } from './record.ts'

const words: Readonly<Record<string, string>> = {
  'course.created': 'Course prepared',
  'course.started': 'Treatment started',
  'course.paused': 'Paused',
  'course.resumed': 'Resumed',
  'course.extended': 'Extended',
  'course.therapist_changed': 'Another therapist took over',
  'course.track_changed': 'Track changed',
  'course.profile_changed': 'Contact changed',
  'course.review_day_changed': 'Review day changed',
  'course.next_review_set': 'Next review set',
  'course.ended': 'Treatment ended',
  'course.reopened': 'Treatment reopened',
  'course.follow_up_closed': 'Follow-up needs no answer',
  'module.released': 'Opened',
  'module.held': 'Held',
  'module.reopened': 'Opened again',
  'module.skipped': 'Skipped',
  'module.offered': 'Offered',
  'module.accepted': 'Accepted',
  'module.declined': 'Declined for now',
  'module.started': 'Begun',
  'module.submitted': 'Finished',
  'module.reviewed': 'Reviewed',
}

/** " from Full to Activity first": between which tracks; nothing for other lines. */
export function trackWords(
  { programme }: Pick<PersonRecord, 'programme'>,
  { what, detail }: Pick<HistoryLine, 'what' | 'detail'>,
): string {
  if (what === 'course.profile_changed') {
    const now = programme.profiles.get(String(detail.to))?.title ?? 'as usual'
    return ` to ${lowerFirst(now)}`
  }
  if (what !== 'course.track_changed') return ''
  const title = (id: unknown) => programme.tracks.get(String(id))?.title ?? String(id)
  return ` from ${title(detail.from)} to ${title(detail.to)}`
}

/** One line of the history in words. */
export function historyWords(what: string): string {
  return words[what] ?? what.replace(/[._]/g, ' ')
}
