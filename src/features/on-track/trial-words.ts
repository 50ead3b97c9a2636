import { publishedCount } from '#clinical/outcome-rates.ts'
import { type Calibration, type FurthestGroup, furthestGroup } from '#clinical/range-trial.ts'
import type { Content } from '#content/types.ts'
import { invariant } from '#platform/invariant.ts'
import type { ModelTrial, StoredModel } from './model-repository.ts'
import { alwaysShown, looksAtEverybody } from './trial-groups.ts'

/** One group of a trial in words; `cells` is null where too few were there to judge. */
export interface TrialLine {
  readonly group: string
  readonly courses: string
  readonly cells: readonly [atOrBelow: string, inside: string, onAverage: string] | null
}

export interface TrialPart {
  /** Age, gender identity: what these groups are groups of. */
  readonly by: string
  readonly lines: readonly TrialLine[]
}

export function overallLine(content: Content, { overall }: ModelTrial): TrialLine {
  return lineOf(content, { group: 'Everybody', ...overall })
}

/** Every group of a trial once, under what it is a group of, in the order of the code lists. */
export function trialParts(content: Content, trial: ModelTrial): TrialPart[] {
  const listed = alwaysShown(content)
  const placeOf = (each: { by: string; group: string }) =>
    listed.findIndex(({ by, group }) => by === each.by && group === each.group)
  const all = [...trial.byGroup, ...trial.tooFew].sort((a, b) => placeOf(a) - placeOf(b))
  return [...Map.groupBy(all, ({ by }) => by)].map(([by, groups]) => ({
    by,
    lines: groups.map((group) => lineOf(content, group)),
  }))
}

type AnyGroup = (Calibration | { readonly courseCount: number | null }) & {
  readonly group: string
}

function lineOf(content: Content, each: AnyGroup): TrialLine {
  const { group, courseCount } = each
  const courses = courseWords(content, courseCount)
  // Shares of a group whose very count is hidden would tell what was hidden.
  const isHidden = courseCount !== null && publishedCourses(content, courseCount) === null
  if (isHidden || !('formCount' in each)) return { group, courses, cells: null }
  const { atOrBelowHigh, withinRange, meanError } = each
  const cells = [percent(atOrBelowHigh), percent(withinRange), pointsAway(meanError)] as const
  return { group, courses, cells }
}

/** Counts as reports publish them, so that nobody can be recognised in a small group. */
function courseWords(content: Content, count: number | null): string {
  if (count === null) return 'not kept'
  if (count === 0) return 'none'
  const shown = publishedCourses(content, count)
  return shown === null ? `1 to ${smallNumbers(content).hideBelow - 1}` : String(shown)
}

function publishedCourses(content: Content, count: number): number | null {
  return publishedCount(count, smallNumbers(content))
}

function smallNumbers(content: Content) {
  const rules = content.outcomes.rules.at(-1)
  invariant(rules, 'there is a version of the rules of outcomes')
  return rules.smallNumbers
}

export function smallNumberWords(content: Content): string {
  const { hideBelow, roundTo } = smallNumbers(content)
  return (
    `Counts from 1 to ${hideBelow - 1} are hidden and others rounded to ${roundTo}, ` +
    'as in the outcome figures.'
  )
}

/** What whoever approves a model has to know of the groups, the worst of it first. */
export function fairnessWords(
  content: Content,
  { trial, model }: Pick<StoredModel, 'trial' | 'model'>,
): string[] {
  const { leastCoursesInAGroup } = content.protocols.onTrack.ownModel
  const furthest = furthestGroup(trial, model.quantiles.high)
  const parts = trialParts(content, trial)
  const notJudged = parts.flatMap(({ by, lines }) =>
    lines.filter(({ cells }) => cells === null).map((line) => `${by}: ${line.group}`),
  )
  return [
    furthest === null
      ? `No group has ${leastCoursesInAGroup} courses, so nothing can be said about any.`
      : furthestWords(content, furthest, model.quantiles.high),
    ...(notJudged.length === 0
      ? []
      : [
          `Fewer than ${leastCoursesInAGroup} courses, so nobody can say whether it is right for ` +
            `them: ${notJudged.join('; ')}.`,
        ]),
    ...(looksAtEverybody(content, [...trial.byGroup, ...trial.tooFew])
      ? []
      : [
          'This trial is older than the record of gender identity and ethnic category, and says ' +
            'nothing about either. Have the model estimated again before you decide on it.',
        ]),
  ]
}

function furthestWords(
  content: Content,
  { calibration, gap, isWithinChance }: FurthestGroup,
  promised: number,
): string {
  const { by, group, courseCount, atOrBelowHigh } = calibration
  const name = `${by}: ${group} (${courseWords(content, courseCount)} courses)`
  const found = percent(atOrBelowHigh)
  if (found === percent(promised)) {
    return (
      `Furthest from what it promises is ${name}, and even there ${found} were at or below the ` +
      'upper edge.'
    )
  }
  return (
    `Furthest from what it promises is ${name}: ${found} were at or below the upper edge, where ` +
    `it says ${percent(promised)}. ${
      gap < 0
        ? 'Their scores would ask for a look more often than those of others.'
        : 'Their scores would ask for a look less often than those of others, so that somebody ' +
          'who needs one may be seen late.'
    } ${
      isWithinChance
        ? 'In a group of this size that can be chance.'
        : 'In a group of this size that is seldom chance.'
    }`
  )
}

function pointsAway(meanError: number): string {
  const away = Math.abs(meanError).toFixed(1)
  return Number(away) === 0 ? 'as expected' : `${away} ${meanError > 0 ? 'higher' : 'lower'}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
