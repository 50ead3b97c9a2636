import type { CookiePolicy } from '#platform/http/cookies.ts'

let policy: CookiePolicy = { secure: false }

/** Told once at start: whether this installation is reached over https. */
export function setCookiePolicy(told: CookiePolicy): void {
  policy = told
}

export function cookiePolicy(): CookiePolicy {
  return policy
}
