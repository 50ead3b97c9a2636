import { isDeepStrictEqual } from 'node:util'
import type { Values } from '#content/types.ts'

export type Merge =
  | { readonly ok: true; readonly values: Values }
  | {
      readonly ok: false
      readonly fields: readonly string[]
      /** The later text: what it changed, over all that it did not. */
      readonly values: Values
    }

/**
 * Two people, or one person in two tabs, changed the same version. What only one of them changed is
 * taken; a field that both changed differently is not ours to decide.
 */
export function mergeValues(base: Values, current: Values, incoming: Values): Merge {
  const merged: Record<string, Values[string]> = {}
  const clashing: string[] = []
  for (const id of new Set([base, current, incoming].flatMap((each) => Object.keys(each)))) {
    const [was, is, wanted] = [base, current, incoming].map((each) => each[id])
    const changedThere = !isDeepStrictEqual(was, is)
    const changedHere = !isDeepStrictEqual(was, wanted)
    if (changedThere && changedHere && !isDeepStrictEqual(is, wanted)) clashing.push(id)
    const kept = changedHere ? wanted : is
    if (kept !== undefined) merged[id] = kept
  }
  return clashing.length === 0
    ? { ok: true, values: merged }
    : { ok: false, fields: clashing, values: merged }
}

/** The whole entry, when a form showed only some of its fields. */
export function withShownFields(before: Values, shown: readonly string[], values: Values): Values {
  const rest = Object.entries(before).filter(([id]) => !shown.includes(id))
  return { ...Object.fromEntries(rest), ...values }
}

export function sameValues(one: Values, another: Values): boolean {
  return isDeepStrictEqual({ ...one }, { ...another })
}
