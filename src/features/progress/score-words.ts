import { changeFromStart } from '#clinical/change.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { type ScorePoint, scoreCourse } from '#clinical/score-course.ts'
import { isForPatients } from '#clinical/verification.ts'
import { formatTime } from '#ui/time.tsx'

/** One sentence about a course of scores: the number, and which way it went. No label, no cheer. */
export function scoreSentence(
  instrument: Instrument,
  points: readonly ScorePoint[],
  timeZone: string,
): string {
  const name = instrument.shortName
  const course = scoreCourse(points)
  const latest = course.points.at(-1)
  if (!course.first || !latest) return `No ${name} yet.`
  const day = formatTime(new Date(latest.at), 'short-date', timeZone)
  if (course.points.length === 1) {
    const next = 'The next one shows which way it goes.'
    return `Your first ${name} was ${latest.total}, on ${day}. ${next}`
  }
  const since = [`${comparison(course.first.total, latest.total)} at the start`]
  const before = course.points.at(-2)
  if (before && course.points.length > 2) {
    since.push(`${comparison(before.total, latest.total)} last time`)
  }
  return `${name} was ${latest.total} on ${day}: ${since.join(', and ')}.`
}

function comparison(from: number, to: number): string {
  const change = changeFromStart(from, to) ?? 0
  if (change === 0) return 'the same as'
  const by = Math.abs(change)
  return `${by} ${by === 1 ? 'point' : 'points'} ${change < 0 ? 'lower' : 'higher'} than`
}

/** Whether the latest score went the wrong way, from the start or from the one before. */
export function hasGoneWorse(instrument: Instrument, points: readonly ScorePoint[]): boolean {
  const { points: scored } = scoreCourse(points)
  const [first, before, last] = [scored[0], scored.at(-2), scored.at(-1)]
  if (!first || !before || !last) return false
  const sign = instrument.scoring.higherIs === 'worse' ? 1 : -1
  return sign * (last.total - first.total) > 0 || sign * (last.total - before.total) > 0
}

/** What the number is, and how to read it. */
export function howToRead(instrument: Instrument): string {
  const { method, minimum, maximum, higherIs } = instrument.scoring
  const is = method === 'mean' ? 'is the average of' : 'adds up'
  const about = timeWords(instrument.timeFrame)
  const direction =
    higherIs === 'worse'
      ? 'A lower number means that it bothered you less.'
      : 'Here a higher number is better.'
  return (
    `${instrument.shortName} ${is} your answers${about && ` about ${about}`}, ` +
    `from ${minimum} to ${maximum}. ${direction}`
  )
}

const times: readonly (readonly [RegExp, string])[] = [
  [/\b2 weeks/, 'the last two weeks'],
  [/\b10 days/, 'the last ten days'],
  [/\b(month|30 days|4 weeks)/, 'the last month'],
  [/\b(week|7 days)/, 'the last week'],
  [/\byear/, 'the last year'],
]

function timeWords(timeFrame: string): string {
  return times.find(([pattern]) => pattern.test(timeFrame))?.[1] ?? ''
}

/**
 * What the dashed line is: a line for counting, not between ill and well. Null where its number is
 * not confirmed: then there is no line either.
 */
export function lineExplained(instrument: Instrument): string | null {
  const { caseness, scoring, shortName } = instrument
  if (caseness === null || !isForPatients(instrument, 'caseness')) return null
  const { value, op } = caseness
  const level =
    scoring.higherIs === 'better'
      ? op === '>='
        ? `less than ${value}`
        : `${value} or less`
      : op === '>='
        ? `${value} or more`
        : `more than ${value}`
  return (
    `The dashed line is at ${value}. Services that use ${shortName} count ${level} as a level ` +
    'that may need treatment. It is there for counting: nobody is ill on one side of it and well ' +
    'on the other.'
  )
}

/** How much of a change is more than chance; null where nobody has confirmed how much. */
export function changeExplained(instrument: Instrument): string | null {
  const { reliableChange } = instrument
  if (reliableChange === null || !isForPatients(instrument, 'reliable_change')) return null
  const { op, value } = reliableChange
  const points = op === '>' ? `More than ${value} points` : `${value} points or more`
  return (
    `From one week to the next a few points up or down are ordinary. ${points} is usually a ` +
    'real change.'
  )
}
