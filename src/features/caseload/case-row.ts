import type { AskedWeekly } from '#features/measure-schedule/index.ts'
import type { Decision } from '#features/on-track/index.ts'
import type { CaseFacts } from './case-facts.ts'

/** One person's course, as the list knows it before it asks what happened. */
export interface ShownCourse {
  readonly course_id: string
  readonly patient_id: string
  readonly name: string
  readonly state: 'preparing' | 'active' | 'paused' | 'ended'
  readonly programme_id: string
  readonly track: string
  readonly therapist_id: string
  readonly therapist_name: string
  readonly created_at: Date
  readonly started_at: Date | null
  readonly next_review_at: Date | null
  readonly ended_at: Date | null
  /** When the person was last answered, at or after the end; null before there is one. */
  readonly answered_at: Date | null
  /** The last day of the pause that the course is in. */
  readonly paused_until: string | null
  readonly looked_at: Date | null
  readonly reviews: number
  readonly last_review_at: Date | null
}

export interface Point {
  readonly instrumentId: string
  readonly at: number
  readonly total: number | null
}

/** One person's course, as the list reads it; modules, and forms of one kind, in order of time. */
export interface CaseRow extends ShownCourse {
  readonly safety_items: CaseFacts['safety'][number]['items']
  readonly waiting_count: number
  readonly waiting_since: Date | null
  readonly waiting_words: string | null
  readonly told_since: Date | null
  readonly told_words: string | null
  readonly asked_since: Date | null
  readonly points: readonly Point[]
  /** Forms that this person is asked each week beside what the programme asks of everybody. */
  readonly asked_beside: AskedWeekly['forms']
  readonly last_contact_at: Date | null
  readonly modules: readonly { readonly moduleId: string; readonly at: number }[]
  readonly pauses: readonly { readonly kind: 'paused' | 'resumed'; readonly at: number }[]
  /** When the person was last there, by the list of it in reminders. */
  readonly last_action_at: Date | null
  readonly new_entries: number
  readonly new_since: Date | null
  readonly entries_since_review: number
  readonly call_at: Date | null
  readonly unread_comments: number
  readonly supervised_at: Date | null
  readonly decisions: readonly Decision[]
}

/** Puts what happened to the course it happened in. */
export function toCaseRows(courses: readonly ShownCourse[], facts: CaseFacts): CaseRow[] {
  const of = {
    safety: byCourse(facts.safety),
    waiting: byCourse(facts.waiting),
    events: byCourse(facts.events),
    moments: Map.groupBy(facts.moments, ({ course_id }) => course_id),
    forms: Map.groupBy(facts.forms, ({ course_id }) => course_id),
    modules: byCourse(facts.modules),
    actions: byCourse(facts.actions),
    decisions: Map.groupBy(facts.decisions, ({ courseId }) => courseId),
    entries: byCourse(facts.entries),
  }
  return courses.map((course) => {
    const id = course.course_id
    const [waiting, events, entries] = [of.waiting.get(id), of.events.get(id), of.entries.get(id)]
    const happened = happenedIn(of.moments.get(id) ?? [])
    return {
      ...course,
      safety_items: of.safety.get(id)?.items ?? [],
      waiting_count: waiting?.count ?? 0,
      waiting_since: waiting?.since ?? null,
      waiting_words: waiting?.words ?? null,
      told_since: events?.told_since ?? null,
      told_words: events?.told_words ?? null,
      asked_since: events?.asked_since ?? null,
      points: (of.forms.get(id) ?? []).flatMap(pointsOf),
      asked_beside: facts.asked.get(id)?.forms ?? [],
      modules: modulesOf(of.modules.get(id)),
      pauses: happened.pauses,
      last_action_at: of.actions.get(id)?.at ?? null,
      last_contact_at: latest(
        course.last_review_at,
        happened.last.written_to_patient?.at,
        happened.last.spoken?.at,
      ),
      new_entries: entries?.new_entries ?? 0,
      new_since: entries?.new_since ?? null,
      entries_since_review: entries?.entries_since_review ?? 0,
      call_at: happened.last.next_call?.at ?? null,
      unread_comments: happened.last.commented?.unread ?? 0,
      decisions: of.decisions.get(id) ?? [],
      supervised_at: happened.last.commented?.at ?? null,
    }
  })
}

function byCourse<Fact extends { course_id: string }>(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.course_id, fact]))
}

type Moment = CaseFacts['moments'][number]

function happenedIn(moments: readonly Moment[]) {
  const last: { [Kind in Moment['what']]?: Moment } = {}
  const pauses: { kind: 'paused' | 'resumed'; at: number }[] = []
  for (const moment of moments) {
    const { what, at } = moment
    if (what === 'paused' || what === 'resumed') pauses.push({ kind: what, at: at.getTime() })
    else last[what] = moment
  }
  return { last, pauses: inOrderOfTime(pauses) }
}

function pointsOf(forms: CaseFacts['forms'][number]): readonly Point[] {
  const { instrument_id: instrumentId } = forms
  const totals = written(forms.totals)
  return inOrderOfTime(
    written(forms.times).map((at, index) => {
      const total = totals[index] ?? 'NULL'
      return { instrumentId, at: Number(at), total: total === 'NULL' ? null : Number(total) }
    }),
  )
}

/** The numbers of a list as PostgreSQL writes it. */
function written(list: string): string[] {
  return list.slice(1, -1).split(',')
}

function modulesOf(modules: CaseFacts['modules'][number] | undefined): CaseRow['modules'] {
  return inOrderOfTime(
    (modules?.ids ?? []).map((moduleId, index) => ({
      moduleId,
      at: Math.round(modules?.times[index] ?? 0),
    })),
  )
}

/** Rows mostly arrive in one order or the other; sorting a hundred lists that are sorted costs. */
function inOrderOfTime<Timed extends { at: number }>(list: Timed[]): Timed[] {
  const [first, last] = [list[0], list.at(-1)]
  const towards = first && last && first.at > last.at ? list.reverse() : list
  const isSorted = towards.every(({ at }, index) => at >= (towards[index - 1]?.at ?? at))
  return isSorted ? towards : towards.sort((a, b) => a.at - b.at)
}

function latest(...times: (Date | null | undefined)[]): Date | null {
  let last: Date | null = null
  for (const time of times) if (time && (last === null || time > last)) last = time
  return last
}
