import type { DecisionCode } from '#clinical/signal-decision.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { AskedSignal } from './course-on-track.ts'
import { type Decision, insertDecisions, type NewDecision } from './repository.ts'

export interface DecisionToMake {
  readonly signals: readonly AskedSignal[]
  readonly decision: DecisionCode
  readonly note: string | null
  readonly sendKey: string
}

/** Writes down what the therapist decided about these signals: one row for each. */
export async function decideSignals(
  ctx: Context,
  course: VisibleCourse,
  made: DecisionToMake,
): Promise<void> {
  if (!course.access.has('therapist')) throw notFound()
  await write(ctx, course, made.signals, (signal) => ({
    ...rowOf(ctx, course, signal, made.sendKey),
    role: 'therapist',
    decision: made.decision,
    note: made.note,
    agreesWith: null,
  }))
}

/** The same by a supervisor of the course's therapist, for whom it is the other role. */
export async function superviseSignals(
  ctx: Context,
  course: VisibleCourse,
  made: DecisionToMake,
): Promise<void> {
  if (!course.access.has('supervisor')) throw notFound()
  await write(ctx, course, made.signals, (signal) => ({
    ...rowOf(ctx, course, signal, made.sendKey),
    role: 'supervisor',
    decision: made.decision,
    note: made.note,
    agreesWith: null,
  }))
}

/** A supervisor's yes to what the therapist decided, for each signal that has a decision. */
export async function agreeWithDecisions(
  ctx: Context,
  course: VisibleCourse,
  agreed: { signals: readonly AskedSignal[]; note: string | null; sendKey: string },
): Promise<void> {
  if (!course.access.has('supervisor')) throw notFound()
  const decided = agreed.signals.filter(hasDecision)
  await write(ctx, course, decided, (signal) => ({
    ...rowOf(ctx, course, signal, agreed.sendKey),
    role: 'supervisor',
    decision: signal.decision.decision,
    note: agreed.note ?? (signal.decision.decision === 'other' ? signal.decision.note : null),
    agreesWith: signal.decision.id,
  }))
}

function hasDecision(signal: AskedSignal): signal is AskedSignal & { decision: Decision } {
  return signal.decision !== null
}

type RowBase = Pick<
  NewDecision,
  'id' | 'courseId' | 'instrumentId' | 'code' | 'since' | 'byId' | 'sendKey'
>

function rowOf(ctx: Context, course: VisibleCourse, signal: AskedSignal, sendKey: string): RowBase {
  invariant(ctx.actor.kind === 'staff', 'a member of staff decides')
  return {
    id: newId(),
    courseId: course.id,
    instrumentId: signal.instrumentId,
    code: signal.code,
    since: signal.since,
    byId: ctx.actor.id,
    sendKey,
  }
}

async function write<S extends AskedSignal>(
  ctx: Context,
  course: VisibleCourse,
  signals: readonly S[],
  toRow: (signal: S) => NewDecision,
): Promise<void> {
  if (signals.length === 0) return
  await transact(ctx, async (ctx: WriteContext) => {
    const rows = signals.map(toRow)
    const written = new Set(await insertDecisions(ctx, rows))
    for (const row of rows) {
      const detail = { instrument: row.instrumentId, code: row.code, decision: row.decision }
      const about = { patientId: course.patientId, detail }
      if (written.has(row.id)) {
        const what = row.agreesWith === null ? 'signal.decided' : 'signal.agreed'
        ctx.audit(what, row.id, about)
      } else ctx.audit('signal.decided-again', course.id, about)
    }
  })
}
