import { type Keys, sameText } from '#platform/crypto.ts'
import { isId } from '#platform/ids.ts'

/**
 * What stands in the address that ends a reminder: its id, with a code that only this installation
 * can make, so that nothing has to be stored and every mail of a reminder carries the same link.
 */
export function stopToken(keys: Keys, id: string): string {
  return `${id.replaceAll('-', '')}${codeOf(keys, id)}`
}

/** The id in a token that was made here; null for any other text. */
export function idInStopToken(keys: Keys, token: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(.{43})$/
  const [, ...found] = parts.exec(token) ?? []
  const id = found.slice(0, 5).join('-')
  return isId(id) && sameText(found[5] ?? '', codeOf(keys, id)) ? id : null
}

function codeOf(keys: Keys, id: string): string {
  return keys.hmac('stop-link', id).toString('base64url')
}
