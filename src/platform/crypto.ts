import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export type KeyPurpose =
  | 'totp'
  | 'throttle'
  | 'database-app-role'
  | 'csrf'
  | 'form-address'
  | 'stop-link'

/** One secret, a key for each purpose, so that no key does two jobs. */
export class Keys {
  // Deriving takes twenty times as long as what a key is then used for, and bytes that Node must
  // make into a key each time five times as long.
  private readonly derived = new Map<KeyPurpose, KeyObject>()

  constructor(private readonly secret: string) {}

  private keyFor(purpose: KeyPurpose): KeyObject {
    const known = this.derived.get(purpose)
    if (known) return known
    const bytes = hkdfSync('sha256', this.secret, 'handrail', purpose, 32)
    const key = createSecretKey(Buffer.from(bytes))
    this.derived.set(purpose, key)
    return key
  }

  hmac(purpose: KeyPurpose, text: string): Buffer {
    return createHmac('sha256', this.keyFor(purpose)).update(text).digest()
  }

  /** Encrypts with AES-256-GCM; the result carries its version so that keys can be rotated. */
  seal(purpose: KeyPurpose, text: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(purpose), iv)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return ['v1', iv, cipher.getAuthTag(), sealed]
      .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
      .join('.')
  }

  /** Opens what `seal` made; throws when it was altered or made with another key. */
  unseal(purpose: KeyPurpose, sealed: string): string {
    const [version, iv, tag, body] = sealed.split('.')
    if (version !== 'v1' || !iv || !tag || body === undefined) throw new Error('not a sealed text')
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.keyFor(purpose),
      Buffer.from(iv, 'base64url'),
    )
    decipher.setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([
      decipher.update(Buffer.from(body, 'base64url')),
      decipher.final(),
    ]).toString('utf8')
  }
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

export function sameText(a: string, b: string): boolean {
  const left = hashToken(a)
  const right = hashToken(b)
  return timingSafeEqual(left, right)
}
