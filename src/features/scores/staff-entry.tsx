import { localDate } from '#clinical/calendar.ts'
import { isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import { showPage } from '#features/frame/index.ts'
import { readResponse } from '#features/instrument-forms/index.ts'
import { formByKey, formKey, wordedInstrumentOf } from '#features/instruments/index.ts'
import { submitResponses } from '#features/measures/index.ts'
import { findOwnCourse, type OwnCourse, programmeOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { redirect } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { readFilledOn, readMode } from './enter-form.ts'
import { type EnterFaults, EnterPage } from './enter-page.tsx'

const noFaults: EnterFaults = { missing: [], isModeMissing: false, filledOn: null }

/** A form that the person answered on the phone or on paper, typed in by their therapist. */
export async function showEnterForm(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const usable = usableForms(ctx, course)
  const key = request.query.get('form')
  const instrument =
    key === null ? usable[0] : formByKey(ctx, course.patientId, { key, among: usable })
  if (!instrument) throw notFound()
  return page(ctx, request, course, { instrument, faults: noFaults })
}

export async function enterForm(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { form } = request
  const instrument = wordedInstrumentOf(ctx.content, form.text('instrument'))
  const { answers, extra, declined, missing } = readResponse(instrument, form)
  const mode = readMode(form.text('mode'))
  const filled = readFilledOn(filledOnTyped(ctx, form), clockOf(ctx))
  const left = form.has('anyway') ? [] : missing
  if (mode === null || 'fault' in filled || left.length > 0) {
    const filledOn = 'fault' in filled ? filled.fault : null
    const faults = { missing: left, isModeMissing: mode === null, filledOn }
    return page(ctx, request, course, { instrument, faults })
  }
  const sendKey = form.requiredSendKey()
  const { itemIds } = await submitResponses(ctx, course, {
    responses: [{ instrument, answers, extra, declined, left: missing }],
    sendKey,
    mode,
    startedAt: filled.at,
    filledAt: filled.at,
  })
  const record = `/people/${course.id}`
  return redirect(itemIds[0] ? `${record}/safety/${itemIds[0]}` : record)
}

/** Every form with its words here: those of the programme first, then the others by name. */
function usableForms(ctx: Context, course: OwnCourse): WordedInstrument[] {
  const weekly = programmeOf(ctx, course).measures.weekly
  const place = ({ id }: { id: string }) => (weekly.includes(id) ? weekly.indexOf(id) : Infinity)
  return [...ctx.content.instruments.values()]
    .filter((instrument) => isWorded(instrument))
    .sort((a, b) =>
      place(a) === place(b) ? a.shortName.localeCompare(b.shortName) : place(a) - place(b),
    )
}

function filledOnTyped(ctx: Context, form: Form): string {
  return form.has('filled_on') ? form.trimmed('filled_on') : todayOf(ctx)
}

function todayOf(ctx: Context): string {
  return localDate(ctx.now.getTime(), ctx.service.timeZone)
}

function clockOf(ctx: Context) {
  return { now: ctx.now, timeZone: ctx.service.timeZone }
}

function page(
  ctx: Context,
  request: PageRequest,
  course: OwnCourse,
  shown: { instrument: WordedInstrument; faults: EnterFaults },
): Response {
  const { form } = request
  const { instrument, faults } = shown
  return showPage(ctx, request, {
    title: 'Enter a form',
    status: faults === noFaults ? 200 : 422,
    body: (
      <EnterPage
        course={course}
        instrument={instrument}
        usable={usableForms(ctx, course)}
        keyOf={({ id }) => formKey(ctx, course.patientId, id)}
        chosen={readResponse(instrument, form)}
        mode={readMode(form.text('mode'))}
        filledOn={filledOnTyped(ctx, form)}
        today={todayOf(ctx)}
        faults={faults}
        sendKey={form.sendKey()}
      />
    ),
  })
}
