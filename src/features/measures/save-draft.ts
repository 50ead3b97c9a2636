import type { Instrument } from '#clinical/instrument.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { lockCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { DraftContent } from './measure-types.ts'
import { raiseFromAnswers, raiseIfDifferent } from './raise-from-answers.ts'
import { upsertDraft } from './repository.ts'

export interface SavedDraft {
  readonly itemIds: readonly string[]
  /** The form was sent already, from another tab; nothing was kept but what raises an item. */
  readonly wasSent: boolean
}

/**
 * Keeps a form as far as it is filled in. A safety answer in it counts at once: people close the
 * page at just that question.
 */
export async function saveDraft(
  ctx: Context,
  course: VisibleCourse,
  draft: { instrument: Instrument; content: DraftContent; startedAt: Date },
): Promise<SavedDraft> {
  if (!course.access.has('patient')) throw notFound()
  const { instrument } = draft
  return transact(ctx, async (ctx) => {
    ctx.audit('measure.draft-saved', null, {
      patientId: course.patientId,
      detail: { instrument: instrument.id },
    })
    // Sent together and answered in order: what is due is read once the course is held.
    const [, { due }] = await Promise.all([lockCourse(ctx, course), dueMeasures(ctx, course)])
    const asked = due.find(({ instrumentId }) => instrumentId === instrument.id)
    const { answers } = draft.content
    if (!asked) {
      const filling = `late ${draft.startedAt.toISOString()}`
      const openedAt = draft.startedAt
      const given = { instrument, answers, filling, openedAt }
      const itemIds = await raiseIfDifferent(ctx, course, given)
      return { itemIds, wasSent: true }
    }
    const freshSince = new Date(asked.openedAt)
    const startedAt = await upsertDraft(ctx, course, {
      ...draft,
      freshSince,
      // A page left open since an earlier week does not join what was sent then.
      startedAt: draft.startedAt >= freshSince ? draft.startedAt : ctx.now,
    })
    const filling = startedAt.toISOString()
    const itemIds = await raiseFromAnswers(ctx, course, { instrument, answers, filling })
    return { itemIds, wasSent: false }
  })
}
