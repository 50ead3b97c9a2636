import { localTime } from '#clinical/calendar.ts'
import { clockWords } from '#features/progress/index.ts'
import { nearDay } from '#ui/time.tsx'
import type { NextCall } from './home-view.ts'

/** Morning until midday, afternoon until six, and then evening, through the night. */
export function greeting(at: Date, timeZone: string): string {
  const hour = Number(localTime(at.getTime(), timeZone).slice(0, 2))
  if (hour >= 5 && hour < 12) return 'Good morning'
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening'
}

/** "tomorrow", or "on Monday". */
export function onDay(at: Date, now: Date, timeZone: string): string {
  const words = nearDay(at, now, timeZone)
  return ['today', 'tomorrow', 'yesterday'].includes(words) ? words : `on ${words}`
}

/** "before 5 pm today", "before tomorrow", "before Monday": when forms are wanted. */
export function beforeDay(at: Date, now: Date, timeZone: string): string {
  const day = nearDay(at, now, timeZone)
  if (day !== 'today') return `before ${day}`
  return `before ${clockWords(localTime(at.getTime(), timeZone))} today`
}

/** "today at 5 pm", "on Monday at 9:30 am". */
export function onDayAt(at: Date, now: Date, timeZone: string): string {
  return `${onDay(at, now, timeZone)} at ${clockWords(localTime(at.getTime(), timeZone))}`
}

/** "Priya Nair rings you tomorrow at 9:30 am", "You and Priya Nair talk by video on Monday". */
export function callWords(
  call: NextCall,
  { name, now, timeZone }: { name: string; now: Date; timeZone: string },
): string {
  const when = onDayAt(call.at, now, timeZone)
  if (call.how === 'video') return `You and ${name} talk by video ${when}`
  return call.how === 'telephone' ? `${name} rings you ${when}` : `You meet ${name} ${when}`
}

/** "About 15 minutes": nobody reads to the minute. */
export function aboutMinutes(minutes: number): string {
  const rounded = minutes > 10 ? Math.round(minutes / 5) * 5 : Math.max(1, minutes)
  return `about ${rounded} ${rounded === 1 ? 'minute' : 'minutes'}`
}

/** "Week 3 of about 8 to 10"; past that there is nothing to be behind of. */
export function weekWords(week: number, weeks: string): string {
  const [least = 0, most = least] = weeks.split('-').map(Number)
  if (!most || week > most) return `Week ${week}`
  return `Week ${week} of about ${least === most ? most : `${least} to ${most}`}`
}
