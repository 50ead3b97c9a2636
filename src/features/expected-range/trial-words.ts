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
    `Counts are of courses; those from 1 to ${hideBelow - 1} are hidden, others rounded to ` +
    `${roundTo}, as in the outcome figures.`
  )
}

/** What whoever approves a model has to know of the groups, the worst of it first. */
export function fairnessWords(
  content: Content,
  { trial, model }: Pick<StoredModel, 'trial' | 'model'>,
): string[] {
  const { leastCoursesInAGroup } = content.protocols.onTrack.ownModel
  const shown = trial.byGroup.filter(
    ({ courseCount }) => publishedCourses(content, courseCount) !== null,
  )
  const furthest = furthestGroup({ byGroup: shown }, model.quantiles.high)
  const parts = trialParts(content, trial)
  const notJudged = parts.flatMap(({ by, lines }) => {
    const groups = lines.filter(({ cells }) => cells === null).map(({ group }) => group)
    return groups.length === 0 ? [] : [`${by}: ${groups.join('; ')}.`]
  })
  return [
    furthest === null
      ? `No group has ${leastCoursesInAGroup} courses, so nothing can be said about any.`
      : furthestWords(content, furthest, model.quantiles.high),
    ...(notJudged.length === 0
      ? []
      : [
          `Nobody can say whether it is right for these, with fewer than ${leastCoursesInAGroup} ` +
            `courses each. ${notJudged.join(' ')}`,
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
  const name = `${group} (${by.toLowerCase()}, ${courseWords(content, courseCount)} courses)`
  const found = percent(atOrBelowHigh)
  const says =
    `Furthest from what it promises: ${name}. Of their scores ${found} were at or below ` +
    'the upper edge'
  if (found === percent(promised)) return `${says}, as it says.`
  return `${says}; it says ${percent(promised)}. ${
    gap < 0
      ? 'Their scores would ask for a look more often than those of others.'
      : 'Their scores would ask for a look less often than those of others, so that somebody ' +
        'who needs one may be seen late.'
  } ${
    isWithinChance
      ? 'In a group of this size that can be chance.'
      : 'In a group of this size that is seldom chance.'
  }`
}

/** "+2.4", "−0.3": how far people lie from the middle of the range, on average. */
function pointsAway(meanError: number): string {
  const away = Math.abs(meanError).toFixed(1)
  return Number(away) === 0 ? '0.0' : `${meanError > 0 ? '+' : '−'}${away}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
