import { idFor, type Life } from './life.ts'
import { addForm, type FormPoint } from './measure-rows.ts'
import { answersFor } from './scores.ts'

const day = 86_400_000

/** Most of those who came to a follow-up answer the forms again; all of them are rung after it. */
export function addFollowUps(life: Life, forms: readonly FormPoint[]): void {
  const { person, timeline } = life
  const { endedAt } = timeline
  if (person.stage !== 'followed_up' || endedAt === null) return
  addForms(life, forms, endedAt + 32 * day)
  addCallAfter(life, endedAt + 34 * day)
}

/** As their file tells it, or near where treatment left them. */
function addForms(life: Life, forms: readonly FormPoint[], at: number): void {
  const { person, timeline, random, content } = life
  const told = person.follow_up
  if (!timeline.isPast(at) || (!told && random.chance(0.25))) return
  for (const instrumentId of ['phq9', 'gad7'] as const) {
    const instrument = content.instruments.get(instrumentId)
    const last = forms.findLast((form) => form.instrumentId === instrumentId)?.total ?? null
    if (!instrument || last === null) continue
    const near = Math.max(0, Math.min(18, Math.round(last + random.normal(0.4, 2.6))))
    const total = told?.[instrumentId] ?? near
    const fixed: Record<number, number> = instrument.safetyItems.length > 0 ? { 9: 0 } : {}
    const answers = answersFor(total, { items: instrument.items.length, fixed }, random)
    addForm(life, instrument, { id: idFor(person.key, instrumentId, 'follow-up'), at, answers })
  }
}

function addCallAfter({ person, timeline, rows, ids }: Life, at: number): void {
  if (!timeline.isPast(at)) return
  const id = idFor(person.key, 'call', 'follow-up')
  rows.add('contact', {
    id,
    course_id: ids.course,
    appointment_id: null,
    mechanism: 'telephone',
    purpose: 'follow_up',
    outcome: 'attended',
    happened_at: new Date(at),
    minutes: 12,
    note: '{}',
    recorded_at: new Date(at + 15 * 60_000),
    recorded_by: ids.therapist,
    send_key: id,
  })
}
