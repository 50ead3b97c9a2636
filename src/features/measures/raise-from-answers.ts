import type { Answers, Instrument } from '#clinical/instrument.ts'
import { raisedSignals } from '#clinical/scoring.ts'
import { noteChangedAnswer, raiseSafetyItem } from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { WriteContext } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import { previousAnswer } from './repository.ts'

export interface AnswersGiven {
  readonly instrument: Instrument
  readonly answers: Answers
  /** Tells one filling-in from the next: a draft and the form sent from it are one signal. */
  readonly filling: string
  /** For a form of an earlier day; "the answer before" is one of before that day, or before now. */
  readonly filledAt?: Date | undefined
}

/**
 * Raises a safety item for every answer that a person must look at, in a draft and in a sent form
 * alike, and gives their ids. One filling-in raises each once; a changed answer is put on record.
 */
export async function raiseFromAnswers(
  ctx: WriteContext,
  course: VisibleCourse,
  given: AnswersGiven,
): Promise<string[]> {
  const { instrument, answers } = given
  const signals = raisedSignals(instrument, answers)
  for (const { item, signal, atLeast } of instrument.safetyItems) {
    const value = answers[item]
    if (typeof value !== 'number' || value >= atLeast) continue
    await noteChangedAnswer(ctx, course, { ...sourceOf(course, given, signal, item), value })
  }
  const itemIds: string[] = []
  for (const { signal, item, answer, atLeast } of signals) {
    itemIds.push(await raiseOne(ctx, course, given, { signal, item, answer, atLeast }))
  }
  return itemIds
}

/**
 * For a copy of a form that is not asked now. What says the same as a form sent since this one was
 * opened raises nothing more; the same answer weeks ago is no reason to pass over this one, which
 * may come from a page left open when treatment paused or ended.
 */
export async function raiseIfDifferent(
  ctx: WriteContext,
  course: VisibleCourse,
  given: AnswersGiven & { openedAt: Date },
): Promise<string[]> {
  const instrumentId = given.instrument.id
  for (const { item, answer } of raisedSignals(given.instrument, given.answers)) {
    const since = given.openedAt
    const sent = await previousAnswer(ctx, course, { instrumentId, item, since })
    if (sent !== answer) return raiseFromAnswers(ctx, course, given)
  }
  return []
}

async function raiseOne(
  ctx: WriteContext,
  course: VisibleCourse,
  given: AnswersGiven,
  raised: { signal: string; item: number; answer: number; atLeast: number },
): Promise<string> {
  const { signal, item, answer, atLeast } = raised
  const instrumentId = given.instrument.id
  const before = { instrumentId, item, before: given.filledAt ?? ctx.now }
  const detail = previousAnswer(ctx, course, before).then((previous) => ({
    instrument: instrumentId,
    item,
    atLeast,
    value: answer,
    previous,
  }))
  const source = sourceOf(course, given, signal, item)
  const found = await raiseSafetyItem(ctx, course, { ...source, detail })
  if (found.isNew) return found.id
  if ((found.closedAt || found.lookedAt) && answer > (found.detail.value ?? 0)) {
    // It was read on a lower answer of the same form: the higher one is looked at anew.
    const higher = { ...given, filling: `${given.filling} ${answer}` }
    const anew = sourceOf(course, higher, signal, item)
    return (await raiseSafetyItem(ctx, course, { ...anew, detail })).id
  }
  await noteChangedAnswer(ctx, course, { ...source, value: answer, item: found })
  return found.id
}

/** An id made of what it stands for, so that the same filling-in always gives the same one. */
function sourceOf(course: VisibleCourse, given: AnswersGiven, trigger: string, item: number) {
  const named = [course.id, given.instrument.id, item, given.filling].join(' ')
  const hex = hashToken(named).toString('hex')
  const sourceId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
  return { trigger, sourceId }
}
