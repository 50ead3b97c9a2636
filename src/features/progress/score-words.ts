import type { Instrument } from '#clinical/instrument.ts'
import { type ScorePoint, scoreCourse } from '#clinical/score-course.ts'
import { formatTime } from '#ui/time.tsx'

/** What people call what a questionnaire asks about; its own name stands beside it. */
const plainNames: Readonly<Record<string, string>> = {
  phq9: 'Low mood',
  gad7: 'Worry and anxiety',
}

export function plainName(instrument: Instrument): string {
  return plainNames[instrument.id] ?? instrument.name
}

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
  const since = [`${comparison(latest.total - course.first.total)} at the start`]
  const before = course.points.at(-2)
  if (before && course.points.length > 2) {
    since.push(`${comparison(latest.total - before.total)} last time`)
  }
  return `${name} was ${latest.total} on ${day}: ${since.join(', and ')}.`
}

function comparison(change: number): string {
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
  const { minimum, maximum, higherIs } = instrument.scoring
  const direction = higherIs === 'worse' ? 'lower' : 'higher'
  return (
    `${instrument.shortName} adds up your answers about the last two weeks, from ${minimum} to ` +
    `${maximum}. A ${direction} number means that it bothered you less.`
  )
}

/** What the dashed line is: a line for counting, not between ill and well. */
export function lineExplained(instrument: Instrument): string | null {
  const from = instrument.caseness?.atLeast
  if (from === undefined) return null
  return (
    `The dashed line is at ${from}. NHS talking therapies count ${from} or more as a level that ` +
    `may need treatment. ` +
    `It is there for counting: nobody is ill at ${from} and well at ${from - 1}.`
  )
}

/** How much of a change is more than chance. */
export function changeExplained(instrument: Instrument): string | null {
  const points = instrument.reliableChange?.atLeast
  if (points === undefined) return null
  return (
    `From one week to the next a few points up or down are ordinary. ${points} points or more is ` +
    'usually a real change.'
  )
}
