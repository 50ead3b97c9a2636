import type { SuggestionCondition } from '#clinical/suggestion.ts'
import type { FiledInstrument } from './instrument-schema.ts'
import type { Shelf } from './library.ts'
import type { Path } from './parse-yaml.ts'
import type { Programme, Suggestion } from './types.ts'
import type { Worksheet } from './worksheet-types.ts'

interface Around {
  readonly programme: Programme
  /** The modules that the programme lists. */
  readonly listed: ReadonlySet<string>
  readonly worksheets: Shelf<Worksheet>
  readonly instruments: Shelf<FiledInstrument>
}

type Refuse = (path: Path, sentence: string) => void

/** Everything that a suggestion names is there, and every profile has something that follows. */
export function checkSuggestions(around: Around, refuse: Refuse): void {
  const { programme } = around
  for (const [index, suggestion] of programme.suggestions.entries()) {
    const at = ['suggestions', index]
    for (const sentence of [...actFaults(around, suggestion), ...whenFaults(around, suggestion)]) {
      refuse(at, sentence)
    }
  }
  for (const id of programme.profiles.keys()) {
    if (programme.suggestions.some(({ only }) => only === id)) continue
    refuse(['profiles', id], `Nothing follows from "${id}": no suggestion is for it alone.`)
  }
}

function actFaults({ programme, listed, worksheets }: Around, suggestion: Suggestion): string[] {
  const { act, only } = suggestion
  const unlisted = modulesOf(suggestion).filter((id) => !listed.has(id))
  const faults = unlisted.map((id) => `"${id}" is not in this programme.`)
  if (only !== null && !programme.profiles.has(only)) {
    faults.push(`There is no profile "${only}" in this programme.`)
  }
  if (act.kind === 'profile' && !programme.profiles.has(act.profile)) {
    faults.push(`There is no profile "${act.profile}" in this programme.`)
  }
  if (act.kind === 'profile' && act.profile === only) {
    faults.push(`"${only}" is what they have already.`)
  }
  if (act.kind === 'hold' && act.module === act.reopen) {
    faults.push(`"${act.module}" cannot be held and opened again.`)
  }
  if (act.kind === 'practise' && !isThere(worksheets, act.worksheet)) {
    faults.push(`There is no worksheet "${act.worksheet}".`)
  }
  return faults
}

function modulesOf({ act }: Suggestion): string[] {
  if (act.kind === 'offer') return [act.module]
  return act.kind === 'hold' ? [act.module, ...(act.reopen === null ? [] : [act.reopen])] : []
}

function whenFaults(around: Around, { act, when }: Suggestion): string[] {
  const conditions = when.type === 'all' ? when.of : [when]
  const faults = conditions.flatMap((condition) => conditionFaults(around, condition))
  // A module that is held for a score alone would be held from the first day on.
  if (act.kind === 'hold' && !conditions.some(restsOnModule)) {
    faults.push('What holds a module must rest on one: opened, submitted, open_for or done.')
  }
  return faults
}

function restsOnModule({ type }: SuggestionCondition): boolean {
  return type === 'opened' || type === 'submitted' || type === 'open_for' || type === 'done'
}

function conditionFaults(
  { listed, worksheets, instruments }: Around,
  condition: SuggestionCondition,
): string[] {
  switch (condition.type) {
    case 'item':
    case 'total': {
      const { instrument: id } = condition
      if (!isThere(instruments, id)) return [`There is no instrument "${id}".`]
      const items = instruments.find(id)?.instrument.items.length ?? Number.POSITIVE_INFINITY
      const isMissing = condition.type === 'item' && condition.item > items
      return isMissing ? [`${id} has no item ${condition.item}.`] : []
    }
    case 'opened':
    case 'submitted':
    case 'open_for':
      return listed.has(condition.module) ? [] : [`"${condition.module}" is not in this programme.`]
    case 'done':
      return [
        ...(listed.has(condition.sinceOpened)
          ? []
          : [`"${condition.sinceOpened}" is not in this programme.`]),
        ...(isThere(worksheets, condition.worksheet)
          ? []
          : [`There is no worksheet "${condition.worksheet}".`]),
      ]
    case 'calls':
    case 'weeks':
    case 'all':
      return []
  }
}

function isThere(shelf: Shelf<{ readonly id: string }>, id: string): boolean {
  return shelf.find(id) !== null || shelf.isBroken(id)
}
