import { createHash } from 'node:crypto'

/**
 * The id of something that exists once: this card of this course. Pressed twice, or in two tabs,
 * it is
 * the same. Nobody can guess it who does not know the course's own id.
 */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** An order that looks shuffled and is the same each time. */
export function shuffled<T>(items: readonly T[], seed: string, textOf: (item: T) => string): T[] {
  const rank = (item: T) =>
    createHash('sha256')
      .update(`${seed}\n${textOf(item)}`)
      .digest('hex')
  return items
    .map((item) => ({ item, by: rank(item) }))
    .sort((one, another) => (one.by < another.by ? -1 : 1))
    .map(({ item }) => item)
}
