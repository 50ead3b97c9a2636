/** Only to our own paths: a redirect never leaves the service. */
export function redirect(path: string, headers: Record<string, string> = {}): Response {
  const location = headerSafe(ownPath(path) ?? '/')
  return new Response(null, { status: 303, headers: { location, ...headers } })
}

/** A header holds only ASCII; a path that somebody typed may hold anything. */
function headerSafe(path: string): string {
  return path.toWellFormed().replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character))
}

/** A path within this service, or null: no scheme, no host, no backslash, no control character. */
export function ownPath(path: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(path) ? path : null
}

export function json(body: unknown, status = 200): Response {
  return written(JSON.stringify(body), 'application/json; charset=utf-8', status)
}

export function html(markup: string, status = 200): Response {
  return written(markup, 'text/html; charset=utf-8', status)
}

/**
 * Where a reply keeps its own text. Kept beside the replies, in a WeakMap, every page would outlive
 * its reply until the next full collection.
 */
const ownText = Symbol('text')

/**
 * The text of a reply that html() or json() made: reading it back out of the Response costs more
 * than making it.
 */
export function textOf(response: Response & { readonly [ownText]?: string }): string | undefined {
  return response[ownText]
}

function written(text: string, type: string, status: number): Response {
  const response = new Response(text, { status, headers: { 'content-type': type } })
  return Object.assign(response, { [ownText]: text })
}

export function download(body: string, type: string, fileName: string): Response {
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"` },
  })
}
