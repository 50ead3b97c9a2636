import type { ExtraQuestion, Instrument } from '#clinical/instrument.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { dueMeasures } from './due-measures.ts'
import { type DraftContent, emptyDraft, instrumentOf, type MeasureDraft } from './measure-types.ts'
import { draftsOf } from './repository.ts'

/** The forms of one go: what is due, and how far each is filled in. */
export interface FillIn {
  readonly instruments: readonly Instrument[]
  readonly drafts: ReadonlyMap<string, MeasureDraft>
}

export async function fillIn(ctx: Context, course: VisibleCourse): Promise<FillIn> {
  const [{ due }, kept] = await Promise.all([dueMeasures(ctx, course), draftsOf(ctx, course)])
  // What is left of an earlier week, never sent, is not put in front of anybody again.
  const drafts = kept.filter(({ instrumentId, updatedAt }) => {
    const asked = due.find((measure) => measure.instrumentId === instrumentId)
    return asked !== undefined && updatedAt.getTime() >= asked.openedAt
  })
  return {
    instruments: due.map(({ instrumentId }) => instrumentOf(ctx.content, instrumentId)),
    drafts: new Map(drafts.map((draft) => [draft.instrumentId, draft])),
  }
}

export function draftFor(filling: FillIn, instrument: Instrument): DraftContent {
  return filling.drafts.get(instrument.id) ?? emptyDraft
}

/** The questions after the items that apply to these answers. */
export function extraQuestions(instrument: Instrument, draft: DraftContent): ExtraQuestion[] {
  const isAboveZero = Object.values(draft.answers).some((answer) => answer > 0)
  return instrument.extra.filter(({ askWhen }) => askWhen === 'always' || isAboveZero)
}

/** Where the person goes from here; null when every form is filled in and can be sent. */
export function nextStep(filling: FillIn, instrument: Instrument): string | null {
  const draft = draftFor(filling, instrument)
  if (!draft.isExtraAsked && extraQuestions(instrument, draft).length > 0) {
    return `/measures/${instrument.id}/more`
  }
  return nextForm(filling, instrument)
}

function nextForm(filling: FillIn, instrument: Instrument): string | null {
  const next = filling.instruments.find(
    (other) => other.id !== instrument.id && !draftFor(filling, other).isDone,
  )
  return next ? `/measures/${next.id}` : null
}

export function isLastForm(filling: FillIn, instrument: Instrument): boolean {
  return nextForm(filling, instrument) === null
}

/** With one question a screen: the first item neither answered nor left out on purpose. */
export function nextItem(instrument: Instrument, draft: DraftContent): number | null {
  const next = instrument.items.find(
    ({ number }) => draft.answers[number] === undefined && !draft.skipped.includes(number),
  )
  return next?.number ?? null
}
