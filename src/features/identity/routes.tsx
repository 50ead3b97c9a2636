import type { Context } from '#platform/context.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { darkened, readableColour } from './colour.ts'
import { storedLogo } from './repository.ts'

/** Named by what they are: what is there never changes, and what was removed is not there. */
const keptForGood = 'public, max-age=31536000, immutable'

export const identityRoutes: readonly Route[] = [
  get('/identity/logo/:logoId', 'public.read', sendLogo),
  get('/identity/colour/:colour', 'public.read', sendColour),
]

async function sendLogo(ctx: Context, request: PageRequest): Promise<Response> {
  const logo = await storedLogo(ctx, request.params.logoId ?? '')
  if (!logo) throw notFound()
  return new Response(logo.bytes, {
    headers: { 'content-type': logo.mediaType, 'cache-control': keptForGood },
  })
}

/** A style sheet of one line: pages may hold no style of their own. */
async function sendColour(ctx: Context, request: PageRequest): Promise<Response> {
  const colour = readableColour(ctx.service.settings.colour)
  if (colour === null || `${colour.slice(1)}.css` !== request.params.colour) throw notFound()
  // Words stand in it on white; where they stand on a tint, and in links, it is a little darker.
  const own = [
    `--hr-own:${colour}`,
    `--hr-accent:${colour}`,
    `--hr-accent-dark:${darkened(colour, 0.7)}`,
    `--hr-link:${darkened(colour, 0.85)}`,
  ]
  return new Response(`:root{${own.join(';')}}`, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': keptForGood },
  })
}
