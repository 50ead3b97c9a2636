import { keepSignalAnswer, showSignalPage } from '#features/help/index.ts'
import { wasRaisedSince } from '#features/risk/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { linkRoot } from './link-questions.tsx'
import { findLink, type HeldLink, isJustUsed } from './open-link.ts'
import { asNobody, linkOver, withoutSession } from './show-link-page.tsx'

/** The same words, question and numbers as for somebody who has signed in, and no more. */
export const linkSafetyRoutes: readonly Route[] = [
  get('/answer/:token/safety/:itemId', 'answer.by-link', showSignal),
  post('/answer/:token/safety/:itemId', 'answer.by-link', answerSignal),
]

async function showSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const held = await holderOf(ctx, request)
  if (!held) return linkOver(ctx, request)
  const { itemId } = request.params
  return showSignalPage(held.ctx, withoutSession(request), held.course, {
    itemId,
    action: `${linkRoot(held)}/safety/${itemId}`,
    wayOn: wayOn(ctx, held),
    frame: asNobody(ctx),
  })
}

async function answerSignal(ctx: Context, request: PageRequest): Promise<Response> {
  const held = await holderOf(ctx, request)
  if (!held) return linkOver(ctx, request)
  const { itemId } = request.params
  await keepSignalAnswer(held.ctx, held.course, itemId, request.form)
  return redirect(`${linkRoot(held)}/safety/${itemId}`)
}

/**
 * The link, while it is open, was used a moment ago, or has just raised this item although it was
 * over. Later the item is between the person and their team.
 */
async function holderOf(ctx: Context, request: PageRequest): Promise<HeldLink | null> {
  const held = await findLink(ctx, request)
  if (!held || held.isOpen || isJustUsed(ctx, held.link)) return held
  const minutes = ctx.content.protocols.measures.answerLink.shownAfterMinutes
  const since = new Date(ctx.now.getTime() - minutes * 60_000)
  const { itemId } = request.params
  return (await wasRaisedSince(held.ctx, held.course, { itemId, since })) ? held : null
}

function wayOn(ctx: Context, held: HeldLink) {
  const root = linkRoot(held)
  if (held.isOpen) {
    return { href: `${root}/questions`, words: 'Carry on with the questions', next: null }
  }
  return isJustUsed(ctx, held.link)
    ? { href: `${root}/sent`, words: 'See what happens next', next: null }
    : { href: '/help', words: 'See more numbers to ring', next: null }
}
