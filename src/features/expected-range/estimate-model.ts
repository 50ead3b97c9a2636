import { estimateRange } from '#clinical/estimate-range.ts'
import type { RangeModel } from '#clinical/expected-range.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { RangeObservation, RangeTrial } from '#clinical/range-trial.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import { type FinishedForm, finishedForms, insertModel } from './model-repository.ts'
import { alwaysShown, groupsOfPerson } from './trial-groups.ts'

export type Estimate =
  | {
      readonly ok: true
      readonly id: string
      readonly courseCount: number
      readonly model: RangeModel
      readonly trial: RangeTrial
    }
  | { readonly ok: false; readonly why: string }

/** A scale of several totals: somebody can be above or below others on it. */
export function hasTotal({ scoring }: Instrument): boolean {
  return scoring.method !== 'none' && scoring.maximum > scoring.minimum
}

/**
 * Makes a proposal of a model for one instrument from the service's finished courses, and says how
 * it does on courses that it was not made from. Nothing uses it until a named person approves it.
 */
export async function estimateModel(
  ctx: Context,
  instrumentId: string,
  /** As the outcome rules say: `reporting` works it out. */
  finishedReferrals: readonly string[],
): Promise<Estimate> {
  const instrument = ctx.content.instruments.get(instrumentId)
  if (!instrument || !hasTotal(instrument)) {
    return { ok: false, why: `There is no total of ${instrumentId} to make a model of.` }
  }
  const file = ctx.content.expectedRanges.get(instrumentId)
  const { ownModel } = ctx.content.protocols.onTrack
  const { leastCourses, leastCoursesInAGroup } = ownModel
  const forms = await finishedForms(ctx, instrumentId, finishedReferrals)
  const courseCount = new Set(forms.map(({ courseId }) => courseId)).size
  if (courseCount < leastCourses) {
    const found = `${courseCount} finished courses have two scores or more`
    return { ok: false, why: `${instrument.shortName}: ${found}; ${leastCourses} are needed.` }
  }
  const estimate = estimateRange(
    forms.map((form) => toObservation(ctx, instrument, form)),
    {
      instrumentId,
      minimum: instrument.scoring.minimum,
      maximum: instrument.scoring.maximum,
      untilWeek: file ? file.spread.length - 1 : ownModel.untilWeek,
      quantiles: file?.quantiles ?? ownModel.quantiles,
    },
    { leastCourses: leastCoursesInAGroup, groups: alwaysShown(ctx.content) },
  )
  if (estimate === null) {
    return { ok: false, why: `${instrument.shortName}: the totals are too much alike for a line.` }
  }
  const { model, trial, formCount } = estimate
  const id = newId()
  await transact(ctx, async (ctx) => {
    await insertModel(ctx, { id, model, trial, courseCount, formCount })
    ctx.audit('range-model.proposed', id, { detail: { instrument: instrumentId, courseCount } })
  })
  return { ok: true, id, courseCount, model, trial }
}

function toObservation(ctx: Context, instrument: Instrument, form: FinishedForm): RangeObservation {
  const { courseId, start, week, total } = form
  return { courseId, start, week, total, groups: groupsOfPerson(ctx.content, instrument, form) }
}
