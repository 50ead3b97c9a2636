import { z } from 'zod'
import { usableInstrument } from '#features/instruments/index.ts'
import type { DecisionLine, DueMeasures } from '#features/measure-schedule/index.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import type { CourseOutcome } from '#features/reporting/index.ts'
import type { HistoryLine, VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** A measure of the outcome without a first and a last score, while that can still be mended. */
export interface MissingScore {
  readonly instrumentId: string
  readonly name: string
  /** How often it was answered in this course, and when last. */
  readonly times: number
  readonly lastAt: Date | null
  /** It is before them now, and since when. */
  readonly askedSince: Date | null
  /** The standing decision that it is not to be asked. */
  readonly declined: Pick<DecisionLine, 'isByPatient' | 'byName'> | null
}

interface Facts {
  readonly outcome: CourseOutcome | null
  readonly forms: readonly MeasureResponse[]
  readonly putAside: readonly DecisionLine[]
  readonly asked: DueMeasures
}

/**
 * Which measures of the outcome lack a first or a last score, of those that this service can ask:
 * nothing before treatment has begun, and nothing once it has ended.
 */
export function missingScores(ctx: Context, course: VisibleCourse, facts: Facts): MissingScore[] {
  if (course.startedAt === null || course.state === 'ended' || facts.outcome === null) return []
  const due = [...facts.asked.due, ...facts.asked.later]
  return unpaired(facts.outcome).flatMap((instrumentId) => {
    const found = usableInstrument(ctx, instrumentId)
    if (!('usable' in found)) return []
    const answered = facts.forms.filter((form) => form.instrumentId === instrumentId)
    const asked = due.find((each) => each.instrumentId === instrumentId)
    const line = facts.putAside.find((each) => each.instrumentId === instrumentId)
    return {
      instrumentId,
      name: found.usable.shortName,
      times: answered.length,
      lastAt: answered.at(-1)?.submittedAt ?? null,
      askedSince: asked ? new Date(asked.openedAt) : null,
      declined: line?.kind === 'declined' ? line : null,
    }
  })
}

function unpaired({ outcome, rules }: CourseOutcome): string[] {
  const { depression, common, own, isFunctioningPaired } = outcome
  return [
    ...(depression.last === null ? [rules.depressionMeasure] : []),
    ...(common.last === null ? [rules.anxietyMeasure] : []),
    ...(own && !own.isPaired ? [own.instrumentId] : []),
    ...(isFunctioningPaired ? [] : [rules.functioning.measure]),
  ]
}

// Made once: making a schema costs more than using it.
const endedSchema = z.object({
  withoutLastScores: z.object({ measures: z.array(z.string()), reason: z.string().nullable() }),
})

/** "Ended without last scores (PHQ-9, GAD-7): they could not be reached"; null with them. */
export function endedWithout(
  { content }: Pick<Context, 'content'>,
  history: readonly HistoryLine[],
): string | null {
  const ended = history.find(({ what }) => what === 'course.ended')
  const read = endedSchema.safeParse(ended?.detail)
  if (!read.success) return null
  const { measures, reason } = read.data.withoutLastScores
  const names = measures.map((id) => content.instruments.get(id)?.shortName ?? id)
  return `Ended without last scores (${names.join(', ')})${reason ? `: ${reason}` : ''}`
}
