import { showPage } from '#features/frame/index.ts'
import {
  findMyCourse,
  mayStillWrite,
  programmeOf,
  requireMyCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { formatTime } from '#ui/time.tsx'
import { barriersRoutes } from './barriers-routes.tsx'
import { clearDraft, readDraft, saveDraft } from './drafts.ts'
import { fitAnswers, hasWords, longestMessage } from './message.ts'
import { type MessageTyped, parseMessage, typedMessage } from './message-form.ts'
import { MessagesPage, NoThreadYetPage } from './messages-page.tsx'
import { answerWords, calledName, promiseOf } from './promise.ts'
import { listThread, markRead } from './read-thread.ts'
import { messageSentAs } from './repository.ts'
import { sayIfItFits } from './say-if-it-fits.ts'
import { sendMessage } from './send-message.ts'

export const messagesRoutes: readonly Route[] = [
  ...barriersRoutes,
  get('/messages', 'treatment.own', showMessages),
  post('/messages', 'treatment.own', postMessage),
  post('/messages/draft', 'treatment.own', postDraft),
  post('/messages/:messageId/fit', 'treatment.own', postFit),
]

const draftKind = 'message'

async function showMessages(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findMyCourse(ctx)
  if (!course) {
    const servicePhone = ctx.service.settings.servicePhone
    return showPage(ctx, request, {
      title: 'Messages',
      body: <NoThreadYetPage servicePhone={servicePhone} />,
    })
  }
  return messagesPage(ctx, request, course, null)
}

async function postMessage(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const posted = parseMessage(request.form)
  if (!mayStillWrite(ctx, course)) return closedPage(ctx, request, course)
  if (!posted.ok) {
    return messagesPage(ctx, request, course, {
      typed: posted.typed,
      words: faultWords(posted.fault, posted.typed),
    })
  }
  await sendMessage(ctx, course, { ...posted.typed, kind: 'message' })
  return redirect('/messages?sent=1#sent')
}

/** Long after an ending: nothing is taken that nobody would read; the words stay on the page. */
async function closedPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
): Promise<Response> {
  if (request.wantsJson) return json({ refused: 'closed' }, 409)
  const typed = typedMessage(request.form)
  return messagesPage(ctx, request, course, { typed, words: 'This was not sent' })
}

interface Fault {
  typed: MessageTyped
  words: string
}

async function messagesPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  fault: Fault | null,
): Promise<Response> {
  // Read first, so that what is new is still shown as new on this page.
  const messages = await listThread(ctx, course)
  const draft = await readDraft(ctx, course, draftKind)
  await markRead(ctx, course)
  const { modules } = programmeOf(ctx, course)
  return showPage(ctx, request, {
    title: 'Messages',
    status: fault ? 422 : 200,
    body: (
      <MessagesPage
        threadId={course.id}
        therapistName={calledName(course.therapistName)}
        messages={messages}
        promise={promiseOf(ctx, course)}
        notWatched={ctx.content.protocols.safety.notWatched}
        moduleTitle={(id) => modules.get(id)?.title ?? null}
        answerWords={(message) => answerWords(ctx, message)}
        typed={fault?.typed ?? typedOf(draft?.fields)}
        draftSavedAt={fault ? null : (draft?.updatedAt ?? null)}
        fault={fault?.words ?? null}
        isOpen={mayStillWrite(ctx, course)}
        wasSent={request.query.has('sent')}
      />
    ),
  })
}

/** The draft brings its key along: sent again after a lost answer, it is still one message. */
function typedOf(fields: Readonly<Record<string, string | readonly string[]>> = {}): MessageTyped {
  const { body, send_key } = fields
  return {
    body: typeof body === 'string' ? body : '',
    sendKey: isId(send_key) ? send_key : newId(),
  }
}

function faultWords(fault: 'empty' | 'too_long', typed: MessageTyped): string {
  if (fault === 'empty') return 'Write something before you send it'
  const over = (typed.body.length - longestMessage).toLocaleString('en-GB')
  return `Your message is too long by ${over} characters. Send it in two parts`
}

/** From the island as it is typed, or from "Save for later" where there is no JavaScript. */
async function postDraft(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  if (!mayStillWrite(ctx, course)) return closedPage(ctx, request, course)
  const typed = typedMessage(request.form)
  if (typed.body.length > longestMessage) {
    if (request.wantsJson) return json({ refused: 'too_long' }, 422)
    return messagesPage(ctx, request, course, { typed, words: faultWords('too_long', typed) })
  }
  // A save that was under way while Send was pressed must not bring the message back.
  const sent = await messageSentAs(ctx, course, typed.sendKey)
  const isSent = sent?.body.startsWith(typed.body)
  if (!isSent && hasWords(typed.body)) {
    await saveDraft(ctx, course, draftKind, { body: typed.body, send_key: typed.sendKey })
  } else if (!isSent && (await readDraft(ctx, course, draftKind))) {
    await clearDraft(ctx, course, draftKind)
  }
  if (!request.wantsJson) return redirect('/messages#write')
  const time = formatTime(ctx.now, 'time', ctx.service.timeZone)
  return json({ savedAt: time, isEmpty: !hasWords(typed.body), isSent })
}

async function postFit(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { messageId } = request.params
  if (!isId(messageId)) throw notFound()
  const answer = fitAnswers.find((known) => known === request.form.text('fit'))
  if (!answer) throw badRequest()
  await sayIfItFits(ctx, course, { messageId, answer })
  return redirect(`/messages#message-${messageId}`)
}
