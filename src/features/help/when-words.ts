import { clocksFrom, type SafetyItem } from '#features/risk/index.ts'
import type { Context } from '#platform/context.ts'
import { formatTime, nearDay } from '#ui/time.tsx'

/** "today before 14:10", "on Monday before 12:00": never earlier than the clock promises. */
export function beforeWords(ctx: Context, at: Date): string {
  const zone = ctx.service.timeZone
  const day = nearDay(at, ctx.now, zone)
  const isNear = day === 'today' || day === 'tomorrow'
  return `${isNear ? day : `on ${day}`} before ${formatTime(at, 'time', zone)}`
}

/** By when somebody rings this person: what the clock of the contact says, or a shortened one. */
export function ringBy(ctx: Context, item: SafetyItem): Date {
  const contactBy = new Date(clocksFrom(ctx, item.raisedAt, item.trigger).contactBy)
  return item.clockStep === 'contact' ? item.dueAt : contactBy
}

/** When somebody would ring if help were asked for now. */
export function ringByIfAskedNow(ctx: Context): Date {
  return new Date(clocksFrom(ctx, ctx.now, 'help_button').contactBy)
}
