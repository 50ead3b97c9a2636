import { instrumentOf } from '#features/instruments/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { type PutAside, requireParty } from './postpone-measure.ts'
import { type DecisionKind, insertDecision } from './repository.ts'

/** Leaves a form out this time; the next time it comes as usual. */
export async function skipMeasure(
  ctx: Context,
  course: VisibleCourse,
  input: PutAside,
): Promise<void> {
  await decide(ctx, course, 'skipped', input)
}

/**
 * Does not ask for a form any more, but once before the end, where the schedule says so: without a
 * last score the first one says nothing.
 */
export async function declineMeasure(
  ctx: Context,
  course: VisibleCourse,
  input: PutAside,
): Promise<void> {
  await decide(ctx, course, 'declined', input)
}

/** Takes back whatever was decided about a form: it is asked as the schedule has it. */
export async function resumeMeasure(
  ctx: Context,
  course: VisibleCourse,
  input: { instrumentId: string; sendKey: string },
): Promise<void> {
  await decide(ctx, course, 'resumed', { ...input, reason: null, note: null })
}

async function decide(
  ctx: Context,
  course: VisibleCourse,
  kind: Exclude<DecisionKind, 'postponed'>,
  input: PutAside,
): Promise<void> {
  requireParty(course)
  const { id: instrument } = instrumentOf(ctx.content, input.instrumentId)
  await transact(ctx, async (ctx) => {
    const isNew = await insertDecision(ctx, course, { ...input, kind, until: null })
    ctx.audit(isNew ? `measure.${kind}` : `measure.${kind}-again`, course.id, {
      patientId: course.patientId,
      detail: { instrument },
    })
  })
}
