import { plainDate } from '#clinical/calendar.ts'
import {
  type ClockRule,
  dueAt,
  isServiceOpen,
  type SafetyClocks,
  type ServiceHours,
  safetyClocks,
} from '#clinical/safety-clock.ts'
import type { SafetyTrigger } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { safetyProtocol } from './safety-protocol.ts'

/**
 * When this service works. Settings that never open would leave an item without a clock, so the
 * protocol's own hours stand in for them.
 */
export function serviceHours(ctx: Context): ServiceHours {
  const { workingDays, workingFrom, workingTo, bankHolidays } = ctx.service.settings
  const opens = workingDays.length > 0 && workingFrom < workingTo && workingTo < '24'
  const { days, from, to } = ctx.content.protocols.safety.workingHours
  const hours = opens ? { days: workingDays, from: workingFrom, to: workingTo } : { days, from, to }
  return {
    ...hours,
    timeZone: ctx.service.timeZone,
    bankHolidays: bankHolidays.map(plainDate),
  }
}

export function isOpenNow(ctx: Context): boolean {
  return isServiceOpen(ctx.now.getTime(), serviceHours(ctx))
}

/** The protocol's trigger, with the service's own times where it has set them. */
export function triggerOf(ctx: Context, id: string): SafetyTrigger {
  const trigger = safetyProtocol(ctx).triggers.find((known) => known.id === id)
  invariant(trigger, 'the safety protocol knows every trigger that is raised')
  return trigger
}

export function clocksFrom(ctx: Context, from: Date, triggerId: string): SafetyClocks {
  return safetyClocks(from.getTime(), triggerOf(ctx, triggerId), serviceHours(ctx))
}

/** After the call, deciding and closing have as long again as the call itself had. */
export function writeUpBy(ctx: Context, triggerId: string): Date {
  const { contactWithinHours, hours } = triggerOf(ctx, triggerId)
  const rule: ClockRule = { withinMinutes: contactWithinHours * 60, hours, sameWorkingDay: false }
  return new Date(dueAt(ctx.now.getTime(), rule, serviceHours(ctx)))
}
