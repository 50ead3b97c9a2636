import { showPage } from '#features/frame/index.ts'
import { mayStillWrite, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import type { Faults } from '#ui/fields.tsx'
import {
  type BarriersTyped,
  barriersMessage,
  nothingTyped,
  readBarriersForm,
} from './barriers-form.ts'
import { BarriersPage } from './barriers-page.tsx'
import { calledName, promiseOf } from './promise.ts'
import { sendMessage } from './send-message.ts'

export const barriersRoutes: readonly Route[] = [
  get('/in-the-way', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    if (!mayStillWrite(ctx, course)) return redirect('/messages')
    return barriersPage(ctx, request, course, { typed: nothingTyped(), faults: {} })
  }),
  post('/in-the-way', 'treatment.own', postBarriers),
]

async function postBarriers(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  if (!mayStillWrite(ctx, course)) return redirect('/messages')
  const { barriers } = ctx.content.protocols.engagement
  const reading = readBarriersForm(request.form, barriers)
  if (Object.keys(reading.faults).length > 0) return barriersPage(ctx, request, course, reading)
  const { typed } = reading
  await sendMessage(ctx, course, {
    body: barriersMessage(typed, barriers),
    kind: 'message',
    context: { barriers: [...typed.barriers] },
    sendKey: typed.sendKey,
  })
  return redirect('/messages?sent=1#sent')
}

function barriersPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  shown: { typed: BarriersTyped; faults: Faults },
): Response {
  return showPage(ctx, request, {
    title: 'Something to say',
    status: Object.keys(shown.faults).length > 0 ? 422 : 200,
    body: (
      <BarriersPage
        therapistName={calledName(course.therapistName)}
        promise={promiseOf(ctx, course)}
        notWatched={ctx.content.protocols.safety.notWatched}
        barriers={ctx.content.protocols.engagement.barriers}
        {...shown}
      />
    ),
  })
}
