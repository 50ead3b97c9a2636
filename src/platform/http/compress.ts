import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)
const smallestBytes = 1400

/**
 * Compresses a page for a browser that takes it. Cookies are SameSite=Lax, so no other site can make a signed-in
 * browser ask for pages again and again, which guessing a secret from compressed sizes would need.
 */
export async function compressed(response: Response, request: Request): Promise<Response> {
  const type = response.headers.get('content-type') ?? ''
  if (!/^(text\/html|application\/json)/.test(type) || response.headers.has('content-encoding')) return response
  if (!(request.headers.get('accept-encoding') ?? '').includes('gzip')) return response
  const body = Buffer.from(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.set('vary', 'accept-encoding')
  if (body.length < smallestBytes) return new Response(body, { status: response.status, headers })
  headers.set('content-encoding', 'gzip')
  return new Response(new Uint8Array(await compress(body, { level: 5 })), { status: response.status, headers })
}
