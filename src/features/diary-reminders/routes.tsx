import type { ReactNode } from 'react'
import type { Worksheet } from '#content/types.ts'
import { showPage } from '#features/frame/index.ts'
import { requireMyCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { askForReminder } from './ask-for-reminder.ts'
import { endByMail, endReminder } from './end-reminder.ts'
import { NoSuchLinkPage, StopPage, StoppedPage } from './stop-pages.tsx'
import { idInStopToken } from './stop-token.ts'

/** Asking for reminders of a diary; ending them there, or from a mail without signing in. */
export const diaryRemindersRoutes: readonly Route[] = [
  post('/diary/reminder', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const worksheet = diaryIn(ctx, request)
    const id = request.form.requiredActKey()
    await askForReminder(ctx, course, { id, worksheet, atTime: request.form.text('at') })
    return redirect(placeOf(worksheet))
  }),
  post('/diary/reminder/end', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const worksheet = diaryIn(ctx, request)
    await endReminder(ctx, course, worksheet.id)
    return redirect(placeOf(worksheet))
  }),
  get('/stop/:token', 'reminders.stop', async (ctx, request) => {
    const { token = '' } = request.params
    if (!idInStopToken(ctx.keys, token)) return toNobody(ctx, request, <NoSuchLinkPage />, 404)
    return toNobody(ctx, request, <StopPage action={`/stop/${token}`} />)
  }),
  post('/stop/:token', 'reminders.stop', async (ctx, request) => {
    const hasEnded = await endByMail(ctx, request.params.token ?? '')
    if (!hasEnded) return toNobody(ctx, request, <NoSuchLinkPage />, 404)
    return toNobody(ctx, request, <StoppedPage />)
  }),
]

function diaryIn(ctx: Context, request: PageRequest): Worksheet {
  const worksheet = ctx.content.worksheets.get(request.form.text('worksheet_id'))
  if (!worksheet?.remind) throw notFound()
  return worksheet
}

function placeOf(worksheet: Worksheet): string {
  return `/diary?worksheet=${worksheet.id}#reminder`
}

/** Whoever may be signed in on this device, nothing of theirs is around the page. */
function toNobody(ctx: Context, request: PageRequest, body: ReactNode, status = 200): Response {
  return showPage(
    { ...ctx, actor: { kind: 'stranger' } },
    { ...request, session: null },
    { title: 'Reminders', isBare: true, body, status },
  )
}
