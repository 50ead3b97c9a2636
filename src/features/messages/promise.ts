import { localTime, minuteOfDay } from '#clinical/calendar.ts'
import { type ReviewPromise, reviewPromise } from '#clinical/review-rhythm.ts'
import { dueAt } from '#clinical/safety-clock.ts'
import { serviceHours } from '#features/risk/index.ts'
import {
  mayStillWrite,
  rhythmOf,
  type VisibleCourse,
  writingEndsAt,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { formatDay, formatTime } from '#ui/time.tsx'
import type { ThreadMessage } from './message.ts'

/** When what a person writes is read: what was agreed, what comes next, and whether it is late. */
export function promiseOf(ctx: Context, course: VisibleCourse): string[] {
  // The whole name at first, as on every page; after that people are called as people call them.
  const name = course.therapistName
  const within = withinDays(ctx.service.settings.messageReplyWorkingDays)
  if (course.state === 'ended') {
    return afterEnding(ctx, course, within)
  }
  if (course.state === 'preparing' || course.reviewWeekday === null || !course.reviewTime) {
    return [`${name} gets what you write here, and answers within ${within}.`]
  }
  const promise = reviewPromise(
    ctx.now.getTime(),
    course.nextReviewAt?.getTime() ?? null,
    rhythmOf(ctx, course),
  )
  const rhythm =
    course.state === 'paused'
      ? `Your treatment is paused. Messages still reach ${name}.`
      : `${name} reads what you write on ${weekdayNames[promise.weekday]}, by ${clock(promise.by)}.`
  const next = promise.next ? ` ${nextWords(promise, ctx.service.settings.servicePhone)}` : ''
  return [rhythm + next, `Ordinary messages are answered within ${within}.`]
}

/** By when a message was promised an answer: so many working days after it came. */
export function answerBy(ctx: Context, sentAt: Date): number {
  const hours = serviceHours(ctx)
  const dayMinutes = minuteOfDay(hours.to) - minuteOfDay(hours.from)
  const rule = {
    withinMinutes: ctx.service.settings.messageReplyWorkingDays * dayMinutes,
    hours: 'working' as const,
    sameWorkingDay: false,
  }
  return dueAt(sentAt.getTime(), rule, hours)
}

/** What a person may expect of a message that waits: the day, or the truth when it has gone by. */
export function answerWords(ctx: Context, message: ThreadMessage): string | null {
  if (!message.isWaiting) return null
  const by = answerBy(ctx, message.sentAt)
  const day = formatTime(new Date(by), 'day', ctx.service.timeZone)
  const time = clock(localTime(by, ctx.service.timeZone))
  if (by > ctx.now.getTime()) return `You will have an answer by ${day}, ${time}.`
  return `You were to have an answer by ${day}, ${time}. It is late. ${apology}`
}

const apology = 'That is our doing, not yours.'

/** Words that nobody would read are not taken: until when is said from the first day. */
function afterEnding(ctx: Context, course: VisibleCourse, within: string): string[] {
  const until = writingEndsAt(ctx, course)
  const day = until && formatTime(until, 'date', ctx.service.timeZone)
  if (!mayStillWrite(ctx, course)) {
    const ring = ctx.service.settings.servicePhone
    return [
      'Your treatment has ended, and nobody reads this page any more. ' +
        `You could write here until ${day}.`,
      ring
        ? `To get help from us again, ring ${ring}. Your GP can help you too.`
        : 'To get help again, ask your GP, or ask us for treatment as you did the first time.',
    ]
  }
  const reader = `${course.therapistName} still gets what you write here until ${day}, and answers`
  return [`Your treatment has ended. ${reader} within ${within}.`]
}

function nextWords({ next, by }: ReviewPromise, servicePhone: string | undefined): string {
  if (!next) return ''
  const day = formatDay(next.date)
  if (next.day === 'late') {
    const ring = servicePhone ? ` You can ring ${servicePhone} to ask.` : ''
    const when = `on ${day} by ${clock(next.time)}`
    return `It was due ${when}, and it is late. ${apology}${ring}`
  }
  const when = next.day === 'later' ? `on ${day}` : next.day
  return next.time === by ? `Next: ${when}.` : `Next: ${when}, by ${clock(next.time)}.`
}

/** The first name, as people speak of somebody; a title and its name stay together. */
export function calledName(displayName: string): string {
  const [first = displayName, second] = displayName.trim().split(/\s+/)
  return /^(dr|mr|mrs|ms|miss|mx|prof)\.?$/i.test(first) && second ? displayName : first
}

/** "5 pm", "9.30 am": as it is said. */
function clock(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  if (hours === 12 && minutes === 0) return 'midday'
  const past = minutes === 0 ? '' : `.${String(minutes).padStart(2, '0')}`
  return `${hours % 12 === 0 ? 12 : hours % 12}${past} ${hours < 12 ? 'am' : 'pm'}`
}

function withinDays(days: number): string {
  return days === 1 ? '1 working day' : `${days} working days`
}

const weekdayNames = {
  1: 'Mondays',
  2: 'Tuesdays',
  3: 'Wednesdays',
  4: 'Thursdays',
  5: 'Fridays',
  6: 'Saturdays',
  7: 'Sundays',
} as const
