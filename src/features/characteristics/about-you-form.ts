import type { Characteristics, SourcedCharacteristic } from '#content/types.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { SaidOfThemselves } from './characteristics.ts'

/** What a person says of themselves; a question left alone stays as it is on record. */
export function readAboutYou(
  form: Form,
  lists: Characteristics,
  stored: SaidOfThemselves,
): Reading<SaidOfThemselves> {
  const reader = new FormReader(form)
  const value = {
    genderIdentity: reader.code(
      'gender_identity',
      codesToSay(lists.genderIdentity),
      stored.genderIdentity,
    ),
    ethnicCategory: reader.code(
      'ethnic_category',
      codesToSay(lists.ethnicCategory),
      stored.ethnicCategory,
    ),
  }
  return reader.errors ? { ok: false, errors: reader.errors } : { ok: true, value }
}

/** Nobody says of themselves that they were not asked. */
function codesToSay({ answers, declined }: SourcedCharacteristic) {
  return [...answers, declined]
}
