const words: Readonly<Record<string, string>> = {
  'course.created': 'Course prepared',
  'course.started': 'Treatment started',
  'course.paused': 'Paused',
  'course.resumed': 'Resumed',
  'course.extended': 'Extended',
  'course.therapist_changed': 'Another therapist took over',
  'course.track_changed': 'Track changed',
  'course.review_day_changed': 'Review day changed',
  'course.next_review_set': 'Next review set',
  'course.ended': 'Treatment ended',
  'course.reopened': 'Treatment reopened',
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

/** One line of the history in words. */
export function historyWords(what: string): string {
  return words[what] ?? what.replace(/[._]/g, ' ')
}
