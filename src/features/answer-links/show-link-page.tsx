import type { ReactNode } from 'react'
import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { LinkOverPage } from './link-pages.tsx'

/** A page as nobody: whoever may be signed in on this device, nothing of theirs is around it. */
export function showLinkPage(
  ctx: Context,
  request: PageRequest,
  page: { body: ReactNode; status?: number },
): Response {
  return showPage(asNobody(ctx), withoutSession(request), {
    ...page,
    title: 'A few questions',
    isBare: true,
  })
}

export function asNobody(ctx: Context): Context {
  return { ...ctx, actor: { kind: 'stranger' } }
}

export function withoutSession(request: PageRequest): PageRequest {
  return { ...request, session: null }
}

export function linkOver(ctx: Context, request: PageRequest): Response {
  const { servicePhone, openingHours } = ctx.service.settings
  return showLinkPage(ctx, request, {
    status: 404,
    body: <LinkOverPage servicePhone={servicePhone ?? null} openingHours={openingHours} />,
  })
}
