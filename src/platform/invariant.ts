/** What cannot be. Fails the request loudly; the page says only that something went wrong. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${what}`)
}
