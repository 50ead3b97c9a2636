import type { WordedInstrument } from '#clinical/instrument.ts'
import { openedAt, readResponse } from '#features/instrument-forms/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { inTheseWords, wordsBegunIn } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { draftFor, type FillIn, fillIn, unansweredItems, withPosted, withWords } from './fill-in.ts'
import { submitResponses } from './submit-responses.ts'
import { type Filling, keepDraft } from './take-step.ts'

/** The words that a posted page was shown in, as it says. */
function postedHash(form: Form): string | null {
  const hash = form.text('wording')
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null
}

/** A page that was opened before its words were replaced is taken in the words that it showed. */
export async function wordsShown(
  ctx: Context,
  filling: FillIn,
  { instrument, form }: { instrument: WordedInstrument; form: Form },
): Promise<WordedInstrument> {
  const begun = filling.instruments.find(({ id }) => id === instrument.id) ?? instrument
  const hash = postedHash(form)
  if (hash === null || hash === begun.wordingHash) return begun
  return (await wordsBegunIn(ctx, instrument.id, hash))?.instrument ?? begun
}

interface Posted {
  readonly instrumentId: string
  readonly form: Form
  readonly mode: 'online' | 'link'
}

/** Somebody in the middle of a form that may not be shown any more. */
interface WithdrawnFilling extends Filling {
  /** The same request in a service that still says the form in these words. */
  readonly then: Context
}

/**
 * What somebody was filling in when its words were withdrawn, in the words that their page showed;
 * null where these were not words of this service, or it would not be asked in them either.
 */
async function withdrawnFilling(
  ctx: Context,
  course: VisibleCourse,
  { instrumentId, form }: Omit<Posted, 'mode'>,
): Promise<WithdrawnFilling | null> {
  if (!form.has('wording')) return null
  const begun = await wordsBegunIn(ctx, instrumentId, postedHash(form))
  if (begun?.became !== 'withdrawn') return null
  const { instrument } = begun
  const then = inTheseWords(ctx, instrument)
  const filling = await fillIn(then, course)
  const isAsked = filling.instruments.some(({ id }) => id === instrumentId)
  return isAsked ? { then, course, instrument, filling: withWords(filling, instrument) } : null
}

/** What became of a form that was sent after its words had been withdrawn. */
export interface SentTakenBack {
  readonly itemIds: readonly string[]
}

/**
 * Sends what somebody has answered in words that were withdrawn while they filled the form in, with
 * what they had answered before: it cannot be shown to them again, and nothing of it is lost.
 */
export async function sendTakenBack(
  ctx: Context,
  course: VisibleCourse,
  posted: Posted,
): Promise<SentTakenBack | null> {
  const found = await withdrawnFilling(ctx, course, posted)
  if (!found) return null
  const { then, instrument, filling } = found
  const { form, mode } = posted
  const content = withPosted(draftFor(filling, instrument), readResponse(instrument, form))
  const left = [...content.left, ...unansweredItems(instrument, content)]
  const { answers, extra, skipped: declined } = content
  return submitResponses(then, course, {
    responses: [{ instrument, answers, extra, declined, left }],
    sendKey: form.sendKey(),
    mode,
    startedAt: openedAt(form, ctx.now),
  })
}

/** Keeps what is picked meanwhile, as it is kept in any form. */
export async function keepTakenBack(
  ctx: Context,
  course: VisibleCourse,
  posted: Omit<Posted, 'mode'>,
): Promise<Awaited<ReturnType<typeof keepDraft>> | null> {
  const found = await withdrawnFilling(ctx, course, posted)
  return found && keepDraft(found.then, found, posted.form)
}
