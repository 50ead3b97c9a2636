import { showPage } from '#features/frame/index.ts'
import { wordedInstrumentOf } from '#features/instruments/index.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { findOwnCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { conflict } from '#platform/refusals.ts'
import { linksOfCourse, mailboxOf } from './repository.ts'
import { sendLinkByHand } from './send-answer-link.ts'
import { StaffLinkPage } from './staff-link-page.tsx'

export const staffLinkRoutes: readonly Route[] = [
  get('/people/:courseId/answer-link', 'record.act', showLinks),
  post('/people/:courseId/answer-link', 'record.act', sendLink),
]

async function showLinks(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const [due, links, mailbox] = [
    await dueMeasures(ctx, course),
    await linksOfCourse(ctx, course),
    await mailboxOf(ctx, course),
  ]
  return showPage(ctx, request, {
    title: 'A link to answer',
    body: (
      <StaffLinkPage
        course={course}
        due={due.due.map(({ instrumentId }) => wordedInstrumentOf(ctx.content, instrumentId))}
        opensNextAt={due.opensNextAt === null ? null : new Date(due.opensNextAt)}
        mailbox={mailbox}
        links={links}
        now={ctx.now}
        validDays={ctx.content.protocols.measures.answerLink.validDays}
        sendKey={newId()}
        isSent={request.query.get('sent') === 'yes'}
      />
    ),
  })
}

async function sendLink(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const key = request.form.requiredSendKey()
  const { due } = await dueMeasures(ctx, course)
  if (due.length === 0 || (await mailboxOf(ctx, course)) === null) throw conflict()
  await sendLinkByHand(ctx, course, key)
  return redirect(`/people/${course.id}/answer-link?sent=yes`)
}
