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

const texts = new WeakMap<Response, string>()

/**
 * The text of a reply that html() or json() made: reading it back out of the Response costs more
 * than making it.
 */
export function textOf(response: Response): string | undefined {
  return texts.get(response)
}

function written(text: string, type: string, status: number): Response {
  const response = new Response(text, { status, headers: { 'content-type': type } })
  texts.set(response, text)
  return response
}

export function download(body: string, type: string, fileName: string): Response {
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"` },
  })
}
