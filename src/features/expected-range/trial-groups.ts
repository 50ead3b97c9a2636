import { groupOf, groupsAsked } from '#clinical/characteristic.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { GroupName } from '#clinical/range-trial.ts'
import { bandOf } from '#clinical/scoring.ts'
import type { Content } from '#content/types.ts'
import type { FinishedForm } from './model-repository.ts'

type Facts = Pick<
  FinishedForm,
  'programmeId' | 'age' | 'start' | 'genderIdentity' | 'statedGender' | 'ethnicCategory'
>

const notKnown = 'Not known'

/**
 * The groups that a trial counts a person in. Somebody of whom a thing is not known is in the group
 * of the unknown, and never in none.
 */
export function groupsOfPerson(
  content: Content,
  instrument: Instrument,
  facts: Facts,
): Record<string, string> {
  const { genderIdentity, ethnicCategory } = content.characteristics
  return {
    Programme: content.programmes.get(facts.programmeId)?.staffTitle ?? facts.programmeId,
    'First score': bandOf(instrument, facts.start)?.label ?? notKnown,
    Age: facts.age === null ? notKnown : ageBand(facts.age),
    [genderIdentity.title]: groupOf(genderIdentity, facts.genderIdentity, facts.statedGender),
    [ethnicCategory.title]: groupOf(ethnicCategory, facts.ethnicCategory),
  }
}

/** Groups that have a line in every trial: that nobody of them was there has to be seen too. */
export function alwaysShown({ characteristics }: Content): GroupName[] {
  const { genderIdentity, ethnicCategory } = characteristics
  return [genderIdentity, ethnicCategory].flatMap((characteristic) =>
    groupsAsked(characteristic).map((group) => ({ by: characteristic.title, group })),
  )
}

/** Whether a trial looked at gender identity and ethnic category: the first ones could not. */
export function looksAtEverybody(
  { characteristics }: Content,
  groups: readonly GroupName[],
): boolean {
  return Object.values(characteristics).every(({ title }) => groups.some(({ by }) => by === title))
}

/** As national reports group them. */
function ageBand(age: number): string {
  if (age < 18) return 'under 18'
  if (age <= 25) return '18 to 25'
  return age < 65 ? '26 to 64' : '65 and over'
}
