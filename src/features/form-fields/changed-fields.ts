/** The fields in which two values differ, by name: the audit says which, never to what. */
export function changedFields<T extends object>(before: T, after: T): string[] {
  const was = new Map<string, unknown>(Object.entries(before))
  return Object.entries(after)
    .filter(([name, value]) => was.get(name) !== value)
    .map(([name]) => name)
}
