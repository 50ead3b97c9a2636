import { countAttempt } from '#features/accounts/index.ts'
import { findCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { type AnswerLink, linkWithToken } from './repository.ts'

/** A link somebody holds, and the course as the person it was sent to may see it. */
export interface HeldLink {
  readonly link: AnswerLink
  readonly token: string
  readonly course: VisibleCourse
  /** Acts as the person, by this link; never a context to show a page in. */
  readonly ctx: Context
  /** It may still be answered. */
  readonly isOpen: boolean
}

/** The link of an address, open or over; null for one that never was. Looking changes nothing. */
export async function findLink(ctx: Context, request: PageRequest): Promise<HeldLink | null> {
  const token = request.params.token ?? ''
  const isToken = /^[A-Za-z0-9_-]{43}$/.test(token)
  const link = isToken ? await linkWithToken(ctx, hashToken(token)) : null
  if (!link) {
    // Nobody can guess one; this keeps it that way for those who try all day.
    await countAttempt(ctx, { what: 'answer_link', subject: token, address: request.address })
    return null
  }
  const byLink = asThePerson(ctx, link)
  const course = await findCourse(byLink, link.courseId)
  return { link, token, course, ctx: byLink, isOpen: isOpen(ctx, link) }
}

function isOpen(ctx: Context, link: AnswerLink): boolean {
  return link.usedAt === null && link.replacedAt === null && link.expiresAt > ctx.realNow
}

/** Just after it was used: the page that says thank you may be loaded again. */
export function isJustUsed(ctx: Context, { usedAt }: AnswerLink): boolean {
  const minutes = ctx.content.protocols.measures.answerLink.shownAfterMinutes
  return usedAt !== null && ctx.realNow.getTime() - usedAt.getTime() < minutes * 60_000
}

function asThePerson(ctx: Context, link: AnswerLink): Context {
  const { accountId: id, patientId } = link
  const roles: ReadonlySet<'patient'> = new Set(['patient'])
  return { ...ctx, actor: { kind: 'patient', id, patientId, name: '', roles, isByLink: true } }
}
