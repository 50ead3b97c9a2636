import { atLocal, isPlainDate, localDate } from '#clinical/calendar.ts'
import { isTime } from '#content/field-rules.ts'
import type { Field, Value, Values, Worksheet } from '#content/types.ts'
import { summariseRecord } from '#content/worksheet-display.ts'
import { ownValue, rowsOf } from '#content/worksheet-values.ts'

export interface SeriesPoint {
  readonly series: string
  readonly path: string
  readonly at: Date
  readonly value: number
  readonly label: string | null
}

/** The hour that stands for a part of the day on a chart, where no time was asked. */
const hourOfSlot: Readonly<Record<string, string>> = {
  early: '07:00',
  morning: '10:00',
  midday: '12:30',
  afternoon: '15:00',
  evening: '19:00',
  night: '23:00',
}

/**
 * The moment that an entry tells of: its required day, with the time or part of day beside it. Of
 * several times the last one counts: a night is told on its morning, and ends when they got up. A
 * form that a person has once tells of none: a day in it is one to come.
 */
export function momentOf(worksheet: Worksheet, values: Values, timeZone: string): Date | null {
  if (worksheet.kind === 'form') return null
  const fields = worksheet.stages[0]?.fields ?? []
  const dated = fields.find(
    ({ type, required }) => required && (type === 'date' || type === 'datetime'),
  )
  const text = dated ? ownValue(values, dated.id) : null
  if (typeof text !== 'string') return null
  const [day = '', time = ''] = text.split('T', 2)
  if (!isPlainDate(day)) return null
  const clock = isTime(time) ? time : timeBeside(fields, values)
  return new Date(atLocal(day, clock, timeZone))
}

function timeBeside(fields: readonly Field[], values: Values): string {
  const time = fields.findLast(({ type }) => type === 'time')
  const given = time ? ownValue(values, time.id) : null
  if (typeof given === 'string' && isTime(given)) return given
  const slot = ownValue(values, 'slot')
  return (typeof slot === 'string' ? hourOfSlot[slot] : undefined) ?? '12:00'
}

/**
 * The numbers of an entry that belong to a series. Of an entry without a day of its own (a goal), a
 * number given on another day is another point, so that the line can be drawn.
 */
export function seriesOf(
  worksheet: Worksheet,
  values: Values,
  moment: { aboutAt: Date | null; now: Date; timeZone: string },
): readonly SeriesPoint[] {
  const suffix = moment.aboutAt ? '' : `@${localDate(moment.now.getTime(), moment.timeZone)}`
  const label = summariseRecord(worksheet, values)[0]?.text.slice(0, 80) ?? null
  const points: SeriesPoint[] = []
  const add = (field: Field, path: string, value: Value | null) => {
    if (field.series === null || typeof value !== 'number') return
    const at = moment.aboutAt ?? moment.now
    points.push({ series: field.series, path: path + suffix, at, value, label })
  }
  for (const field of worksheet.stages.flatMap(({ fields }) => fields)) {
    const value = ownValue(values, field.id)
    if (field.type !== 'group') add(field, field.id, value)
    else
      for (const [index, row] of rowsOf(value).entries()) {
        for (const inner of field.fields) {
          add(inner, `${field.id}.${index}.${inner.id}`, ownValue(row, inner.id))
        }
      }
  }
  return points
}
