import {
  type Filling,
  keepDraft,
  raiseFromCopy,
  type Step,
  type Submission,
  submitResponses,
  takeMore,
  takeStep,
} from '#features/measures/index.ts'
import type { WriteContext } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { tooMany } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { HeldLink } from './open-link.ts'
import { countSave, usedKeyOf, useUp } from './repository.ts'

/** What came of it; null when the link was over by then, and nothing was kept. */
export function stepByLink(
  held: HeldLink,
  filling: Filling,
  posted: { form: Form; only: number | null; part: 'items' | 'more' },
): Promise<Step | null> {
  const { form, only, part } = posted
  return saving(held, (ctx) =>
    part === 'more' ? takeMore(ctx, filling, { form }) : takeStep(ctx, filling, { form, only }),
  )
}

/** Saves what was picked so far. */
export function draftByLink(held: HeldLink, filling: Filling, form: Form) {
  return saving(held, (ctx) => keepDraft(ctx, filling, form))
}

async function saving<T>(
  held: HeldLink,
  save: (ctx: WriteContext) => Promise<T>,
): Promise<T | null> {
  return transact(held.ctx, async (ctx) => {
    const count = await countSave(ctx, held.link.id)
    if (count !== null && count > ctx.content.protocols.measures.answerLink.mostSaves) {
      throw tooMany()
    }
    if (count !== null) return save(ctx)
    ctx.audit('answer-link.was-over', held.link.id, { patientId: held.course.patientId })
    return null
  })
}

/**
 * Sends the set and uses the link up, both or neither. The same sending again is the same page
 * again; another one by a used link is null, and saves nothing.
 */
export async function sendByLink(
  held: HeldLink,
  sending: Omit<Submission, 'mode'>,
): Promise<{ itemIds: readonly string[] } | null> {
  const { link, course } = held
  return transact(held.ctx, async (ctx) => {
    const isFirst = await useUp(ctx, link.id, sending.sendKey)
    ctx.audit(isFirst ? 'answer-link.used' : 'answer-link.was-over', link.id, {
      patientId: course.patientId,
    })
    if (!isFirst && (await usedKeyOf(ctx, link.id)) !== sending.sendKey) return null
    return submitResponses(ctx, course, { ...sending, mode: 'link' })
  })
}

/** By a link that is over nothing is saved; what a person must look at is raised all the same. */
export async function raiseOnly(
  { ctx, course }: HeldLink,
  copy: Omit<Parameters<typeof raiseFromCopy>[2], 'openedAt'> & { openedAt: Date },
): Promise<readonly string[]> {
  return raiseFromCopy(ctx, course, copy)
}
