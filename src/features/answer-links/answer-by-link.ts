import {
  type Filling,
  keepDraft,
  keepTakenBack,
  raiseFromCopy,
  type Step,
  type Submission,
  sendTakenBack,
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

/** What was answered in words that were withdrawn meanwhile; null where it was none of these. */
export function takenBackByLink(held: HeldLink, form: Form) {
  const posted = { instrumentId: form.text('instrument'), form, mode: 'link' as const }
  return savingIfAny(held, (ctx) => sendTakenBack(ctx, held.course, posted))
}

/** The same while it is being picked. */
export function draftTakenBackByLink(held: HeldLink, form: Form) {
  const posted = { instrumentId: form.text('instrument'), form }
  return savingIfAny(held, (ctx) => keepTakenBack(ctx, held.course, posted))
}

/** Where nothing was there to keep, that it came is on record all the same. */
function savingIfAny<T>(
  held: HeldLink,
  save: (ctx: WriteContext) => Promise<T | null>,
): Promise<T | null> {
  return saving(held, async (ctx) => {
    const kept = await save(ctx)
    if (kept === null) {
      ctx.audit('answer-link.nothing-kept', held.link.id, { patientId: held.course.patientId })
    }
    return kept
  })
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
