import { type ModuleEventType, moduleStates as replay } from '#clinical/release.ts'
import { sendNotice } from '#features/notices/index.ts'
import type { Context } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { moduleOf } from './course.ts'
import type { OwnCourse, VisibleCourse } from './find-course.ts'
import { everyModuleEvent } from './module-states.ts'
import { insertModuleEvent } from './repository.ts'

interface WithReason {
  readonly moduleId: string
  readonly reason: string | null
}

/** Opens a module for the person and tells them, in neutral words, that something is new. */
export async function releaseModule(
  ctx: Context,
  course: OwnCourse,
  input: WithReason,
): Promise<void> {
  await transact(ctx, async (ctx) => {
    const changed = await record(ctx, course, { ...input, kind: 'released' })
    if (!changed || !course.patientAccountId) return
    await sendNotice(ctx, {
      kind: 'module_opened',
      to: { accountId: course.patientAccountId },
      dedupeKey: `module-opened ${course.id} ${input.moduleId}`,
    })
  })
}

export async function holdModule(
  ctx: Context,
  course: OwnCourse,
  input: WithReason,
): Promise<void> {
  await recordOrRefuse(ctx, course, { ...input, kind: 'held' })
}

export async function reopenModule(
  ctx: Context,
  course: OwnCourse,
  input: WithReason,
): Promise<void> {
  await recordOrRefuse(ctx, course, { ...input, kind: 'reopened' })
}

export async function skipModule(
  ctx: Context,
  course: OwnCourse,
  input: WithReason,
): Promise<void> {
  await recordOrRefuse(ctx, course, { ...input, kind: 'skipped' })
}

export async function offerModule(
  ctx: Context,
  course: OwnCourse,
  input: WithReason,
): Promise<void> {
  await recordOrRefuse(ctx, course, { ...input, kind: 'offered' })
}

/** The person says yes or not now to a module they were offered. */
export async function answerOffer(
  ctx: Context,
  course: VisibleCourse,
  input: { moduleId: string; accept: boolean },
): Promise<void> {
  requirePatient(course)
  await recordOrRefuse(ctx, course, {
    moduleId: input.moduleId,
    kind: input.accept ? 'accepted' : 'declined',
    reason: null,
  })
}

/** The person opens a module for the first time; later openings change nothing. */
export async function startModule(
  ctx: Context,
  course: VisibleCourse,
  moduleId: string,
): Promise<void> {
  requirePatient(course)
  await record(ctx, course, { moduleId, kind: 'started', reason: null })
}

/** The person says that they have finished; said twice, it is said once. */
export async function submitModule(
  ctx: Context,
  course: VisibleCourse,
  moduleId: string,
): Promise<void> {
  requirePatient(course)
  await record(ctx, course, { moduleId, kind: 'submitted', reason: null })
}

/** Marks every finished module as reviewed, with the review that covered them. */
export async function markModulesReviewed(ctx: Context, course: OwnCourse): Promise<void> {
  const ids = [...(ctx.content.programmes.get(course.programmeId)?.modules.keys() ?? [])]
  const states = replay(ids, await everyModuleEvent(ctx, course))
  for (const [moduleId, { state }] of states) {
    if (state === 'submitted')
      await record(ctx, course, { moduleId, kind: 'reviewed', reason: null })
  }
}

interface ModuleChange extends WithReason {
  readonly kind: ModuleEventType
}

async function recordOrRefuse(
  ctx: Context,
  course: VisibleCourse,
  change: ModuleChange,
): Promise<void> {
  if (!(await record(ctx, course, change))) throw conflict()
}

/** Writes the event only if it changes the module's state; says whether it did. */
async function record(ctx: Context, course: VisibleCourse, change: ModuleChange): Promise<boolean> {
  moduleOf(ctx, course, change.moduleId)
  const before = await everyModuleEvent(ctx, course)
  const now = { type: change.kind, moduleId: change.moduleId, at: ctx.now.getTime() }
  const [was, becomes] = [before, [...before, now]].map(
    (events) => replay([change.moduleId], events).get(change.moduleId)?.state,
  )
  if (was === becomes) return false
  await transact(ctx, async (ctx) => {
    await insertModuleEvent(ctx, course, change)
    ctx.audit(`module.${change.kind}`, change.moduleId, {
      patientId: course.patientId,
      detail: { courseId: course.id },
    })
  })
  return true
}

function requirePatient(course: VisibleCourse): void {
  if (!course.access.has('patient')) throw conflict()
}
