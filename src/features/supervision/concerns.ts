import { type Person, type ReasonLine, reasonLines } from '#features/caseload/index.ts'
import type { Context } from '#platform/context.ts'

export type ConcernName = 'safety' | 'course' | 'overdue' | 'stalled'

export const concernNames: Record<ConcernName, string> = {
  safety: 'Safety items',
  course: 'Scores that ask for a look',
  overdue: 'Overdue reviews',
  stalled: 'Stalled',
}

export interface Concern {
  readonly name: ConcernName
  readonly person: Person
  readonly line: ReasonLine
}

const concernOrder: readonly ConcernName[] = ['safety', 'course', 'overdue', 'stalled']

/** Why a supervisor would look at a person; each reason is a line of its own. */
export function concernsOf(ctx: Context, people: readonly Person[]): Map<ConcernName, Concern[]> {
  const concerns = people.flatMap((person) => {
    const lines = reasonLines(ctx, person)
    return person.reasons.flatMap((reason, index): Concern[] => {
      const name = concernOfReason(reason.code)
      const line = lines[index]
      return name && line ? [{ name, person, line }] : []
    })
  })
  return new Map(concernOrder.map((name) => [name, concerns.filter((each) => each.name === name)]))
}

function concernOfReason(code: Person['reasons'][number]['code']): ConcernName | null {
  switch (code) {
    case 'safety_item':
      return 'safety'
    case 'signal':
      return 'course'
    case 'review_late':
    case 'no_next_review':
      return 'overdue'
    case 'silent':
      return 'stalled'
    default:
      return null
  }
}
