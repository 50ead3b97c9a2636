import { isOther, isRef } from './field-rules.ts'
import type {
  ChangeCondition,
  Comparison,
  CountCondition,
  FieldCondition,
  Flag,
  FlagCondition,
  SimpleValue,
  Value,
  Values,
  WordsCondition,
  Worksheet,
  WorksheetRecord,
} from './worksheet-types.ts'
import { ownValue, rowsOf } from './worksheet-values.ts'

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

/** How far the flags of these worksheets look back: what is older changes none of them. */
export function lookbackOf(worksheets: Iterable<Worksheet>): { records: number; days: number } {
  const lookback = { records: 0, days: 0 }
  for (const { when } of [...worksheets].flatMap(({ flags }) => flags)) {
    if (when.type === 'count') lookback.days = Math.max(lookback.days, when.days)
    else lookback.records = Math.max(lookback.records, when.last)
  }
  return lookback
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
    return found.some((value) => compare(wordCount(value), when.op, when.value))
  }
  const verdicts = found.map((value) => compare(comparable(value), when.op, when.value))
  return when.type === 'any' ? verdicts.includes(true) : verdicts.every((verdict) => verdict)
}

type OneValue = Exclude<SimpleValue, readonly unknown[]>

/** The answers at `id` or at `group.id`, one by one: of each row, each item, each ticked option. */
function valuesAt(values: Values, path: string): readonly OneValue[] {
  const [id = '', inner] = path.split('.', 2)
  const value = ownValue(values, id)
  if (inner === undefined) return answersIn(value)
  return rowsOf(value).flatMap((row) => answersIn(ownValue(row, inner)))
}

function answersIn(value: Value | null): readonly OneValue[] {
  if (value === null || value === '') return []
  if (isRef(value)) return [value.words]
  if (typeof value !== 'object' || isOther(value)) return [value]
  const answers: OneValue[] = []
  for (const each of value) if (typeof each === 'string' || isOther(each)) answers.push(each)
  return answers
}

/** A group may have more rows before than after: the means of their ratings are compared. */
function meanNumber(values: readonly OneValue[]): number | null {
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length === 0 || numbers.length < values.length) return null
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}

function wordCount(value: OneValue): number {
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean).length : Number.NaN
}

function comparable(value: OneValue): number | string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? 'other' : value
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
