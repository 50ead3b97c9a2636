import { addDays, isPlainDate, localDate, type PlainDate, startOfDay } from '#clinical/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { Faults } from '#ui/fields.tsx'

/** Which referrals are counted: those that ended from one day to another, both included. */
export interface OutcomeFilter {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly programmeId: string | null
  /** A code as it was recorded; 'none' for those without one. */
  readonly problem: string | null
  /** Null for everybody's people. */
  readonly therapistIds: readonly string[] | null
}

/** The moments between which a referral of the filter ended: from this one, before that one. */
export function momentsOf(
  ctx: Context,
  { from, to }: Pick<OutcomeFilter, 'from' | 'to'>,
): { from: Date; before: Date } {
  const { timeZone } = ctx.service
  return {
    from: new Date(startOfDay(from, timeZone)),
    before: new Date(startOfDay(addDays(to, 1), timeZone)),
  }
}

/** The twelve whole months before this one, which is what the published figures run over. */
export function usualPeriod(ctx: Context): { from: PlainDate; to: PlainDate } {
  const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const first = `${today.slice(0, 7)}-01`
  const before = `${Number(today.slice(0, 4)) - 1}${first.slice(4)}`
  return {
    from: isPlainDate(before) ? before : today,
    to: isPlainDate(first) ? addDays(first, -1) : today,
  }
}

const mostYears = 10

/** Both days of a period as they were typed, or what is wrong with them, by field. */
export function parsePeriod(typed: {
  from: string
  to: string
}): { ok: true; value: { from: PlainDate; to: PlainDate } } | { ok: false; faults: Faults } {
  const { from, to } = typed
  const faults: Record<string, string> = {}
  if (!isPlainDate(from)) faults.from = 'Give the first day as a date'
  if (!isPlainDate(to)) faults.to = 'Give the last day as a date'
  if (!isPlainDate(from) || !isPlainDate(to)) return { ok: false, faults }
  if (to < from) faults.to = 'The last day must be the first day or after it'
  else if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > mostYears)
    faults.to = `Choose ${mostYears} years or fewer`
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: { from, to } }
}
