import { isWorded, type WordedInstrument, type WordedQuestion } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import { openItems, type PostedResponse } from '#features/instrument-forms/index.ts'
import { instrumentOf } from '#features/instruments/index.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { inTheseWords, wordsBegunIn } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import { type DraftContent, emptyDraft, type MeasureDraft } from './measure-types.ts'
import { draftsOf } from './repository.ts'

/** The forms of one go: what is due, and how far each is filled in. */
export interface FillIn {
  readonly instruments: readonly WordedInstrument[]
  readonly drafts: ReadonlyMap<string, MeasureDraft>
  /** When each was opened for answering this time, by the instrument's id. */
  readonly openedAt: ReadonlyMap<string, number>
}

export async function fillIn(ctx: Context, course: VisibleCourse): Promise<FillIn> {
  const [{ due }, kept] = await Promise.all([dueMeasures(ctx, course), draftsOf(ctx, course)])
  // What is left of an earlier week, never sent, is not put in front of anybody again.
  const drafts = kept.filter(({ instrumentId, updatedAt }) => {
    const asked = due.find((measure) => measure.instrumentId === instrumentId)
    return asked !== undefined && updatedAt.getTime() >= asked.openedAt
  })
  const filling = {
    // A form without its words here cannot be put in front of anybody.
    instruments: due
      .map(({ instrumentId }) => instrumentOf(ctx.content, instrumentId))
      .filter((instrument) => isWorded(instrument)),
    drafts: new Map(drafts.map((draft) => [draft.instrumentId, draft])),
    openedAt: new Map(due.map(({ instrumentId, openedAt }) => [instrumentId, openedAt])),
  }
  return inWordsBegun(ctx, filling)
}

/** What was begun in words that were replaced since is finished in them: no form is in two. */
async function inWordsBegun(ctx: Context, filling: FillIn): Promise<FillIn> {
  const instruments = []
  for (const instrument of filling.instruments) {
    const draft = filling.drafts.get(instrument.id)
    const isSame = !draft || draft.wordingHash === instrument.wordingHash
    const begun = isSame ? null : await wordsBegunIn(ctx, instrument.id, draft.wordingHash)
    instruments.push(begun?.instrument ?? instrument)
  }
  return { ...filling, instruments }
}

/** The same forms, one of them in other words. */
export function withWords(filling: FillIn, instrument: WordedInstrument): FillIn {
  const instruments = filling.instruments.map((one) =>
    one.id === instrument.id ? instrument : one,
  )
  return { ...filling, instruments }
}

/** One that was begun and may not be shown any more: its words were withdrawn. */
export interface TakenBack {
  readonly instrument: WordedInstrument
  readonly draft: MeasureDraft
}

/** Forms that this person has begun and could finish, had their words not been withdrawn. */
export async function takenBack(ctx: Context, course: VisibleCourse): Promise<TakenBack[]> {
  const found: TakenBack[] = []
  for (const draft of await draftsOf(ctx, course)) {
    const { instrumentId } = draft
    const current = ctx.content.instruments.get(instrumentId)
    if (!current || isWorded(current)) continue
    const begun = await wordsBegunIn(ctx, instrumentId, draft.wordingHash)
    if (begun?.became !== 'withdrawn') continue
    const { due } = await dueMeasures(inTheseWords(ctx, begun.instrument), course)
    const asked = due.find((measure) => measure.instrumentId === instrumentId)
    if (asked && draft.updatedAt.getTime() >= asked.openedAt) {
      found.push({ instrument: begun.instrument, draft })
    }
  }
  return found
}

export function draftFor(filling: FillIn, instrument: { id: string }): DraftContent {
  return filling.drafts.get(instrument.id) ?? emptyDraft
}

/** The forms as they stand once this one was filled in further. */
export function withDraft(
  filling: FillIn,
  instrument: { id: string; wordingHash?: string | null },
  content: DraftContent,
): FillIn {
  const times = { startedAt: new Date(0), updatedAt: new Date(0) }
  const stored = filling.drafts.get(instrument.id)
  const { id: instrumentId, wordingHash = null } = instrument
  const draft = { ...(stored ?? times), ...content, instrumentId, wordingHash }
  return { ...filling, drafts: new Map(filling.drafts).set(instrument.id, draft) }
}

/** What stood there before and what was chosen now; the newer of two counts. */
export function withPosted(before: DraftContent, posted: PostedResponse): DraftContent {
  const declined = new Set(posted.declined)
  const isTakenBack = (item: number) => declined.has(item) || posted.mistyped[item] !== undefined
  const kept = Object.entries(before.answers).filter(([item]) => !isTakenBack(Number(item)))
  const isOpen = (item: number) => posted.answers[item] === undefined
  const skipped = before.skipped.filter((item) => isOpen(item) && !isTakenBack(item))
  return {
    ...before,
    answers: { ...Object.fromEntries(kept), ...posted.answers },
    extra: { ...before.extra, ...posted.extra },
    skipped: [...new Set([...skipped, ...declined])],
    left: before.left.filter((item) => isOpen(item) && !declined.has(item)),
  }
}

/** The items that these answers ask for, in the order of the form. */
export function askedItems(instrument: WordedInstrument, draft: Pick<DraftContent, 'answers'>) {
  return instrument.items.filter((item) => isAsked(item, draft.answers))
}

/** The items neither answered, nor declined, nor gone on from once already. */
export function unansweredItems(instrument: WordedInstrument, draft: DraftContent): number[] {
  const { answers, skipped, left } = draft
  return openItems(instrument, { answers, declined: [...skipped, ...left] })
}

/** The questions after the items that apply to these answers. */
export function extraQuestions(
  instrument: WordedInstrument,
  draft: DraftContent,
): WordedQuestion[] {
  const isAboveZero = Object.values(draft.answers).some(
    (answer) => typeof answer === 'number' && answer > 0,
  )
  return instrument.extra.filter(({ askWhen }) => askWhen === 'always' || isAboveZero)
}

/** What to ask next; null when every form is filled in and can be sent. */
export interface NextStep {
  readonly instrument: WordedInstrument
  readonly part: 'items' | 'more'
}

export function nextStep(filling: FillIn, instrument: WordedInstrument): NextStep | null {
  const draft = draftFor(filling, instrument)
  if (draft.isDone && !draft.isExtraAsked && extraQuestions(instrument, draft).length > 0) {
    return { instrument, part: 'more' }
  }
  return nextForm(filling, instrument)
}

/** Where somebody who comes back goes on: the first form that is not through. */
export function resumeStep(filling: FillIn): NextStep | null {
  for (const instrument of filling.instruments) {
    if (!draftFor(filling, instrument).isDone) return { instrument, part: 'items' }
    const step = nextStep(filling, instrument)
    if (step?.part === 'more') return step
  }
  return null
}

function nextForm(filling: FillIn, instrument: { id: string }): NextStep | null {
  const next = filling.instruments.find(
    (other) => other.id !== instrument.id && !draftFor(filling, other).isDone,
  )
  return next ? { instrument: next, part: 'items' } : null
}

export function isLastForm(filling: FillIn, instrument: { id: string }): boolean {
  return nextForm(filling, instrument) === null
}

/** With one question a screen: the first item that is still open. */
export function nextItem(instrument: WordedInstrument, draft: DraftContent): number | null {
  return unansweredItems(instrument, draft)[0] ?? null
}
