import { createHash, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytesOfId = 16
/** Chance is asked of the system for some hundred ids at once: each asking costs as much as ten. */
const chance = { bytes: new Uint8Array(bytesOfId * 128), used: bytesOfId * 128 }
const latest = { millisecond: 0, place: 0 }

/**
 * A new id: unguessable in a URL, and in order of making, which keeps the indexes small. Those of
 * one millisecond are told apart by their place in it, counted from one that chance gives.
 */
export function newId(): string {
  const random = chanceForOne()
  const now = Date.now()
  if (now > latest.millisecond) {
    latest.millisecond = now
    // 31 bits of 32: the places after it never begin again.
    latest.place = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1
  } else latest.place += 1
  return v7({ random, msecs: latest.millisecond, seq: latest.place })
}

function chanceForOne(): Uint8Array {
  if (chance.used === chance.bytes.length) {
    randomFillSync(chance.bytes)
    chance.used = 0
  }
  const from = chance.used
  chance.used += bytesOfId
  return chance.bytes.subarray(from, chance.used)
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
