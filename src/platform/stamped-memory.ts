import { LRUCache } from 'lru-cache'
import type { Context } from './context.ts'

/**
 * What was read from rows, kept for as long as their stamp stands. The latest used are kept, up to
 * a number: what is forgotten is read again. A stamp must move in the same commit as the rows, and
 * be read before them.
 */
export class StampedMemory<Value> {
  private readonly kept: LRUCache<string, { stamp: string; value: Value }>

  constructor(mostKept: number) {
    this.kept = new LRUCache({ max: mostKept })
  }

  get(key: string, stamp: string): Value | undefined {
    const found = this.kept.get(key)
    return found?.stamp === stamp ? found.value : undefined
  }

  put(key: string, stamp: string, value: Value): void {
    this.kept.set(key, { stamp, value })
  }
}

/** Something that is kept for each process and database, so that none answers for another. */
export function onePerProcess<Kept extends object>(make: () => Kept): (ctx: Context) => Kept {
  const each = new WeakMap<object, Kept>()
  return ({ platform: { process } }) => {
    const kept = each.get(process) ?? make()
    each.set(process, kept)
    return kept
  }
}
