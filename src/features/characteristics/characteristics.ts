import { type CodedAnswer, wordsFor } from '#clinical/characteristic.ts'
import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'

/** What somebody said about themselves, as codes of content/characteristics. */
export interface SaidOfThemselves {
  readonly genderIdentity: string
  readonly ethnicCategory: string
}

/** With what a referral said of them: figures use it while they gave no answer of their own. */
export interface CharacteristicCodes extends SaidOfThemselves {
  readonly statedGender: string
}

/** Nobody has asked yet. */
export function notAskedYet(lists: Characteristics): CharacteristicCodes {
  return {
    genderIdentity: lists.genderIdentity.notAsked.code,
    statedGender: lists.genderIdentity.fallback.notRecorded.code,
    ethnicCategory: lists.ethnicCategory.notAsked.code,
  }
}

/** "Non-binary", "Not asked yet; the referral says: Female". */
export function genderWords(lists: Characteristics, codes: CharacteristicCodes): string {
  const own = wordsFor(lists.genderIdentity, codes.genderIdentity)
  const stated = statedGenderWords(lists, codes.statedGender)
  return stated === null ? own : `${own}; the referral says: ${stated}`
}

export function statedGenderWords(lists: Characteristics, code: string): string | null {
  const { answers } = lists.genderIdentity.fallback
  return answers.find((answer) => answer.code === code)?.label ?? null
}

export function hasAnswered({ notAsked }: SourcedCharacteristic, code: string): boolean {
  return code !== notAsked.code
}

/** Answers under the names of their groups, or, where each group is one answer, in one list. */
export function answersByGroup({
  answers,
  groups,
}: SourcedCharacteristic): { title: string; answers: readonly CodedAnswer[] }[] {
  const parts = groups.map(({ id, title }) => ({
    title,
    answers: answers.filter(({ group }) => group === id),
  }))
  return parts.some((part) => part.answers.length > 1)
    ? parts.filter((part) => part.answers.length > 0)
    : [{ title: '', answers }]
}
