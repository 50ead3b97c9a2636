import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '#platform/refusals.ts'

// Argon2id, the package's default, at the strength that OWASP asks for: about 20 ms and 19 MiB
// each.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const atOnce = 2
const mayWait = 60

let running = 0
const waiting: (() => void)[] = []

/**
 * Few hashes run at once and few may wait, so that a flood of sign-ins takes neither the memory
 * nor the threads
 * that everybody else needs.
 */
async function queued<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw new Refusal(503, 'busy')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export function hashPassword(password: string): Promise<string> {
  return queued(() => hash(password.normalize('NFKC'), strength))
}

let nobodysHash: Promise<string> | null = null

/** False for an account without a password too, after the same work: the time tells nothing. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('a password that nobody has')
  const against = stored ?? (await nobodysHash)
  const isRight = await queued(() => verify(against, password.normalize('NFKC')))
  return isRight && stored !== null
}
