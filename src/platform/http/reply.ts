/** Only to our own paths: a redirect never leaves the service. */
export function redirect(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location: ownPath(path) ?? '/', ...headers } })
}

/** A path within this service, or null: no scheme, no host, no backslash, no control character. */
export function ownPath(path: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(path) ? path : null
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status, headers: { 'content-type': 'application/json; charset=utf-8' },
  })
}

export function html(markup: string, status = 200): Response {
  return new Response(markup, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

export function download(body: string, type: string, fileName: string): Response {
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"` },
  })
}
