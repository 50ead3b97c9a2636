import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import type { Faults } from '#ui/fields.tsx'
import { type OutcomeFilter, parsePeriod, usualPeriod } from './outcome-filter.ts'
import type { Numbers } from './outcome-report.ts'
import { type FilterChoices, filterChoices } from './repository.ts'

/** What somebody asked for, as they typed it, so that a wrong day is still there to mend. */
export interface AskedOutcomes {
  readonly typed: Readonly<Record<FieldName, string>>
  readonly choices: FilterChoices
  /** A supervisor who does not lead the service sees their own therapists' people. */
  readonly isOwnPeopleOnly: boolean
  readonly numbers: Numbers
  /** Null while a field has a fault. */
  readonly filter: OutcomeFilter | null
  readonly faults: Faults
}

export const fieldNames = ['from', 'to', 'programme', 'problem', 'people', 'numbers'] as const
export type FieldName = (typeof fieldNames)[number]

/** Reads the address of the page: what is left out is everything, over the usual period. */
export async function askOutcomes(ctx: Context, query: URLSearchParams): Promise<AskedOutcomes> {
  const supervisorId = ownPeopleOf(ctx)
  const choices = await filterChoices(ctx, supervisorId)
  const usual = usualPeriod(ctx)
  const text = (name: FieldName) => query.get(name)?.trim() ?? ''
  const numbers: Numbers = numbersOf(text('numbers'), supervisorId !== null)
  const typed = {
    from: query.has('from') ? text('from') : usual.from,
    to: query.has('to') ? text('to') : usual.to,
    programme: text('programme'),
    problem: text('problem'),
    people: text('people'),
    numbers,
  }
  const period = parsePeriod(typed)
  const { ids, faults } = therapistsOf(choices, typed.people, supervisorId !== null)
  const wrong = { ...(period.ok ? {} : period.faults), ...faults, ...unknown(typed, choices) }
  const filter = {
    programmeId: typed.programme || null,
    problem: typed.problem || null,
    therapistIds: ids,
  }
  const isAsked = period.ok && Object.keys(wrong).length === 0
  return {
    typed,
    choices,
    numbers,
    isOwnPeopleOnly: supervisorId !== null,
    filter: isAsked ? { ...filter, ...period.value } : null,
    faults: wrong,
  }
}

/** Whom a supervisor answers for; null for whoever may see the whole service. */
function ownPeopleOf({ actor }: Context): string | null {
  if (actor.kind === 'system') return null
  if (actor.kind !== 'staff') throw notFound()
  if (actor.roles.has('service_lead')) return null
  if (!actor.roles.has('supervisor')) throw notFound()
  return actor.id
}

/**
 * Whoever may open each of these records anyway is shown the numbers as they are; a service lead,
 * who may not, chooses to.
 */
function numbersOf(asked: string, isOwnPeople: boolean): Numbers {
  if (asked === 'exact' || asked === 'published') return asked
  return isOwnPeople ? 'exact' : 'published'
}

function therapistsOf(
  { therapists, supervisors }: FilterChoices,
  people: string,
  isOwnPeople: boolean,
): { ids: readonly string[] | null; faults: Faults } {
  const all = isOwnPeople ? therapists.map(({ id }) => id) : null
  if (people === '') return { ids: all, faults: {} }
  const [kind, id] = people.split(':')
  if (kind === 'therapist' && therapists.some((one) => one.id === id))
    return { ids: id ? [id] : [], faults: {} }
  if (kind === 'team' && supervisors.some((one) => one.id === id)) {
    const team = therapists.filter(({ supervisorIds }) => supervisorIds.includes(id ?? ''))
    return { ids: team.map((one) => one.id), faults: {} }
  }
  return { ids: [], faults: { people: 'Choose whose people from the list' } }
}

function unknown(
  typed: Readonly<Record<FieldName, string>>,
  { programmeIds, problems }: FilterChoices,
): Faults {
  const faults: Record<string, string> = {}
  if (typed.programme && !programmeIds.includes(typed.programme))
    faults.programme = 'Choose a programme from the list'
  if (typed.problem && typed.problem !== 'none' && !problems.includes(typed.problem))
    faults.problem = 'Choose a problem from the list'
  return faults
}
