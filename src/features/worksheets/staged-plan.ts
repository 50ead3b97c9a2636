import { addDays, atLocal, daysBetween, isPlainDate, localDate } from '#clinical/calendar.ts'
import { isTime } from '#content/field-rules.ts'
import type { Stage, StageDue, Values, Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { ownValue } from '#content/worksheet-values.ts'
import { openStage } from './entry-state.ts'

/** Something planned in a worksheet of several stages, as Today reminds of it. */
export interface StagedPlan {
  /** What they called it; null where a page may show no words of it, or none are short enough. */
  readonly words: string | null
  /** What one such entry is called: "plan". */
  readonly rowName: string
  /** The moment that it was planned for; a plan with a day and no time is for the whole day. */
  readonly at: Date
  readonly hasTime: boolean
  /** ahead: today or tomorrow. asked: it was, and how it went may be written. */
  readonly state: 'ahead' | 'asked'
  /** The stage to open: the plan while it is ahead, then the first one without a word in it. */
  readonly stageId: string
  /** What is asked: "How did it go?"; the stage's name where it asks nothing. */
  readonly question: string
}

/** After this it goes without a word: an old plan must not look like a debt. */
export const askedForDays = 7

/**
 * What a staged entry asks for now: its plan when that is for today or tomorrow, its result from
 * the delay that the worksheet gives until a week later, and nothing before or after.
 */
export function stagedPlanOf(
  worksheet: Worksheet,
  values: Values,
  moment: { now: Date; timeZone: string },
): StagedPlan | null {
  const [first] = worksheet.stages
  const open = openStage(worksheet, values)
  const due = dueBefore(worksheet, open)
  const planned = due && plannedFor(values, due, moment.timeZone)
  if (!first || !open || !planned) return null
  const state = stateOf(planned, due, moment)
  if (!state) return null
  const stage = state === 'ahead' ? first : open
  return {
    words: wordsOf(worksheet, values),
    rowName: worksheet.rowName,
    at: planned.at,
    hasTime: planned.hasTime,
    state,
    stageId: stage.id,
    question: questionOf(stage),
  }
}

/** Worksheets that ask again later, and the field that holds for when something was planned. */
export function stagedFields(
  worksheets: Iterable<Worksheet>,
): readonly { readonly worksheetId: string; readonly field: string }[] {
  return [...worksheets].flatMap(({ id, stages }) => {
    const fields = new Set(stages.flatMap(({ due }) => (due ? [due.after] : [])))
    return [...fields].map((field) => ({ worksheetId: id, field }))
  })
}

/** The days for which a plan can still be on Today. */
export function stagedDays(now: Date, timeZone: string): { from: string; until: string } {
  const today = localDate(now.getTime(), timeZone)
  // A delay may reach past midnight, so that a week after it is a day more than a week.
  return { from: addDays(today, -askedForDays - 1), until: addDays(today, 1) }
}

/** A stage without a time of its own (what I learned) follows the one before it at once. */
function dueBefore(worksheet: Worksheet, open: Stage | null): StageDue | null {
  const index = worksheet.stages.findIndex(({ id }) => id === open?.id)
  return worksheet.stages.slice(0, index + 1).findLast(({ due }) => due)?.due ?? null
}

function plannedFor(values: Values, due: StageDue, timeZone: string) {
  const text = ownValue(values, due.after)
  if (typeof text !== 'string') return null
  const [day = '', time = ''] = text.split('T', 2)
  if (!isPlainDate(day)) return null
  const hasTime = isTime(time)
  return { at: new Date(atLocal(day, hasTime ? time : '00:00', timeZone)), hasTime }
}

function stateOf(
  planned: { at: Date },
  due: StageDue,
  { now, timeZone }: { now: Date; timeZone: string },
): StagedPlan['state'] | null {
  const asksFrom = planned.at.getTime() + due.delayMinutes * 60_000
  if (now.getTime() >= asksFrom) {
    const days = (now.getTime() - asksFrom) / 86_400_000
    return days < askedForDays ? 'asked' : null
  }
  const day = (at: Date) => localDate(at.getTime(), timeZone)
  return daysBetween(day(now), day(planned.at)) <= 1 ? 'ahead' : null
}

/** Only what the list of entries begins with: a name. Never the thought beside it. */
function wordsOf(worksheet: Worksheet, values: Values): string | null {
  if (worksheet.privacy === 'sensitive') return null
  const [first] = worksheet.stages
  const field = first?.fields.find(({ id }) => id === worksheet.summary[0])
  return field ? displayValue(field, ownValue(values, field.id)) || null : null
}

/** The first question of a stage's prompt; what follows it stands on the page of the entry. */
function questionOf({ id, title, prompt }: Stage): string {
  return /^[^?.]*\?/.exec(prompt ?? '')?.[0] ?? title ?? id
}
