import { wordsFor } from '#clinical/characteristic.ts'
import type { Context } from '#platform/context.ts'
import { statedGenderWords } from './characteristics.ts'
import { ownCharacteristics } from './repository.ts'

interface Said {
  readonly question: string
  readonly answer: string
  /** As the national data set has it. */
  readonly code: string
}

/** What a person is on record as having said of who they are, for them to take away. */
export async function saidOfThemselves(ctx: Context): Promise<Said[]> {
  if (ctx.actor.kind !== 'patient') return []
  const codes = await ownCharacteristics(ctx, ctx.actor)
  const { genderIdentity, ethnicCategory } = ctx.content.characteristics
  const stated = statedGenderWords(ctx.content.characteristics, codes.statedGender)
  return [
    {
      question: genderIdentity.title,
      answer: wordsFor(genderIdentity, codes.genderIdentity),
      code: codes.genderIdentity,
    },
    ...(stated === null
      ? []
      : [{ question: genderIdentity.fallback.title, answer: stated, code: codes.statedGender }]),
    {
      question: ethnicCategory.title,
      answer: wordsFor(ethnicCategory, codes.ethnicCategory),
      code: codes.ethnicCategory,
    },
  ]
}
