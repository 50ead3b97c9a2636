import { localMoment } from '#clinical/calendar.ts'
import type { SafetyFault } from '#features/risk/index.ts'
import type { Form } from '#platform/http/form.ts'

/** The parts of a safety item's page that post. */
export const safetyActs = [
  'calls',
  'decisions',
  'follow-ups',
  'owners',
  'notes',
  'closing',
] as const
export type SafetyActName = (typeof safetyActs)[number]

/** What was typed into one form of the page, to show it again with its faults. */
export interface Returned {
  readonly act: SafetyActName
  readonly form: Form
  readonly faults: readonly SafetyFault[]
}

const longestNote = 10_000

/** Longer than anybody writes is cut, never refused: a note must not be lost over its length. */
export function note(form: Form): string {
  return form.text('note').slice(0, longestNote)
}

/** A day and a time on the service's own clock, or null when either is no such thing. */
export function moment(form: Form, timeZone: string): Date | null {
  return localMoment(form.trimmed('due_day'), form.trimmed('due_time'), timeZone)
}
