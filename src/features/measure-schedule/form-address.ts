import type { Instrument } from '#clinical/instrument.ts'
import { formByKey, formKey } from '#features/instruments/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'

/** Where a person's own form is; its name stands nowhere in it. */
export function formAddress(
  ctx: Context,
  course: Pick<VisibleCourse, 'patientId'>,
  instrument: { readonly id: string },
): string {
  return `/measures/${formKey(ctx, course.patientId, instrument.id)}`
}

/**
 * The form of an address, whether or not it is asked now. A page that was left open while the
 * service's secret was changed has an address of before, and still says in what it posts which form
 * it is: an answer that a person must look at is not lost by that.
 */
export function formAt(
  ctx: Context,
  course: Pick<VisibleCourse, 'patientId'>,
  { params, form }: Pick<PageRequest, 'params' | 'form'>,
): Instrument {
  const { instruments } = ctx.content
  const found = { key: params.formKey, among: instruments.values() }
  const instrument =
    formByKey(ctx, course.patientId, found) ?? instruments.get(form.text('instrument'))
  if (!instrument) throw notFound()
  return instrument
}
