import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

/** A new id: unguessable in a URL, and in order of making, which keeps the indexes small. */
export function newId(): string {
  return v7()
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isId(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value)
}

/** An id made of what it stands for, so that the same thing always has the same one. */
export function idOf(...named: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(named)).digest('hex')
  const cuts = [0, 8, 12, 16, 20, 32]
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join('-')
}
