import { refFields, refWords, takenOver } from '#content/refs.ts'
import type { Worksheet } from '#content/types.ts'
import type { Entry } from './entry.ts'
import type { Prefilled } from './entry-form.tsx'

/** An own entry that a field may point to. */
export interface RefChoice {
  readonly id: string
  readonly words: string
}

/** What can be chosen, by the id of the field. */
export type RefChoices = Readonly<Record<string, readonly RefChoice[]>>

type Sheets = ReadonlyMap<string, Worksheet>

/** Nobody looks through a longer list than this: the newest are in it. */
const mostChoices = 60

/** The person's own entries that the fields of a worksheet may point to, of those given. */
export function refChoices(
  worksheets: Sheets,
  worksheet: Worksheet,
  entries: readonly Entry[],
): RefChoices {
  return Object.fromEntries(
    refFields(worksheet).map((field) => {
      const to = worksheets.get(field.to)
      const own = to ? entries.filter(({ worksheetId }) => worksheetId === to.id) : []
      const choices = own.flatMap(({ id, values }) => {
        const words = to ? refWords(to, field, values) : ''
        return words === '' ? [] : [{ id, words }]
      })
      return [field.id, choices.slice(0, mostChoices)]
    }),
  )
}

/** "Plan this": a new entry that begins with the words of another, which nobody types again. */
export function prefilledFrom(
  worksheets: Sheets,
  worksheet: Worksheet,
  from: Entry,
): Readonly<Record<string, Prefilled>> {
  const field = refFields(worksheet).find(({ to }) => to === from.worksheetId)
  const to = worksheets.get(from.worksheetId)
  if (!field || !to) return {}
  const origin = `This is from “${to.title}”. You can change it.`
  const ref = { value: { ref: from.id, words: refWords(to, field, from.values) }, origin: null }
  const taken = Object.entries(takenOver(worksheet, field, from.values))
  return {
    [field.id]: ref,
    ...Object.fromEntries(taken.map(([id, value]) => [id, { value, origin }])),
  }
}
