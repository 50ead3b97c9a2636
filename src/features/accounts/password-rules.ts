import { commonPasswords } from './common-passwords.ts'

export const longestPassword = 200

/** Why a new password is refused: an id that the page puts into words. Null when it is good. */
export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'pattern' | 'about_you'

export interface PasswordOwner {
  readonly isStaff: boolean
  readonly email: string
  readonly name: string
  readonly serviceName: string
}

export function shortestPassword(isStaff: boolean): number {
  return isStaff ? 12 : 10
}

/** Length is the only demand; what is refused is what a guesser tries first. */
export function passwordFault(password: string, owner: PasswordOwner): PasswordFault | null {
  const length = [...password].length
  if (length < shortestPassword(owner.isStaff)) return 'too_short'
  if (length > longestPassword) return 'too_long'
  if (isCommon(password)) return 'common'
  if (isPattern(password.toLowerCase())) return 'pattern'
  return isAbout(password, owner) ? 'about_you' : null
}

function isCommon(password: string): boolean {
  const low = password.toLowerCase()
  const plain = low
    .replaceAll('0', 'o')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('3', 'e')
  return [low, plain].some((text) =>
    [text, strip(text), text.replaceAll(/[^a-z]/g, '')].some((form) => commonPasswords.has(form)),
  )
}

/** Without the numbers and marks that are put before and after a word. */
function strip(text: string): string {
  return text.replace(/^[^a-z]+/, '').replace(/[^a-z]+$/, '')
}

const rows = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyzabcdefghij',
  'qwertyuiopasdfghjklzxcvbnm',
]

/** "aaaaaaaaaa", "abcabcabcabc", "1234567890", "qwertyuiop", and the same backwards. */
function isPattern(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/u.test(text)) return true
  const reversed = [...text].reverse().join('')
  if (rows.some((row) => row.includes(text) || row.includes(reversed))) return true
  return new Set(text).size <= 4 || /^\d{1,14}$/.test(text)
}

/** The address, the name or the service, with little else. */
function isAbout(password: string, owner: PasswordOwner): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  const bare = letters(password)
  const words = [owner.email, owner.email.split('@')[0] ?? '', owner.name, owner.serviceName]
  const parts = words.flatMap((word) => [letters(word), ...word.split(/[^\p{L}]+/u).map(letters)])
  return parts.some(
    (part) => part.length >= 4 && bare.includes(part) && bare.length - part.length <= 3,
  )
}
