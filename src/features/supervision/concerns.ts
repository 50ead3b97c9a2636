import { type Person, type ReasonLine, reasonLines } from '#features/caseload/index.ts'
import type { Context } from '#platform/context.ts'

/** Scores that ask for a look stand apart: they come with what was decided. */
export type ConcernName = 'safety' | 'waiting' | 'overdue' | 'stalled'

export const concernNames: Record<ConcernName, string> = {
  safety: 'Safety items',
  waiting: 'Waiting longer than promised',
  overdue: 'Overdue reviews',
  stalled: 'Stalled',
}

export interface Concern {
  readonly name: ConcernName
  readonly person: Person
  /** Every reason of this kind, the most urgent first: a person stands in a list once. */
  readonly lines: readonly [ReasonLine, ...ReasonLine[]]
}

const concernOrder: readonly ConcernName[] = ['safety', 'waiting', 'overdue', 'stalled']

/** Why a supervisor would look at a person, each person once in each list. */
export function concernsOf(ctx: Context, people: readonly Person[]): Map<ConcernName, Concern[]> {
  const known = people.map((person) => ({ person, lines: reasonLines(ctx, person) }))
  return new Map(
    concernOrder.map((name) => [
      name,
      known.flatMap(({ person, lines }): Concern[] => {
        const [first, ...more] = person.reasons.flatMap((reason, index) => {
          const line = lines[index]
          return concernOfReason(reason, ctx.now) === name && line ? [line] : []
        })
        return first ? [{ name, person, lines: [first, ...more] }] : []
      }),
    ]),
  )
}

function concernOfReason(reason: Person['reasons'][number], now: Date): ConcernName | null {
  switch (reason.code) {
    case 'safety_item':
      return 'safety'
    // An answer that is not due yet is the therapist's alone.
    case 'waiting':
      return reason.by !== null && reason.by < now.getTime() ? 'waiting' : null
    case 'pause_over':
    case 'review_late':
    case 'no_next_review':
      return 'overdue'
    case 'silent':
      return 'stalled'
    default:
      return null
  }
}
