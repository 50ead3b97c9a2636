import { v7 } from 'uuid'

/** A new id: unguessable in a URL, and in order of making, which keeps the indexes small. */
export function newId(): string {
  return v7()
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isId(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value)
}
