import type { AskedRecord } from '#features/measure-schedule/index.ts'

export interface Point {
  readonly instrumentId: string
  readonly at: number
  readonly total: number | null
}

/** The course and its person, as they stand in the record. */
export interface CourseItself {
  readonly patient_id: string
  readonly name: string
  readonly state: 'preparing' | 'active' | 'paused' | 'ended'
  readonly programme_id: string
  readonly track: string
  readonly created_at: Date
  readonly started_at: Date | null
  readonly next_review_at: Date | null
  readonly ended_at: Date | null
  /** The last day of the pause that the course is in. */
  readonly paused_until: string | null
}

/**
 * What happened in one course, as the list reads it: the same for whoever asks, at whatever time.
 * Moments are in milliseconds; modules, and forms of one kind, are in order of time.
 */
export interface CourseHistory {
  readonly course: CourseItself
  readonly reviews: number
  readonly lastReviewAt: number | null
  /** Messages that nobody has dealt with, since when, and the first one's first words. */
  readonly waiting: {
    readonly count: number
    readonly since: number
    readonly words: string
  } | null
  readonly points: readonly Point[]
  /** The latest PHQ-9 that could be scored, with its change from the one before. */
  readonly score: {
    readonly total: number
    readonly change: number | null
    readonly at: number
  } | null
  readonly asked: AskedRecord
  readonly modules: readonly { readonly moduleId: string; readonly at: number }[]
  readonly pauses: readonly { readonly kind: 'paused' | 'resumed'; readonly at: number }[]
  /** When the person was last there, by the list of it in reminders. */
  readonly lastActionAt: number | null
  readonly lastWrittenAt: number | null
  readonly lastSpokenAt: number | null
  /** When each entry that is not put away was last changed, the latest first. */
  readonly entryTimes: readonly number[]
  readonly callTimes: readonly number[]
  readonly comments: readonly { readonly at: number; readonly unreadBy: string | null }[]
}

/** What the questions of `history-repository.ts` answer, each for many courses. */
export interface HistoryAnswers {
  readonly courses: readonly (CourseItself & { course_id: string })[]
  readonly reviews: readonly { course_id: string; count: number; last: Date }[]
  readonly waiting: readonly { course_id: string; count: number; since: Date; words: string }[]
  readonly forms: readonly FormsRow[]
  readonly asked: ReadonlyMap<string, AskedRecord>
  readonly modules: readonly { course_id: string; ids: string[]; times: number[] }[]
  readonly actions: readonly { course_id: string; at: Date | null }[]
  readonly entries: readonly { course_id: string; times: string }[]
  readonly moments: readonly MomentRow[]
}

export interface FormsRow {
  readonly course_id: string
  readonly instrument_id: string
  /** As PostgreSQL writes a list: '{12,NULL,9.5}'. */
  readonly totals: string
  readonly times: string
}

export interface MomentRow {
  readonly course_id: string
  readonly what: 'written' | 'spoken' | 'commented' | 'call' | 'paused' | 'resumed'
  readonly at: Date
  /** Of a comment, the therapist who has not read it. */
  readonly unread_by: string | null
}

/** Puts what happened to the course it happened in. */
export function historiesFrom(answers: HistoryAnswers): Map<string, CourseHistory> {
  const of = {
    reviews: byCourse(answers.reviews),
    waiting: byCourse(answers.waiting),
    forms: Map.groupBy(answers.forms, ({ course_id }) => course_id),
    modules: byCourse(answers.modules),
    actions: byCourse(answers.actions),
    entries: byCourse(answers.entries),
    moments: Map.groupBy(answers.moments, ({ course_id }) => course_id),
  }
  return new Map(
    answers.courses.map(({ course_id: id, ...course }) => {
      const reviews = of.reviews.get(id)
      const waiting = of.waiting.get(id)
      const points = (of.forms.get(id) ?? []).flatMap(pointsOf)
      return [
        id,
        {
          course,
          reviews: reviews?.count ?? 0,
          lastReviewAt: reviews?.last.getTime() ?? null,
          waiting: waiting
            ? { count: waiting.count, since: waiting.since.getTime(), words: waiting.words }
            : null,
          points,
          score: latestScore(points),
          asked: answers.asked.get(id) ?? { problems: [], requests: [] },
          modules: modulesOf(of.modules.get(id)),
          lastActionAt: of.actions.get(id)?.at?.getTime() ?? null,
          entryTimes: listed(of.entries.get(id)?.times ?? '{}').map(Number),
          ...happenedIn(of.moments.get(id) ?? []),
        },
      ]
    }),
  )
}

function byCourse<Answer extends { course_id: string }>(answers: readonly Answer[]) {
  return new Map(answers.map((answer) => [answer.course_id, answer]))
}

function happenedIn(moments: readonly MomentRow[]) {
  const of = (what: MomentRow['what']) =>
    moments.filter((moment) => moment.what === what).map(({ at }) => at.getTime())
  const pauses = moments.flatMap(({ what, at }) =>
    what === 'paused' || what === 'resumed' ? [{ kind: what, at: at.getTime() }] : [],
  )
  return {
    pauses: inOrderOfTime(pauses),
    lastWrittenAt: of('written')[0] ?? null,
    lastSpokenAt: of('spoken')[0] ?? null,
    callTimes: of('call'),
    comments: moments
      .filter(({ what }) => what === 'commented')
      .map(({ at, unread_by }) => ({ at: at.getTime(), unreadBy: unread_by })),
  }
}

function pointsOf(forms: FormsRow): readonly Point[] {
  const { instrument_id: instrumentId } = forms
  const totals = listed(forms.totals)
  return inOrderOfTime(
    listed(forms.times).map((at, index) => {
      const total = totals[index] ?? 'NULL'
      return { instrumentId, at: Number(at), total: total === 'NULL' ? null : Number(total) }
    }),
  )
}

function latestScore(points: readonly Point[]): CourseHistory['score'] {
  let last: CourseHistory['score'] = null
  for (const { instrumentId, at, total } of points) {
    if (instrumentId !== 'phq9' || total === null) continue
    last = { total, change: last && total - last.total, at }
  }
  return last
}

function modulesOf(modules: HistoryAnswers['modules'][number] | undefined) {
  return inOrderOfTime(
    (modules?.ids ?? []).map((moduleId, index) => ({
      moduleId,
      at: Math.round(modules?.times[index] ?? 0),
    })),
  )
}

/** The parts of a list as PostgreSQL writes it. */
function listed(list: string): string[] {
  return list === '{}' ? [] : list.slice(1, -1).split(',')
}

/** Rows mostly arrive in one order or the other; sorting a hundred lists that are sorted costs. */
function inOrderOfTime<Timed extends { at: number }>(list: Timed[]): Timed[] {
  const [first, last] = [list[0], list.at(-1)]
  const towards = first && last && first.at > last.at ? list.reverse() : list
  const isSorted = towards.every(({ at }, index) => at >= (towards[index - 1]?.at ?? at))
  return isSorted ? towards : towards.sort((a, b) => a.at - b.at)
}
