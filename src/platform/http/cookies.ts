export interface CookiePolicy {
  readonly secure: boolean
}

/** The `__Host-` prefix makes the browser refuse a cookie that another host or path has set. */
export function sessionCookieName({ secure }: CookiePolicy): string {
  return secure ? '__Host-handrail' : 'handrail'
}

export function sessionCookie(token: string, policy: CookiePolicy): string {
  return cookie(sessionCookieName(policy), token, policy, null)
}

export function endedSessionCookie(policy: CookiePolicy): string {
  return cookie(sessionCookieName(policy), '', policy, 0)
}

function cookie(name: string, value: string, policy: CookiePolicy, maxAge: number | null): string {
  return [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(policy.secure ? ['Secure'] : []),
    ...(maxAge === null ? [] : [`Max-Age=${maxAge}`]),
  ].join('; ')
}

export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=') || null
  }
  return null
}
