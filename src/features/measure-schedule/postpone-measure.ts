import { postponedUntil } from '#clinical/measure-schedule.ts'
import { instrumentOf } from '#features/instruments/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { insertDecision } from './repository.ts'

export interface PutAside {
  readonly instrumentId: string
  /** A label of the protocol's list; null when none was given. */
  readonly reason: string | null
  readonly note: string | null
  readonly sendKey: string
}

/** "Remind me tomorrow": the form waits until then, and a neutral note says that it is there. */
export async function postponeMeasure(
  ctx: Context,
  course: VisibleCourse,
  input: PutAside,
): Promise<{ until: Date }> {
  requireParty(course)
  const { id: instrumentId } = instrumentOf(ctx.content, input.instrumentId)
  const { postponeDays } = ctx.content.protocols.measures
  const until = new Date(postponedUntil(ctx.now.getTime(), postponeDays, ctx.service.timeZone))
  await transact(ctx, async (ctx) => {
    const isNew = await insertDecision(ctx, course, { ...input, kind: 'postponed', until })
    ctx.audit(isNew ? 'measure.postponed' : 'measure.postponed-again', course.id, {
      patientId: course.patientId,
      detail: { instrument: instrumentId },
    })
  })
  return { until }
}

/** The person themselves, or the therapist who may act for them. */
export function requireParty(course: VisibleCourse): void {
  if (!course.access.has('patient') && !course.access.has('therapist')) throw notFound()
}
