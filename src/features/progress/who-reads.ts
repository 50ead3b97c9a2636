import type { VisibleCourse } from '#features/treatment/index.ts'

const weekdayNames = [
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
] as const

/** The promise in one sentence: "Priya Nair reads what you send on Tuesdays, by 5 pm." */
export function whoReads(
  course: Pick<VisibleCourse, 'therapistName' | 'reviewWeekday' | 'reviewTime' | 'state'>,
): string {
  const day = course.reviewWeekday === null ? undefined : weekdayNames[course.reviewWeekday - 1]
  if (course.state === 'ended' || !day || !course.reviewTime) {
    return `${course.therapistName} or a colleague reads what you send.`
  }
  const hour = clockWords(course.reviewTime)
  return `${course.therapistName} reads what you send on ${day}, by ${hour}.`
}

/** "17:00" as people say it: "5 pm"; "09:30" is "9:30 am". */
export function clockWords(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  if (hours === 12 && minutes === 0) return 'midday'
  const hour = hours % 12 === 0 ? 12 : hours % 12
  const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`
  return `${hour}${past} ${hours < 12 ? 'am' : 'pm'}`
}
