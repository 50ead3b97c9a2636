import { type AskedWeekly, askedWeekly } from '#features/measure-schedule/index.ts'
import type { Decision } from '#features/on-track/index.ts'
import type { Context } from '#platform/context.ts'
import type { CaseFacts } from './case-facts.ts'
import type { CourseHistory, CourseItself } from './course-history.ts'

/** Whose course it is today and for whom it is shown, asked anew on every view. */
export interface ShownCourse {
  readonly course_id: string
  readonly therapist_id: string
  readonly therapist_name: string
  /** When the person was last answered, at or after the end; null before there is one. */
  readonly answered_at: Date | null
  readonly looked_at: Date | null
  /** Moves with the record: what was read of it under one stamp holds as long as the stamp. */
  readonly stamp: string | null
}

/** One person's course, as the list reads it. */
export interface CaseRow
  extends ShownCourse,
    CourseItself,
    Pick<
      CourseHistory,
      | 'reviews'
      | 'lastReviewAt'
      | 'waiting'
      | 'points'
      | 'score'
      | 'modules'
      | 'pauses'
      | 'lastActionAt'
    > {
  readonly safety_items: CaseFacts['safety'][number]['items']
  readonly told_since: Date | null
  readonly told_words: string | null
  readonly asked_since: Date | null
  /** Forms that this person is asked each week beside what the programme asks of everybody. */
  readonly asked_beside: AskedWeekly['forms']
  /** When somebody of staff last wrote to them, answered or spoke with them. */
  readonly lastContactAt: number | null
  readonly newEntries: number
  readonly newSince: number | null
  readonly entriesSinceReview: number
  readonly nextCallAt: number | null
  readonly unreadComments: number
  readonly supervisedAt: number | null
  readonly decisions: readonly Decision[]
}

/** Puts what is open, and what happened, to the course it belongs to. */
export function toCaseRows(
  ctx: Context,
  actorId: string,
  courses: readonly ShownCourse[],
  histories: ReadonlyMap<string, CourseHistory>,
  facts: CaseFacts,
): CaseRow[] {
  const of = {
    safety: byCourse(facts.safety),
    events: byCourse(facts.events),
    decisions: Map.groupBy(facts.decisions, ({ courseId }) => courseId),
  }
  return courses.flatMap((course) => {
    const id = course.course_id
    const history = histories.get(id)
    if (!history) return []
    const events = of.events.get(id)
    return [
      {
        reviews: history.reviews,
        lastReviewAt: history.lastReviewAt,
        waiting: history.waiting,
        points: history.points,
        score: history.score,
        modules: history.modules,
        pauses: history.pauses,
        lastActionAt: history.lastActionAt,
        safety_items: of.safety.get(id)?.items ?? [],
        told_since: events?.told_since ?? null,
        told_words: events?.told_words ?? null,
        asked_since: events?.asked_since ?? null,
        asked_beside: askedWeekly(ctx, history.course.programme_id, history.asked).forms,
        lastContactAt: latest(history.lastReviewAt, history.lastWrittenAt, history.lastSpokenAt),
        ...entriesSince(course, history),
        nextCallAt: nextCall(ctx, history),
        unreadComments: history.comments.filter(({ unreadBy }) => unreadBy === actorId).length,
        supervisedAt: latest(...history.comments.map(({ at }) => at)),
        decisions: of.decisions.get(id) ?? [],
        ...course,
        ...history.course,
      },
    ]
  })
}

function byCourse<Fact extends { course_id: string }>(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.course_id, fact]))
}

/** New since whoever asks looked, and since the last review. */
function entriesSince(
  { looked_at }: ShownCourse,
  { course, entryTimes, lastReviewAt }: CourseHistory,
) {
  const created = course.created_at.getTime()
  const newEntries = countAfter(entryTimes, looked_at?.getTime() ?? created)
  return {
    newEntries,
    newSince: entryTimes[newEntries - 1] ?? null,
    entriesSinceReview: countAfter(entryTimes, lastReviewAt ?? created),
  }
}

/** How many of these times, the latest first, are after a moment. */
function countAfter(times: readonly number[], moment: number): number {
  const first = times.findIndex((at) => at <= moment)
  return first === -1 ? times.length : first
}

const dayLong = 24 * 60 * 60 * 1000

/** The first call that is not more than a day over. */
function nextCall(ctx: Context, { callTimes }: CourseHistory): number | null {
  const from = ctx.now.getTime() - dayLong
  return callTimes.reduce<number | null>(
    (first, at) => (at > from && (first === null || at < first) ? at : first),
    null,
  )
}

function latest(...times: (number | null)[]): number | null {
  return times.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null)
}
