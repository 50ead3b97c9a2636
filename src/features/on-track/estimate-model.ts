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

/**
 * Makes a proposal of a model for one instrument from the service's own ended courses, and says how
 * it does on courses that it was not made from. Nothing uses it until a named person approves it.
 */
export async function estimateModel(ctx: Context, instrumentId: string): Promise<Estimate> {
  const instrument = ctx.content.instruments.get(instrumentId)
  const file = ctx.content.expectedRanges.get(instrumentId)
  if (!instrument || !file) return { ok: false, why: `There is no model of ${instrumentId}.` }
  const { leastCourses, leastCoursesInAGroup } = ctx.content.protocols.onTrack.ownModel
  const forms = await finishedForms(ctx, instrumentId)
  const courseCount = new Set(forms.map(({ courseId }) => courseId)).size
  if (courseCount < leastCourses) {
    const found = `${courseCount} courses have ended with two scores or more`
    return { ok: false, why: `${instrument.shortName}: ${found}; ${leastCourses} are needed.` }
  }
  const estimate = estimateRange(
    forms.map((form) => toObservation(ctx, instrument, form)),
    {
      instrumentId,
      minimum: instrument.scoring.minimum,
      maximum: instrument.scoring.maximum,
      untilWeek: file.spread.length - 1,
      quantiles: file.quantiles,
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
