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
  readonly looked_at: Date | null
  readonly reviews: number
  readonly last_review_at: Date | null
}

export interface Point {
  readonly instrumentId: string
  readonly at: number
  readonly total: number | null
}

/** One person's course, as the list reads it; its forms and modules in order of time. */
export interface CaseRow extends ShownCourse {
  readonly safety_items: CaseFacts['safety'][number]['items']
  readonly waiting_count: number
  readonly waiting_since: Date | null
  readonly waiting_words: string | null
  readonly points: readonly Point[]
  readonly last_contact_at: Date | null
  readonly modules: readonly { readonly moduleId: string; readonly at: number }[]
  readonly pauses: readonly { readonly kind: 'paused' | 'resumed'; readonly at: number }[]
  readonly last_activity_at: Date | null
  readonly new_entries: number
  readonly new_since: Date | null
  readonly entries_since_review: number
  readonly call_at: Date | null
  readonly unread_comments: number
  readonly supervised_at: Date | null
}

const byTime = (a: { at: number }, b: { at: number }) => a.at - b.at

/** Puts what happened to the course it happened in. */
export function toCaseRows(courses: readonly ShownCourse[], facts: CaseFacts): CaseRow[] {
  const of = {
    safety: byCourse(facts.safety),
    waiting: byCourse(facts.waiting),
    forms: byCourse(facts.forms),
    modules: byCourse(facts.modules),
    pauses: byCourse(facts.pauses),
    messages: byCourse(facts.messages),
    visits: byCourse(facts.visits),
    entries: byCourse(facts.entries),
    contacts: byCourse(facts.contacts),
    calls: byCourse(facts.calls),
    comments: byCourse(facts.comments),
  }
  return courses.map((course) => {
    const id = course.course_id
    const [waiting, forms, entries] = [of.waiting.get(id), of.forms.get(id), of.entries.get(id)]
    const [messages, comments] = [of.messages.get(id), of.comments.get(id)]
    return {
      ...course,
      safety_items: of.safety.get(id)?.items ?? [],
      waiting_count: waiting?.count ?? 0,
      waiting_since: waiting?.since ?? null,
      waiting_words: waiting?.words ?? null,
      points: pointsOf(forms).sort(byTime),
      modules: (of.modules.get(id)?.events ?? []).sort(byTime),
      pauses: of.pauses.get(id)?.events ?? [],
      last_activity_at: latest(
        forms?.answered_at,
        of.visits.get(id)?.at,
        entries?.changed_at,
        messages?.from_patient_at,
      ),
      last_contact_at: latest(
        course.last_review_at,
        messages?.to_patient_at,
        of.contacts.get(id)?.at,
      ),
      new_entries: entries?.new_entries ?? 0,
      new_since: entries?.new_since ?? null,
      entries_since_review: entries?.entries_since_review ?? 0,
      call_at: of.calls.get(id)?.at ?? null,
      unread_comments: comments?.unread ?? 0,
      supervised_at: comments?.at ?? null,
    }
  })
}

function byCourse<Fact extends { course_id: string }>(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.course_id, fact]))
}

function pointsOf(forms: CaseFacts['forms'][number] | undefined): Point[] {
  return (forms?.ids ?? []).map((instrumentId, index) => ({
    instrumentId,
    at: Math.round(forms?.times[index] ?? 0),
    total: forms?.totals[index] ?? null,
  }))
}

function latest(...times: (Date | null | undefined)[]): Date | null {
  return times.reduce<Date | null>(
    (last, time) => (time && (last === null || time > last) ? time : last),
    null,
  )
}
