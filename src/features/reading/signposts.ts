import type { SignpostBlock } from '#content/module-types.ts'
import type { Protocols } from '#content/types.ts'

export interface Signpost {
  readonly name: string
  readonly number: string | null
  readonly href: string | null
  readonly how: string
  readonly hours: string
}

/** Whom a module points to: crisis lines from the safety protocol, the others by what they help. */
export function signposts(
  category: SignpostBlock['category'],
  { safety, signposts }: Protocols,
): readonly Signpost[] {
  if (category === 'crisis')
    return safety.crisisContacts.filter(({ number, href }) => number ?? href)
  return signposts.categories[category].map((line) => ({
    ...line,
    href: `tel:${line.number.replaceAll(' ', '')}`,
  }))
}
