import { showPage } from '#features/frame/index.ts'
import { crisisLines } from '#features/risk/index.ts'
import { mayStillWrite, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { longestTold } from './event-form.ts'
import { eventsOf } from './repository.ts'
import { tellNegativeEffect } from './tell-negative-effect.ts'
import { TellPage } from './tell-page.tsx'

export const ownEventRoutes: readonly Route[] = [
  get('/made-worse', 'treatment.own', async (ctx, request) =>
    showTell(ctx, request, await requireMyCourse(ctx), null),
  ),
  post('/made-worse', 'treatment.own', tell),
]

async function tell(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  if (!mayStillWrite(ctx, course)) return showTell(ctx, request, course, null)
  const told = request.form.trimmed('told')
  const sendKey = request.form.sendKey()
  if (told === '' || told.length > longestTold) {
    const over = (told.length - longestTold).toLocaleString('en-GB')
    const fault =
      told === ''
        ? 'Write a few words before you send it'
        : `This is too long by ${over} characters. Send it in two parts`
    return showTell(ctx, request, course, { told, sendKey, fault })
  }
  await tellNegativeEffect(ctx, course, { told, sendKey: request.form.actKey() ?? sendKey })
  return redirect('/made-worse?sent=1#sent')
}

async function showTell(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  returned: { told: string; sendKey: string; fault: string } | null,
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'Something to say',
    status: returned ? 422 : 200,
    body: (
      <TellPage
        protocol={ctx.content.protocols.adverseEvents}
        lines={crisisLines(ctx)}
        therapistName={course.therapistName}
        told={await eventsOf(ctx, course)}
        typed={returned ?? { told: '', sendKey: newId() }}
        fault={returned?.fault ?? null}
        isOpen={mayStillWrite(ctx, course)}
        wasSent={request.query.has('sent')}
      />
    ),
  })
}
