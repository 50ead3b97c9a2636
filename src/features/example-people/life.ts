import { createHash } from 'node:crypto'
import type { Block, Content, Programme } from '#content/types.ts'
import type { CallDiary } from './contact-rows.ts'
import type { Person } from './read-people.ts'
import type { Rows } from './rows.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { Timeline } from './timeline.ts'

/** One invented person while their records are being made. */
export interface Life {
  readonly person: Person
  readonly timeline: Timeline
  readonly random: SeededRandom
  readonly rows: Rows
  /** Of the whole service: one therapist has calls with many people. */
  readonly diary: CallDiary
  readonly content: Content
  readonly programme: Programme
  /** Of a password that nobody knows: they have used their link, and come in by one press. */
  readonly passwordHash: string
  readonly ids: {
    readonly account: string
    readonly patient: string
    readonly referral: string
    readonly course: string
    readonly therapist: string
    readonly supervisor: string
    readonly administrator: string
    readonly duty: string
  }
}

/**
 * The same id on every run for the same thing, and as unguessable as it needs to be in a
 * demonstration.
 */
export function idFor(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256')
    .update(`handrail demonstration ${parts.join(' ')}`)
    .digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5')
}

/** The track of the person's course: said of them, or seen from what they have done. */
export function trackOf({ person, programme }: Pick<Life, 'person' | 'programme'>): string {
  const track = person.track ?? (person.modules_done.includes('dep.o3') ? 'ba_only' : 'full')
  return programme.tracks.has(track) ? track : 'full'
}

/** Whether treatment of this person has begun. */
export function hasStarted({ stage }: Person): boolean {
  return stage !== 'waiting' && stage !== 'preparing' && stage !== 'ended_before_start'
}

/** The module in which they fill a worksheet in: one that they have done, else the first. */
export function moduleOf({ person, programme }: Life, worksheetId: string): string | null {
  const holding = [...programme.modules.values()].filter(({ sections }) =>
    sections.some(({ blocks }) => blocks.some((block) => asks(block, worksheetId))),
  )
  const ids = holding.map(({ id }) => id)
  return ids.find((id) => person.modules_done.includes(id)) ?? ids[0] ?? null
}

function asks(block: Block, worksheetId: string): boolean {
  const isForm = block.type === 'worksheet' || block.type === 'scheduler' || block.type === 'diary'
  return isForm && block.ref === worksheetId
}
