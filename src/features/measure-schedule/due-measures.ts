import { isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import type { MeasurePoint, MeasureSchedule, MeasuresDue } from '#clinical/measure-points.ts'
import { measuresDue, nothingDue } from '#clinical/measure-schedule.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { programmeOf, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { measureFacts } from './measure-facts.ts'

/** A form that the programme wants and this service cannot ask yet. */
export interface CannotAsk {
  readonly instrumentId: string
  readonly pointId: string
  /** A sentence for staff. */
  readonly why: string
  readonly instead: WordedInstrument | null
}

export interface DueMeasures extends MeasuresDue {
  readonly cannotAsk: readonly CannotAsk[]
}

/**
 * Which questionnaires this person is asked now, why not the others, and when the next ones open.
 * The one place that says so: for the person's page, the forms, reminders and staff.
 */
export async function dueMeasures(ctx: Context, course: VisibleCourse): Promise<DueMeasures> {
  const { cannotAsk, schedule } = scheduleFor(ctx, course)
  const { startedAt } = course
  if (!startedAt) return { ...nothingDue, cannotAsk }
  const { history, endedAs } = await measureFacts(ctx, { ...course, startedAt }, formsOf(schedule))
  const { askNothingAfter } = programmeOf(ctx, course).measures
  if (endedAs !== null && askNothingAfter.includes(endedAs)) return { ...nothingDue, cannotAsk }
  const requests = history.requests.filter(({ instrumentId }) => isUsable(ctx, instrumentId))
  return { ...measuresDue(schedule, { ...history, requests }), cannotAsk }
}

/** The programme's schedule as this service can follow it. */
function scheduleFor(
  ctx: Context,
  course: VisibleCourse,
): { schedule: MeasureSchedule; cannotAsk: CannotAsk[] } {
  const { measures } = ctx.content.protocols
  const cannotAsk: CannotAsk[] = []
  const points = programmeOf(ctx, course).measures.points.map((point) => {
    const { usable, missing } = usableOf(ctx, point)
    cannotAsk.push(...missing)
    return { ...point, instruments: usable }
  })
  const longerForms = new Map<string, string[]>()
  for (const { form, holds } of measures.longerForms) {
    for (const shorter of holds) {
      longerForms.set(shorter, [...(longerForms.get(shorter) ?? []), form])
    }
  }
  const questions = new Map(
    [...ctx.content.instruments.values()].map(({ id, items }) => [
      id,
      // Those that another answer brings up are not counted: most people never see them.
      items.filter(({ askIf }) => askIf === null).length,
    ]),
  )
  const { mostQuestionsADay } = measures
  const { timeZone } = ctx.service
  return { schedule: { points, mostQuestionsADay, questions, longerForms, timeZone }, cannotAsk }
}

/** What stands in for a form is asked at the same point, and once. */
function usableOf(ctx: Context, point: MeasurePoint): { usable: string[]; missing: CannotAsk[] } {
  const usable: string[] = []
  const missing: CannotAsk[] = []
  for (const instrumentId of point.instruments) {
    const found = usableInstrument(ctx, instrumentId)
    if ('usable' in found) usable.push(instrumentId)
    else {
      const { missing: why, instead } = found
      missing.push({ instrumentId, pointId: point.id, why, instead })
      if (instead && point.when.kind !== 'on_request') usable.push(instead.id)
    }
  }
  return { usable: [...new Set(usable)], missing }
}

/** The forms of a schedule and the longer ones that hold them: no other decides on anything. */
function formsOf({ points, longerForms }: MeasureSchedule): string[] {
  const scheduled = points.flatMap(({ instruments }) => instruments)
  return [...new Set([...scheduled, ...scheduled.flatMap((id) => longerForms.get(id) ?? [])])]
}

function isUsable(ctx: Context, instrumentId: string): boolean {
  const instrument = ctx.content.instruments.get(instrumentId)
  return instrument !== undefined && isWorded(instrument)
}
