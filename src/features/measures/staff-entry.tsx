import type { Instrument } from '#clinical/instrument.ts'
import { showPage } from '#features/frame/index.ts'
import { findOwnCourse, type OwnCourse, programmeOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import { EnterPage } from './enter-page.tsx'
import { instrumentOf, type ResponseMode } from './measure-types.ts'
import { readResponse } from './response-form.ts'
import { submitResponses } from './submit-responses.ts'

/** A form that the person answered on the phone or on paper, typed in by their therapist. */
export async function showEnterForm(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const [first] = programmeOf(ctx, course).measures.weekly
  const instrument = instrumentOf(ctx.content, request.query.get('instrument') ?? first)
  return page(ctx, request, course, { instrument, isReturned: false })
}

export async function enterForm(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { form } = request
  const instrument = instrumentOf(ctx.content, form.text('instrument'))
  const { answers, extra, missing } = readResponse(instrument, form)
  const mode = modeOf(form.text('mode'))
  if (mode === null || (missing.length > 0 && !form.has('anyway'))) {
    return page(ctx, request, course, { instrument, isReturned: true })
  }
  const sendKey = form.text('send_key')
  if (!isId(sendKey)) throw badRequest()
  const { itemIds } = await submitResponses(ctx, course, {
    responses: [{ instrument, answers, extra }],
    sendKey,
    mode,
    startedAt: ctx.now,
  })
  const record = `/people/${course.id}`
  return redirect(itemIds[0] ? `${record}/safety/${itemIds[0]}` : record)
}

function page(
  ctx: Context,
  request: PageRequest,
  course: OwnCourse,
  shown: { instrument: Instrument; isReturned: boolean },
): Response {
  const { form } = request
  const posted = readResponse(shown.instrument, form)
  const key = form.text('send_key')
  return showPage(ctx, request, {
    title: 'Enter a form',
    status: shown.isReturned ? 422 : 200,
    body: (
      <EnterPage
        course={course}
        instrument={shown.instrument}
        others={programmeOf(ctx, course)
          .measures.weekly.filter((id) => id !== shown.instrument.id)
          .map((id) => instrumentOf(ctx.content, id))}
        chosen={posted}
        mode={modeOf(form.text('mode'))}
        missing={shown.isReturned ? posted.missing : []}
        isModeMissing={shown.isReturned && modeOf(form.text('mode')) === null}
        sendKey={isId(key) ? key : newId()}
      />
    ),
  })
}

function modeOf(text: string): Exclude<ResponseMode, 'online'> | null {
  return text === 'telephone' || text === 'paper' ? text : null
}
