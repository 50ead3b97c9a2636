import type { ChangeCondition, Comparison, CountCondition, FieldCondition } from './worksheet-types.ts'
import type { Flag, FlagCondition, SimpleValue, Value, Values } from './worksheet-types.ts'
import type { WordsCondition, Worksheet, WorksheetRecord } from './worksheet-types.ts'
import { isOther } from './field-rules.ts'
import { rowsOf, valueOf } from './worksheet-values.ts'

const dayMilliseconds = 86_400_000

export interface FlagMoment {
  readonly now: number
  /** When the person was first asked to fill in the worksheet; null when they were not. */
  readonly askedAt: number | null
}

/**
 * The lines for the therapist that these records give rise to, in the worksheet's order. Unknown
 * never fires: too few records, an empty field or a week that is not over raise nothing.
 */
export function raisedFlags(
  worksheet: Worksheet,
  records: readonly WorksheetRecord[],
  moment: FlagMoment,
): readonly Flag[] {
  const newestFirst = [...records].sort((a, b) => b.at - a.at)
  return worksheet.flags.filter(({ when }) => holds(when, newestFirst, moment))
}

function holds(
  when: FlagCondition,
  newestFirst: readonly WorksheetRecord[],
  moment: FlagMoment,
): boolean {
  if (when.type === 'count') return countHolds(when, newestFirst, moment)
  const records = newestFirst.slice(0, when.last)
  const verdicts = records.map(({ values }) => verdictOn(when, values))
  if (when.type === 'any') return verdicts.includes(true)
  return verdicts.length === when.last && verdicts.every((verdict) => verdict === true)
}

function countHolds(
  when: CountCondition,
  records: readonly WorksheetRecord[],
  { now, askedAt }: FlagMoment,
): boolean {
  const from = now - when.days * dayMilliseconds
  const isWholePeriod = askedAt !== null && askedAt <= from
  const isAboutMore = when.op === '>' || when.op === '>='
  // Few entries say nothing before the person has had the whole time to make them.
  if (!isWholePeriod && !isAboutMore) return false
  const count = records.filter(({ at }) => at > from && at <= now).length
  return compare(count, when.op, when.value)
}

/** Whether one record meets the condition; null when it cannot be known. */
function verdictOn(
  when: FieldCondition | WordsCondition | ChangeCondition,
  values: Values,
): boolean | null {
  if (when.type === 'change') {
    const from = meanNumber(valuesAt(values, when.from))
    const to = meanNumber(valuesAt(values, when.to))
    return from === null || to === null ? null : compare(to - from, when.op, when.value)
  }
  const found = valuesAt(values, when.field)
  if (found.length === 0) return null
  if (when.type === 'words') {
    const words = found.map((value) => wordCount(value))
    return words.every((count) => compare(count, when.op, when.value))
  }
  const verdicts = found.map((value) => compare(comparable(value), when.op, when.value))
  return when.type === 'any' ? verdicts.includes(true) : verdicts.every((verdict) => verdict)
}

/** The values at `id` or, one a row, at `group.id`; those not answered are left out. */
function valuesAt(values: Values, path: string): readonly Value[] {
  const [id = '', inner] = path.split('.', 2)
  const value = valueOf(values, id)
  if (value === null) return []
  if (inner === undefined) return isEmpty(value) ? [] : [value]
  return rowsOf(value).flatMap((row): SimpleValue[] => {
    const own = valueOf(row, inner)
    return own === null || isEmpty(own) ? [] : [own]
  })
}

function isEmpty(value: Value): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

/** A group's rating before and after may have a different number of rows: their means are compared. */
function meanNumber(values: readonly Value[]): number | null {
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length === 0 || numbers.length < values.length) return null
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}

function wordCount(value: Value): number {
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean).length : Number.NaN
}

function comparable(value: Value): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return isOther(value) ? 'other' : Number.NaN
}

/** Compares like with like; things of different kinds compare to nothing, not even as different. */
export function compare(
  left: number | string,
  op: Comparison,
  given: number | string | boolean,
): boolean {
  const right = typeof given === 'boolean' ? (given ? 'yes' : 'no') : given
  if (typeof left !== typeof right || Number.isNaN(left)) return false
  switch (op) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '>=':
      return left >= right
    case '>':
      return left > right
  }
}
