import { addDays, isPlainDate, type PlainDate } from '#clinical/calendar.ts'
import { isRef } from '#content/field-rules.ts'
import { type PlanFields, planFields } from '#content/plan-fields.ts'
import type { Worksheet } from '#content/types.ts'
import { displayValue, summariseRecord } from '#content/worksheet-display.ts'
import { ownValue } from '#content/worksheet-values.ts'
import type { Entry } from '#features/worksheets/index.ts'

/** Something that a person put into a day. */
export interface PlannedThing {
  readonly entryId: string
  readonly words: string
  readonly day: PlainDate
  /** "Morning"; null where no part of the day was chosen. */
  readonly slot: string | null
  /** "10:30" on the 24-hour clock. */
  readonly time: string | null
  /** What was asked afterwards and answered; null while nothing was said. */
  readonly outcome: string | null
  /** The entry of the list that it came from. */
  readonly fromId: string | null
  /** Sorts things of one day. */
  readonly order: string
}

export interface PlanDay {
  readonly day: PlainDate
  readonly things: readonly PlannedThing[]
}

const daysShown = 7

/** The seven days from today, each with what is planned for it. */
export function daysAhead(things: readonly PlannedThing[], today: PlainDate): readonly PlanDay[] {
  return Array.from({ length: daysShown }, (_, index) => {
    const day = addDays(today, index)
    return { day, things: things.filter((thing) => thing.day === day) }
  })
}

/** The days of the last seven that had something planned, the latest first. */
export function daysBehind(things: readonly PlannedThing[], today: PlainDate): readonly PlanDay[] {
  const days = Array.from({ length: daysShown }, (_, index) => addDays(today, -1 - index))
  return days.flatMap((day) => {
    const own = things.filter((thing) => thing.day === day)
    return own.length > 0 ? [{ day, things: own }] : []
  })
}

/** The plans of a worksheet that have a day, in the order of the day. */
export function plannedThings(
  worksheet: Worksheet,
  entries: readonly Entry[],
): readonly PlannedThing[] {
  const fields = planFields(worksheet)
  if (!fields) return []
  const things = entries.flatMap((entry) => thingOf(worksheet, fields, entry) ?? [])
  return things.toSorted((a, b) => a.order.localeCompare(b.order))
}

function thingOf(worksheet: Worksheet, fields: PlanFields, entry: Entry): PlannedThing | null {
  const { values } = entry
  const text = (id: string | undefined) => {
    const value = id === undefined ? null : ownValue(values, id)
    return typeof value === 'string' ? value : null
  }
  const day = text(fields.day.id)
  if (entry.worksheetId !== worksheet.id || day === null || !isPlainDate(day)) return null
  const list = ownValue(values, fields.list.id)
  const time = text(fields.time?.id)
  const slot = text(fields.slot?.id)
  return {
    entryId: entry.id,
    words: summariseRecord(worksheet, values)[0]?.text ?? '',
    day,
    slot: fields.slot && (displayValue(fields.slot, ownValue(values, fields.slot.id)) || null),
    time,
    outcome: outcomeOf(worksheet, fields, entry),
    fromId: isRef(list) ? list.ref : null,
    order: `${day} ${time ?? beginsAt[slot ?? ''] ?? '24:00'}`,
  }
}

/** The first question of a later stage with its answer: "Did I do it? Some of it". */
function outcomeOf(worksheet: Worksheet, fields: PlanFields, entry: Entry): string | null {
  const later = worksheet.stages.filter(({ id }) => id !== fields.stage.id)
  const asked = later.flatMap(({ fields }) => fields).find(({ type }) => type === 'choice')
  const said = asked ? displayValue(asked, ownValue(entry.values, asked.id)) : ''
  if (asked && said !== '') return `${asked.label} ${said}`
  return entry.status === 'not_done' ? 'Not this time' : null
}

/** The hour at which a part of the day begins, where no clock was given. */
const beginsAt: Readonly<Record<string, string>> = {
  morning: '08:00',
  afternoon: '12:00',
  evening: '18:00',
}
