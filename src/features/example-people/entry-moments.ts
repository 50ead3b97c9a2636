import { addDays, atLocal, localDate } from '#clinical/calendar.ts'
import { fieldsAt } from '#content/field-rules.ts'
import type { Values, Worksheet } from '#content/types.ts'
import { momentOf, statusOf } from '#features/worksheets/index.ts'
import type { Life } from './life.ts'
import type { Person } from './read-people.ts'

const minute = 60_000
const hour = 60 * minute

type Entry = Person['entries'][number]

/** What somebody wrote in one worksheet: what it says, the moment it tells of, and when saved. */
export interface Written {
  readonly worksheet: Worksheet
  readonly values: Values
  readonly status: ReturnType<typeof statusOf>
  readonly aboutAt: Date | null
  readonly at: number
}

/**
 * Nobody tells of what is still to come, unless it is a plan. Of a part of the day that has just
 * begun they wrote when it had gone on; of one further ahead, it was the day before.
 */
export function writtenIn({ content, timeline }: Life, entry: Entry): Written | null {
  const worksheet = content.worksheets.get(entry.worksheet)
  if (!worksheet) return null
  const at = timeline.at(entry)
  const today = localDate(at, timeline.timeZone)
  const on = (day: string): Written => {
    const values = withDay(worksheet, entry, day)
    const aboutAt = momentOf(worksheet, values, timeline.timeZone)
    return { worksheet, values, status: statusOf(worksheet, values), aboutAt, at }
  }
  const written = on(today)
  const ahead = (written.aboutAt?.getTime() ?? at) - at
  const isFinished = written.status === 'done' || written.status === 'not_done'
  if (!isFinished || ahead <= 0) return written
  const isUp = at >= atLocal(today, '05:00', timeline.timeZone)
  const hasBegun = 'slot' in entry.values && isUp && ahead <= 3 * hour
  if (!hasBegun) return on(addDays(today, -1))
  return { ...written, at: at + ahead + (3 + (Math.round(at / minute) % 15)) * minute }
}

/** The day of an entry follows from when it was written, where its file leaves it out. */
function withDay(worksheet: Worksheet, { values, about }: Entry, day: string): Values {
  const filled: Record<string, Values[string]> = { ...values }
  for (const field of fieldsAt(worksheet, worksheet.stages[0]?.id ?? null)) {
    if (field.id in values || !field.required) continue
    if (field.type === 'date') filled[field.id] = day
    if (field.type === 'datetime') filled[field.id] = `${day}T${about ?? '19:00'}`
  }
  return filled
}
