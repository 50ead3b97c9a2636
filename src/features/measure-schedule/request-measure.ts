import { addDays, type PlainDate, startOfDay } from '#clinical/calendar.ts'
import type { MeasureRequest } from '#clinical/measure-points.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { lockCourse, type OwnCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { closeRequests, insertRequest, wasRequested } from './repository.ts'

export interface MeasureToRequest {
  readonly instrumentId: string
  readonly rhythm: MeasureRequest['rhythm']
  /** The last day on which a weekly one is asked. */
  readonly lastDay: PlainDate | null
  readonly reason: string
  readonly sendKey: string
}

/**
 * Asks for a form of the library, once or with the weekly ones, until a day. A request for the same
 * form takes the place of an earlier one.
 */
export async function requestMeasure(
  ctx: Context,
  course: OwnCourse,
  request: MeasureToRequest,
): Promise<void> {
  const isInTreatment = course.state === 'active' || course.state === 'paused'
  const isUsable = 'usable' in usableInstrument(ctx, request.instrumentId)
  if (!isInTreatment || !isUsable) throw conflict()
  await transact(ctx, async (ctx) => {
    const isNew = await insertOnce(ctx, course, request)
    ctx.audit(isNew ? 'measure.requested' : 'measure.requested-again', course.id, {
      patientId: course.patientId,
      detail: { instrument: request.instrumentId, rhythm: request.rhythm },
    })
  })
}

async function insertOnce(
  ctx: WriteContext,
  course: OwnCourse,
  request: MeasureToRequest,
): Promise<boolean> {
  // Two presses go one after the other: the second must not end what the first has asked for.
  await lockCourse(ctx, course)
  if (await wasRequested(ctx, request.sendKey)) return false
  await closeRequests(ctx, course, request.instrumentId)
  const { lastDay, ...rest } = request
  const until = lastDay && new Date(startOfDay(addDays(lastDay, 1), ctx.service.timeZone))
  return insertRequest(ctx, course, { ...rest, until })
}

/** Stops asking for what was asked for beside the programme. */
export async function withdrawRequest(
  ctx: Context,
  course: OwnCourse,
  instrumentId: string,
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const closed = await closeRequests(ctx, course, instrumentId)
    ctx.audit(closed > 0 ? 'measure.request-withdrawn' : 'measure.request-gone', course.id, {
      patientId: course.patientId,
      detail: { instrument: instrumentId },
    })
  })
}
