import { expectedRange, type RangeModel } from './expected-range.ts'

/** One total of a finished course, with the total that the course began at. */
export interface RangeObservation {
  readonly courseId: string
  readonly start: number
  /** Weeks since the first form, above 0; parts allowed. */
  readonly week: number
  readonly total: number
  /**
   * What calibration is reported by: "Age" → "18 to 25", "Age" → "not known". Nothing but the trial
   * reads it: a model knows the first score and the week.
   */
  readonly groups: Readonly<Record<string, string>>
}

export interface GroupName {
  readonly by: string
  readonly group: string
}

/** How often people were where the model says; `expected` are the shares it promises. */
export interface Calibration {
  readonly courseCount: number
  readonly formCount: number
  /** The share of forms at or below the upper edge, 0 to 1. */
  readonly atOrBelowHigh: number
  readonly withinRange: number
  /**
   * Mean of total minus expected, in points: above 0 means that people were higher than it says.
   */
  readonly meanError: number
}

export interface GroupCalibration extends Calibration, GroupName {}

/** A group of whom there are too few to say whether the model is right for them. */
export interface SmallGroup extends GroupName {
  readonly courseCount: number
}

export interface RangeTrial {
  readonly overall: Calibration
  readonly byGroup: readonly GroupCalibration[]
  readonly tooFew: readonly SmallGroup[]
}

export interface TrialPlan {
  /** With fewer courses than this nothing is said of a group. */
  readonly leastCourses: number
  /** Groups that have a line in any case, in their order; others follow in that of their names. */
  readonly groups: readonly GroupName[]
}

/**
 * Tries a model on courses that it was not made from, overall and by group. Every group is in the
 * answer once: with its calibration, or, below `leastCourses`, with the count alone.
 */
export function tryRange(
  model: RangeModel,
  observations: readonly RangeObservation[],
  { leastCourses, groups }: TrialPlan,
): RangeTrial {
  const byGroup: GroupCalibration[] = []
  const tooFew: SmallGroup[] = []
  for (const { by, group, members } of groupsOf(observations, groups)) {
    const courseCount = coursesIn(members).size
    if (courseCount < leastCourses) tooFew.push({ by, group, courseCount })
    else byGroup.push({ by, group, ...calibrationOf(model, members) })
  }
  return { overall: calibrationOf(model, observations), byGroup, tooFew }
}

/**
 * Says how often these people were at or below the upper edge and within the range of a model, and
 * by how many points they lay above or below the middle of it.
 */
export function calibrationOf(
  model: RangeModel,
  observations: readonly RangeObservation[],
): Calibration {
  let [below, within, error, count] = [0, 0, 0, 0]
  for (const { start, week, total } of observations) {
    const range = expectedRange(model, start, week)
    if (range === null) continue
    count += 1
    if (total <= range.high) below += 1
    if (total <= range.high && total >= range.low) within += 1
    error += total - range.middle
  }
  const share = (sum: number): number => (count === 0 ? 0 : sum / count)
  return {
    courseCount: coursesIn(observations).size,
    formCount: count,
    atOrBelowHigh: share(below),
    withinRange: share(within),
    meanError: share(error),
  }
}

export interface FurthestGroup {
  readonly calibration: GroupCalibration
  /** The share at or below the upper edge, less the share promised: below 0 is asked too often. */
  readonly gap: number
  /** How far chance alone may take a group of this size, either way. */
  readonly chance: number
  readonly isWithinChance: boolean
}

/**
 * Finds the group whose share at or below the upper edge lies furthest from what the model promises
 * (the edge decides whose scores ask for a look), and whether chance may account for it: 1.96
 * standard errors of a binomial share, with courses and not forms as its number, since the forms of
 * one person are alike. Null when no group is large enough.
 */
export function furthestGroup(
  { byGroup }: Pick<RangeTrial, 'byGroup'>,
  promised: number,
): FurthestGroup | null {
  const [furthest] = byGroup.toSorted((a, b) => awayFrom(promised, b) - awayFrom(promised, a))
  if (furthest === undefined) return null
  const gap = furthest.atOrBelowHigh - promised
  const chance = 1.96 * Math.sqrt((promised * (1 - promised)) / furthest.courseCount)
  return { calibration: furthest, gap, chance, isWithinChance: Math.abs(gap) <= chance }
}

function awayFrom(promised: number, { atOrBelowHigh }: Calibration): number {
  return Math.abs(atOrBelowHigh - promised)
}

interface Members extends GroupName {
  readonly members: RangeObservation[]
}

function groupsOf(
  observations: readonly RangeObservation[],
  expected: readonly GroupName[],
): Members[] {
  const keyOf = ({ by, group }: GroupName) => JSON.stringify([by, group])
  const listed = new Map<string, Members>(
    expected.map((name) => [keyOf(name), { ...name, members: [] }]),
  )
  const others = new Map<string, Members>()
  for (const observation of observations) {
    for (const [by, group] of Object.entries(observation.groups)) {
      const key = keyOf({ by, group })
      const known = listed.get(key) ?? others.get(key) ?? { by, group, members: [] }
      known.members.push(observation)
      if (!listed.has(key)) others.set(key, known)
    }
  }
  const sorted = [...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  return [...sorted, ...listed.values()]
}

export function coursesIn(observations: readonly RangeObservation[]): Set<string> {
  return new Set(observations.map(({ courseId }) => courseId))
}
