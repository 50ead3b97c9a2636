import type { Role } from '#platform/permissions.ts'
import type { Person } from './people.ts'
import type { Whose } from './repository.ts'

/** A list of people that somebody may see by one of their roles. */
export interface PeopleList {
  readonly whose: Whose
  readonly title: string
  readonly says: string | null
  /** In its address; the first list that somebody has needs none. */
  readonly of: string
}

const lists: readonly (PeopleList & { readonly role: Role })[] = [
  { role: 'therapist', whose: 'mine', of: 'mine', title: 'My people', says: null },
  {
    role: 'supervisor',
    whose: 'supervised',
    of: 'supervised',
    title: 'My therapists’ people',
    says: 'The people of the therapists you supervise. You read; their therapist answers.',
  },
  {
    role: 'duty_clinician',
    whose: 'on_duty',
    of: 'duty',
    title: 'People with a safety item',
    says: 'Their safety item is open, or was closed in the last 7 days. Others you cannot see.',
  },
]

/** The lists of somebody with these roles, the one for their own work first. */
export function listsFor(held: ReadonlySet<Role>): readonly PeopleList[] {
  return lists.filter(({ role }) => held.has(role))
}

/**
 * As somebody reads who does not treat them: what came in is for their therapist to read, so that
 * it is no reason to be on this list.
 */
export function withoutNews(people: readonly Person[]): Person[] {
  return people.map((person) => ({
    ...person,
    group: person.group === 'new' ? 'quiet' : person.group,
    reasons: person.reasons.filter(({ code }) => code !== 'new_entries'),
  }))
}
