/** A code of a national list, the words for it, and the group that figures count it in. */
export interface CodedAnswer {
  readonly code: string
  readonly label: string
  readonly group: string
}

interface CodedAbsence {
  readonly code: string
  readonly label: string
}

/**
 * What people are asked about themselves so that a service can tell whether it treats them alike: a
 * list of codes in which having declined is never the same as not having been asked.
 */
export interface Characteristic {
  readonly title: string
  readonly groups: readonly { readonly id: string; readonly title: string }[]
  /** The group of everybody of whom nothing is known: a group of its own, never left out. */
  readonly unknownGroup: string
  readonly answers: readonly CodedAnswer[]
  readonly declined: CodedAbsence
  readonly notAsked: CodedAbsence
  /** Another field that stands in while the person gave no answer of their own. */
  readonly fallback: {
    readonly answers: readonly CodedAnswer[]
    readonly notRecorded: CodedAbsence
  } | null
}

/**
 * Gives the title of the group that figures count a person in: that of their own answer, otherwise
 * that of what another field says, otherwise the group of the unknown. Declining is no answer, so
 * that the other field counts then too (gender identity before person stated gender, V007; ethnic
 * category, V005; NHS England, NHS Talking Therapies metadata, July 2026).
 */
export function groupOf(
  characteristic: Characteristic,
  code: string,
  fallbackCode: string | null = null,
): string {
  const { answers, fallback, groups, unknownGroup } = characteristic
  const answer =
    answers.find((each) => each.code === code) ??
    fallback?.answers.find((each) => each.code === fallbackCode)
  return groups.find(({ id }) => id === answer?.group)?.title ?? unknownGroup
}

/**
 * Gives every group that an answer can lead to, in the order of the list, the unknown last: figures
 * have a line for each of them, also when nobody is in it (V005, V007, as above).
 */
export function groupsAsked({ answers, groups, unknownGroup }: Characteristic): string[] {
  const asked = groups.filter(({ id }) => answers.some(({ group }) => group === id))
  return [...asked.map(({ title }) => title), unknownGroup]
}

/** Gives the words for a code, whether it is an answer, a refusal or a question not yet asked. */
export function wordsFor({ answers, declined, notAsked }: Characteristic, code: string): string {
  const known = [...answers, declined, notAsked].find((each) => each.code === code)
  return known?.label ?? notAsked.label
}
