import { gzipSync } from 'node:zlib'
import { textOf } from './reply.ts'

const smallestBytes = 1400

/**
 * As little to prepare as a page needs: with what zlib takes by itself, making ready its 260 kB
 * costs as much as compressing, and a long page comes out only a twentieth smaller.
 */
const gzip = { level: 3, memLevel: 6, windowBits: 14 }

/**
 * Compresses a page for a browser that takes it. Cookies are SameSite=Lax, so no other site can
 * make a signed-in
 * browser ask for pages again and again, which guessing a secret from compressed sizes would need.
 */
export function compressed(response: Response, request: Request): Response {
  const text = textOf(response)
  if (text === undefined || response.headers.has('content-encoding')) return response
  if (!(request.headers.get('accept-encoding') ?? '').includes('gzip')) return response
  response.headers.set('vary', 'accept-encoding')
  if (text.length < smallestBytes) return response
  const headers = new Headers(response.headers)
  headers.set('content-encoding', 'gzip')
  // At once: for a page, handing it to another thread takes longer than the work.
  return new Response(gzipSync(bytesOf(text), gzip), { status: response.status, headers })
}

/** Room for a page of 170,000 letters: taking it anew for each would cost as much as writing it. */
const room = Buffer.allocUnsafeSlow(512 * 1024)

/** The bytes of a text, until the next is asked for. */
function bytesOf(text: string): Buffer {
  const most = text.length * 3
  return most > room.length ? Buffer.from(text) : room.subarray(0, room.write(text))
}
