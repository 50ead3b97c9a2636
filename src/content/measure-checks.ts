import type { FaultList } from './faults.ts'
import type { ContentFiles } from './library.ts'
import { ownMeasureWord } from './measure-types.ts'
import type { OutcomeContent } from './outcome-types.ts'
import type { Path } from './parse-yaml.ts'
import type { ReadProgramme } from './programme-reader.ts'
import type { Programme, Protocols } from './types.ts'

type Refuse = (path: Path, sentence: string) => void
type IsKnown = (instrumentId: string) => boolean

/** Every instrument and module that a programme's schedule names is there. */
export function checkSchedule(programme: Programme, isKnown: IsKnown, refuse: Refuse): void {
  for (const [index, { when, instruments }] of programme.measures.points.entries()) {
    const at = ['measures', 'points', index]
    for (const [place, id] of instruments.entries()) {
      if (id === ownMeasureWord) continue
      if (!isKnown(id)) refuse([...at, 'instruments', place], `There is no instrument "${id}".`)
    }
    if (when.kind !== 'at_module' || programme.modules.has(when.moduleId)) continue
    refuse([...at, 'when'], `"${when.moduleId}" is not in this programme.`)
  }
}

/** A reason of ending that is misspelt would let the service write to somebody who has died. */
export function checkEndings(
  faults: FaultList,
  programmes: readonly ReadProgramme[],
  { engagement }: Protocols,
): void {
  const known = new Set(engagement.stopReasons.map(({ id }) => id))
  for (const { programme, source } of programmes) {
    for (const [index, id] of programme.measures.askNothingAfter.entries()) {
      if (known.has(id)) continue
      const path = ['measures', 'ask_nothing_after', index]
      const sentence = `engagement.yaml has no reason of ending "${id}".`
      faults.report(source.place(path), path.join('.'), sentence)
    }
  }
}

/** A form that opens, or is served, before a follow-up may begin would never count as one. */
export function checkFollowUps(
  faults: FaultList,
  programmes: readonly ReadProgramme[],
  { rules }: OutcomeContent,
): void {
  const fromDays = rules.at(-1)?.followUp.fromDays ?? 0
  for (const { programme, source } of programmes) {
    for (const [index, point] of programme.measures.points.entries()) {
      if (point.when.kind !== 'follow_up') continue
      const earliest = Math.min(point.opensAfterDays, -point.servedFromDaysBefore)
      if (point.when.daysAfterEnd + earliest >= fromDays) continue
      const path = ['measures', 'points', index, 'when']
      const sentence = `A follow-up is at least ${fromDays} days after the end (rules.yaml).`
      faults.report(source.place(path), path.join('.'), sentence)
    }
  }
}

/** The forms that hold others, and those that they hold, are in the library. */
export function checkLongerForms(
  files: ContentFiles,
  { measures }: Protocols,
  isKnown: IsKnown,
): void {
  const source = files.yaml('protocols/measures.yaml')
  for (const [index, { form, holds }] of measures.longerForms.entries()) {
    for (const id of [form, ...holds]) {
      if (isKnown(id) || source === null) continue
      const path = ['longer_forms', index]
      const sentence = `There is no instrument "${id}".`
      files.faults.report(source.place(path), path.join('.'), sentence)
    }
  }
}
