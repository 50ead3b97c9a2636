import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'
import type { FormReader } from '#features/form-fields/index.ts'
import type { CharacteristicCodes } from './characteristics.ts'

/** What staff wrote down of a person; what the form did not change stays as it is on record. */
export function readCharacteristics(
  reader: FormReader,
  { lists, stored }: { lists: Characteristics; stored: CharacteristicCodes },
): CharacteristicCodes {
  const { genderIdentity, ethnicCategory } = lists
  const { fallback } = genderIdentity
  return {
    genderIdentity: reader.code('gender_identity', allCodes(genderIdentity), stored.genderIdentity),
    statedGender: reader.code(
      'stated_gender',
      [...fallback.answers, fallback.notRecorded],
      stored.statedGender,
    ),
    ethnicCategory: reader.code('ethnic_category', allCodes(ethnicCategory), stored.ethnicCategory),
  }
}

function allCodes({ answers, declined, notAsked }: SourcedCharacteristic) {
  return [...answers, declined, notAsked]
}
