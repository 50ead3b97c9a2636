import type { WordedInstrument } from '#clinical/instrument.ts'
import { raisedSignals } from '#clinical/scoring.ts'
import { openedAt, readResponse } from '#features/instrument-forms/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import {
  draftFor,
  type FillIn,
  nextItem,
  nextStep,
  unansweredItems,
  withDraft,
  withPosted,
} from './fill-in.ts'
import type { DraftContent } from './measure-types.ts'
import { saveDraft } from './save-draft.ts'
import type { Submission } from './submit-responses.ts'

/** One form of those that are asked now, as a person posts it. */
export interface Filling {
  readonly course: VisibleCourse
  readonly instrument: WordedInstrument
  readonly filling: FillIn
}

/** What came of a posted page. */
export type Step =
  /** The form is not asked now: it was sent already, from another page. */
  | { readonly kind: 'not_asked' }
  /** Something has no answer: the same page again, with what was chosen. */
  | { readonly kind: 'ask_again'; readonly chosen: DraftContent; readonly missing: number[] }
  /** One question a screen: on with the next. */
  | { readonly kind: 'next_item'; readonly item: number; readonly itemIds: readonly string[] }
  | { readonly kind: 'done'; readonly filling: FillIn; readonly itemIds: readonly string[] }

/**
 * Keeps what was chosen, with every safety item that it raises, and says how it goes on. `only` is
 * the one item of the screen; null when the whole form was on it.
 */
export async function takeStep(
  ctx: Context,
  found: Filling,
  posted: { form: Form; only: number | null },
): Promise<Step> {
  const { course, instrument, filling } = found
  const { form, only } = posted
  const chosen = withPosted(draftFor(filling, instrument), readResponse(instrument, form))
  const open = unansweredItems(instrument, chosen)
  const isThrough = open.length === 0 || (only === null && form.has('anyway'))
  // Asked once, by name; what is open then is left empty, which is not a "prefer not to say".
  const left = isThrough ? [...chosen.left, ...open] : chosen.left
  const content = { ...chosen, left, isDone: isThrough }
  const startedAt = openedAt(form, ctx.now)
  const saved = await saveDraft(ctx, course, { instrument, content, startedAt })
  if (saved.wasSent) return { kind: 'not_asked' }
  const itemIds = only === null ? saved.itemIds : raisedBy(only, instrument, content, saved.itemIds)
  if (isThrough) return { kind: 'done', filling: withDraft(filling, instrument, content), itemIds }
  if (only === null) return { kind: 'ask_again', chosen, missing: open }
  if (open.includes(only)) return { kind: 'ask_again', chosen, missing: [only] }
  return { kind: 'next_item', item: nextItem(instrument, chosen) ?? only, itemIds }
}

/**
 * Of the safety items of a form, the one that this question raised. Words and numbers come after
 * it, and once more when all is sent; after each question that follows they would be in the way.
 */
function raisedBy(
  only: number,
  instrument: WordedInstrument,
  { answers }: DraftContent,
  itemIds: readonly string[],
): string[] {
  const signals = raisedSignals(instrument, answers)
  return itemIds.filter((_, place) => signals[place]?.item === only)
}

/**
 * Keeps what was answered after the items of a form that is through. Where every form is through
 * by that, and the set is sent in the next breath (`sendsAtOnce`), the sending keeps it.
 */
export async function takeMore(
  ctx: Context,
  found: Filling,
  posted: { form: Form; sendsAtOnce?: boolean },
): Promise<Step> {
  const { course, instrument, filling } = found
  const { extra } = readResponse(instrument, posted.form)
  const before = draftFor(filling, instrument)
  const content = { ...before, extra: { ...before.extra, ...extra }, isExtraAsked: true }
  const done: Step = {
    kind: 'done',
    filling: withDraft(filling, instrument, content),
    itemIds: [],
  }
  if (posted.sendsAtOnce && nextStep(done.filling, instrument) === null) return done
  const { wasSent } = await saveDraft(ctx, course, { instrument, content, startedAt: ctx.now })
  return wasSent ? { kind: 'not_asked' } : done
}

/** An island saves as answers are picked; what it sends is the form as it stands. */
export async function keepDraft(ctx: Context, found: Filling, form: Form) {
  const { course, instrument, filling } = found
  const before = draftFor(filling, instrument)
  const { itemIds, wasSent } = await saveDraft(ctx, course, {
    instrument,
    content: withPosted(before, readResponse(instrument, form)),
    startedAt: openedAt(form, ctx.now),
  })
  return { savedAt: ctx.now.toISOString(), wasSent, showsHelp: itemIds.length > 0 }
}

/** Every form of the set, to be sent together. */
export function setToSend(filling: FillIn): Submission['responses'] {
  return filling.instruments.map((instrument) => {
    const { answers, extra, skipped, left } = draftFor(filling, instrument)
    return { instrument, answers, extra, declined: skipped, left }
  })
}

/** One form as it was posted, where it is not asked any more. */
export function lateCopy(instrument: WordedInstrument, form: Form): Submission['responses'] {
  const { answers, extra, declined, missing } = readResponse(instrument, form)
  return [{ instrument, answers, extra, declined, left: missing }]
}
