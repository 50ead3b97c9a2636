import { z } from 'zod'

type Camel<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S
type CamelKeys<T> = { readonly [K in keyof T as Camel<K>]: T[K] }

/** An object with these keys and no others; its snake_case becomes camelCase in the value. */
export function shape<T extends z.core.$ZodLooseShape>(keys: T) {
  return z.strictObject(keys).transform(camelKeys)
}

export function camelKeys<T extends object>(value: T): CamelKeys<T> {
  const entries = Object.entries(value).map(([key, inner]) => [camel(key), inner])
  // The keys are renamed as CamelKeys says; TypeScript cannot follow a computed name.
  return Object.fromEntries(entries) as CamelKeys<T>
}

function camel(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

export const line = z.string().trim().min(1)
export const optionalLine = line.nullable().default(null)
export const wholeNumber = z.int()
export const flag = z.boolean().default(false)

/** `dep.trap_trac`: a programme's or the common prefix, then a name. */
export const dottedId = z
  .string()
  .regex(/^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$/, { error: 'Write an id like dep.trap_trac' })

/** `early_end`: a name inside one file. */
export const simpleId = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, { error: 'Write an id in lower case, like early_end' })

/** `19:30`, on the 24-hour clock; quoted in YAML, where it would else be a number. */
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Write a time like "19:30", in quotes' })

/** A text in paragraphs: one string with blank lines between them, or a list. */
export const paragraphs = z.union([
  line.transform((text) => text.split(/\n\s*\n/).map((part) => part.trim().replace(/\s+/g, ' '))),
  z.array(line).min(1),
])

export const comparison = z.enum(['<', '<=', '==', '!=', '>=', '>'])

/** Items by id, in the order of the file; the second of two with one id is reported. */
export function uniqueIds(items: readonly { readonly id: string }[], context: Refinement): void {
  const seen = new Set<string>()
  for (const [index, item] of items.entries()) {
    if (seen.has(item.id)) {
      const message = `The id "${item.id}" is used twice here.`
      context.addIssue({ code: 'custom', message, path: [index, 'id'] })
    }
    seen.add(item.id)
  }
}

interface Refinement {
  addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[] }): void
}

export function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}
