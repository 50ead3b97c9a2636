import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'
import { type FormState, SelectField, shownField } from '#features/form-fields/index.ts'
import { answersByGroup, type CharacteristicCodes } from './characteristics.ts'

/**
 * What staff ask a person about themselves, in words to read out. Having declined and not having
 * been asked are answers of their own, so that nobody is asked twice and nobody is guessed.
 */
export function AskedOfThem({ state, lists }: { state: FormState; lists: Characteristics }) {
  const { genderIdentity, ethnicCategory } = lists
  const { fallback } = genderIdentity
  return (
    <>
      <h3 className="nhsuk-heading-s">What they say about themselves, if they like to</h3>
      <p>
        Ask in these words and write down what they say, never what you think. They can also answer
        by themselves once they have signed in.
      </p>
      <Asked state={state} name="gender_identity" list={genderIdentity} />
      <SelectField
        state={state}
        name="stated_gender"
        label={`${fallback.title} (optional)`}
        hint="Figures use it only while the person has given no answer of their own"
        choices={[{ choices: [fallback.notRecorded, ...fallback.answers].map(toChoice) }]}
      />
      <Asked state={state} name="ethnic_category" list={ethnicCategory} />
    </>
  )
}

function Asked(props: { state: FormState; name: string; list: SourcedCharacteristic }) {
  const { state, name, list } = props
  const { declined, notAsked, ask } = list
  return (
    <SelectField
      state={state}
      name={name}
      label={`${list.title} (optional)`}
      hint={`“${ask.question} You don't have to say. ${ask.why}”`}
      choices={[
        { choices: [notAsked, declined].map(toChoice) },
        ...answersByGroup(list).map(({ title, answers }) => ({
          group: title,
          choices: answers.map(toChoice),
        })),
      ]}
    />
  )
}

function toChoice({ code, label }: { code: string; label: string }) {
  return { value: code, label }
}

/** What is stored, as the form shows it and as it says that it showed it. */
export function codesTyped(codes: CharacteristicCodes): Record<string, string> {
  const typed = {
    gender_identity: codes.genderIdentity,
    stated_gender: codes.statedGender,
    ethnic_category: codes.ethnicCategory,
  }
  const shown = Object.entries(typed).map(([name, code]) => [shownField(name), code])
  return { ...typed, ...Object.fromEntries(shown) }
}
