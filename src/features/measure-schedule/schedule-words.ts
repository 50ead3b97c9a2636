import type { DueMeasure, MeasurePoint, PointTiming } from '#clinical/measure-points.ts'
import type { DecisionKind } from './repository.ts'

const whenWords: Readonly<Record<Exclude<PointTiming['kind'], 'at_module'>, string>> = {
  start: 'At the start',
  weekly: 'Each week, for the review',
  before_session: 'Before a call',
  week: 'Once',
  mid: 'Half-way',
  ending: 'Before the end',
  end: 'Once treatment has ended',
  follow_up: 'At follow-up',
  on_request: 'On request',
  after_assessment: 'After the assessment',
}

/** What is said of a module: its title. */
export type TitleOf = (moduleId: string) => string

/** "Once, in week 3": when a point of the schedule comes, for staff. */
export function timingWords(when: PointTiming, titleOf: TitleOf): string {
  if (when.kind === 'at_module') {
    return `When “${titleOf(when.moduleId)}” is ${when.on === 'released' ? 'opened' : 'finished'}`
  }
  if (when.kind === 'week') return `Once, in week ${when.week}`
  if (when.kind === 'mid') return `Half-way, in week ${when.week}`
  if (when.kind === 'follow_up') {
    const { daysAfterEnd: days } = when
    return days % 7 === 0 ? `${days / 7} weeks after the end` : `${days} days after the end`
  }
  return whenWords[when.kind]
}

/** Why a form is asked now, for staff. */
export function dueWords(
  due: DueMeasure,
  points: readonly MeasurePoint[],
  titleOf: TitleOf,
): string {
  const point = points.find(({ id }) => id === due.pointId)
  const words = point ? timingWords(point.when, titleOf) : 'Beside the programme'
  const again = due.isAskedAgain ? '; asked once more after it was declined' : ''
  return due.kind === 'missed' ? `${words}; missed, still useful${again}` : `${words}${again}`
}

const decisions: Readonly<Record<DecisionKind, string>> = {
  postponed: 'put off to another day',
  skipped: 'left out this time',
  declined: 'not to be asked',
  resumed: 'asked again',
}

/** What was decided about a form, for staff. */
export function decisionWords({ kind }: { kind: DecisionKind }): string {
  return decisions[kind]
}
