import type { Instrument } from '#clinical/instrument.ts'
import { formByKey, formKey } from '#features/instruments/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'

/** Where a person's own form is; its name stands nowhere in it. */
export function formAddress(
  ctx: Context,
  course: Pick<VisibleCourse, 'patientId'>,
  instrument: { readonly id: string },
): string {
  return `/measures/${formKey(ctx, course.patientId, instrument.id)}`
}

/** The form of an address, whether or not it is asked now. */
export function formAt(
  ctx: Context,
  course: Pick<VisibleCourse, 'patientId'>,
  key: string | undefined,
): Instrument {
  const among = ctx.content.instruments.values()
  const instrument = formByKey(ctx, course.patientId, { key, among })
  if (!instrument) throw notFound()
  return instrument
}
