import type { Answers } from '#clinical/instrument.ts'
import type { Person } from './read-people.ts'
import type { SeededRandom } from './seeded-random.ts'

/**
 * Weekly totals where a person's file gives none, from first scores like the national ones. What
 * the whole service is held to, with the rows it aims at and why, is in
 * docs/decisions/2026-11-30-invented-people-score-like-the-country.md.
 */

/** Without item 9, which these people leave at 0, no more than 24 can be reached. */
const start = {
  phq9: { mean: 13.4, deviation: 5.8, least: 2, most: 24 },
  gad7: { mean: 11.2, deviation: 5.1, least: 1, most: 21 },
}

/** How far totals have moved by the end, as a share of the start and in points. */
const course: Record<Person['outcome'], { share: number; points: number }> = {
  recovered: { share: -0.45, points: -3 },
  improving: { share: -0.25, points: -1.5 },
  bumpy: { share: -0.12, points: 0 },
  unchanged: { share: 0, points: -0.5 },
  worsened: { share: 0, points: 6.5 },
  new: { share: 0, points: 0 },
}

export function totalsOf(
  person: Person,
  instrument: 'phq9' | 'gad7',
  random: SeededRandom,
): (number | null)[] {
  const given = person[instrument]
  if (given) return given
  const { mean, deviation, least, most } = start[instrument]
  const first = clip(random.normal(mean, deviation), least, most)
  const { share, points } = course[person.outcome]
  const weeks = Math.max(0, person.week)
  const totals: (number | null)[] = []
  for (let week = 0; week <= weeks; week++) {
    const progress = weeks === 0 ? 0 : Math.min(1, week / Math.max(6, weeks))
    const wobble = week === 0 ? 0 : random.normal(0, person.outcome === 'bumpy' ? 2.4 : 1.1)
    const value = first + (first * share + points) * progress + wobble
    const isMissed =
      week > 0 && week < weeks && random.chance(person.stage === 'stalled' ? 0.6 : 0.12)
    totals.push(isMissed ? null : clip(value, 0, instrument === 'phq9' ? 27 : 21))
  }
  return totals
}

/** Item answers that add up to a total; items that people rate higher get more of it. */
export function answersFor(
  total: number,
  options: { items: number; fixed: Readonly<Record<number, number>>; most?: number },
  random: SeededRandom,
): Answers {
  const answers: Record<number, number> = { ...options.fixed }
  const open = Array.from({ length: options.items }, (_, index) => index + 1).filter(
    (item) => !(item in answers),
  )
  for (const item of open) answers[item] = 0
  const most = options.most ?? 3
  let left = total - Object.values(options.fixed).reduce((sum, value) => sum + value, 0)
  while (left > 0) {
    const room = open.filter((item) => (answers[item] ?? 0) < most)
    const item = room[random.whole(0, room.length - 1)]
    if (item === undefined) break
    answers[item] = (answers[item] ?? 0) + 1
    left -= 1
  }
  return answers
}

function clip(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)))
}
